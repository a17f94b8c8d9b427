package org.talweg.app.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.VariablesReader.Declared;
import org.talweg.bench.table.Pool;
import org.talweg.bench.table.Table;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;

/**
 * The table of {@code measure: {table: FILE}}: which of its columns vary, which are measured, and
 * which of its rows count.
 *
 * @param table whose columns have names that formulas can use
 * @param place of the file's name
 */
record TableReader(Table table, Place place, Mistakes mistakes) {
  private static final int LONGEST = 300;

  /** The table of that file, or null. */
  static @Nullable TableReader read(Yaml.Scalar file, Path directory, Mistakes mistakes) {
    String name = Spelling.shortened(file.text().strip());
    try {
      Path path = directory.resolve(file.text().strip());
      if (!Files.exists(path)) {
        mistakes.add(file.place(), "there is no table " + name + "; it is relative to the file");
      } else if (!Files.isRegularFile(path)) {
        mistakes.add(file.place(), name + " is no file, and a table is a CSV file");
      } else {
        return new TableReader(Table.read(path).named(), file.place(), mistakes);
      }
    } catch (InvalidPathException e) {
      mistakes.add(file.place(), "this is no path: " + e.getReason());
    } catch (AccessDeniedException e) {
      mistakes.add(file.place(), name + " may not be read: permission denied");
    } catch (IOException e) {
      mistakes.add(file.place(), words(e));
    }
    return null;
  }

  private static String words(IOException e) {
    String line = Spelling.firstLine(e.getMessage());
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** The columns that are no variables. */
  List<String> columnsWithout(Collection<String> variables) {
    return table.header().stream().filter(column -> !variables.contains(column)).toList();
  }

  /** Notes variables that no column gives, and levels that no row has. */
  void check(List<Declared> declared) {
    for (Declared variable : declared) {
      int column = table.header().indexOf(variable.name());
      if (column < 0) {
        String meant = Spelling.suggestion(variable.name(), table.header());
        mistakes.add(
            variable.place(),
            "%s has no column '%s'%s"
                .formatted(
                    table.name(),
                    Spelling.shortened(variable.name()),
                    meant.isEmpty() ? "; columns are " + Spelling.list(table.header()) : meant));
        continue;
      }
      if (variable.when() != null) {
        mistakes.add(variable.when().place(), "every row of a table has all variables: no 'when'");
      }
      switch (variable.domain()) {
        case Domain.Choice(List<String> levels) -> checkLevels(variable, levels, column);
        case Domain.Ordinal(List<String> levels) -> checkLevels(variable, levels, column);
        case Domain.Permutation _ ->
            mistakes.add(variable.place(), "a column has numbers or levels, and no permutations");
        case null, default -> {}
      }
    }
  }

  private void checkLevels(Declared variable, List<String> levels, int column) {
    Set<String> cells = new LinkedHashSet<>(table.cells(column));
    for (String level : levels) {
      if (cells.stream().noneMatch(cell -> Table.isLevel(cell, level))) {
        String meant = Spelling.suggestion(level, cells);
        mistakes.add(
            variable.place(),
            "no row of %s has the level '%s' of '%s'%s"
                .formatted(
                    table.name(),
                    Spelling.shortened(level),
                    variable.name(),
                    meant.isEmpty() ? "; levels are " + Spelling.list(cells) : meant));
      }
    }
  }

  /**
   * The rows that lie in the variables' ranges, or null.
   *
   * @param variables those of the file; where it has none, all columns that are not measured
   * @param measured the columns that give a row's values
   */
  @Nullable Pool rows(List<Parameter> variables, Set<String> measured, Place ranges) {
    try {
      Map<String, Domain> domains =
          variables.stream().collect(Collectors.toMap(Parameter::name, Parameter::domain));
      Table within = table.inside(domains);
      int outside = table.rows().size() - within.rows().size();
      if (within.rows().isEmpty()) {
        mistakes.add(ranges, "no row of " + table.name() + " lies in the ranges of the variables");
        return null;
      }
      if (outside > 0) {
        mistakes.warn(
            ranges,
            "%d of the %d rows of %s lie outside the ranges of the variables and are left out"
                .formatted(outside, table.rows().size(), table.name()));
      }
      Map<String, double[]> values = new LinkedHashMap<>();
      for (String quantity : measured) {
        values.put(quantity, within.numbers(within.column(quantity)));
      }
      return new Pool(
          within,
          variables.isEmpty()
              ? Pool.infer(within, columnsWithout(measured), Map.of(), List.copyOf(measured))
              : variables.stream()
                  .collect(
                      Collectors.toMap(
                          Parameter::name, Function.identity(), (a, _) -> a, LinkedHashMap::new)),
          values);
    } catch (IOException e) {
      mistakes.add(place, words(e));
      return null;
    }
  }
}
