package org.talweg.app.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.bench.table.Table;
import org.talweg.model.Indices;

/**
 * Reads {@code sets} and {@code data}: what indexed formulas refer to. A set is {@code 1..10}, a
 * list of elements, or a column of a CSV file; data are a number, a list (for the indices 1, 2,
 * ...), a mapping by element, either of these nested, or a column of a CSV file.
 */
final class IndicesReader {
  private static final int MOST = 200_000;
  static final List<String> CSV_KEYS = List.of("csv", "column", "index");

  private final Mistakes mistakes;
  private final Path directory;
  private final Scalars scalars;
  private final Map<String, List<String>> sets = new LinkedHashMap<>();
  private final Map<String, Map<String, Double>> data = new LinkedHashMap<>();
  private final Map<String, Set<String>> variables = new LinkedHashMap<>();

  IndicesReader(Fields problem, Path directory, Mistakes mistakes) {
    this.mistakes = mistakes;
    this.directory = directory;
    scalars = new Scalars(mistakes);
    each(problem.get("sets"), "sets", (name, node) -> sets.put(name, set(node)));
    each(
        problem.get("data"),
        "data",
        (name, node) -> {
          var values = new LinkedHashMap<String, Double>();
          data(node, "", values);
          data.put(name, values);
        });
  }

  /** What formulas may refer to. */
  Indices indices() {
    return new Indices(sets, data, variables);
  }

  private interface Named {
    void read(String name, Yaml node);
  }

  private void each(@Nullable Yaml node, String what, Named named) {
    if (node == null) {
      return;
    }
    if (!(node instanceof Yaml.Mapping mapping)) {
      mistakes.add(node.place(), "expected the " + what + " by name, found " + node.words());
      return;
    }
    for (Yaml.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      String whyNot = Names.whyNot(name);
      if (whyNot != null) {
        mistakes.add(entry.key().place(), whyNot);
      } else if (sets.containsKey(name) || data.containsKey(name)) {
        mistakes.add(entry.key().place(), "'" + name + "' is given twice");
      } else {
        named.read(name, entry.value());
      }
    }
  }

  private List<String> set(Yaml node) {
    switch (node) {
      case Yaml.Scalar scalar -> {
        List<String> range = range(scalar);
        if (range != null) {
          return range;
        }
        mistakes.add(node.place(), "expected a set such as 1..10 or [a, b], found " + node.words());
      }
      case Yaml.Listing(List<Yaml> items, _) -> {
        var elements = new LinkedHashSet<String>();
        for (Yaml item : items) {
          Yaml.Scalar element = scalars.scalar(item, "an element");
          if (element != null
              && isElement(element.text(), element)
              && !elements.add(element.text())) {
            mistakes.add(item.place(), "the element " + item.words() + " is given twice");
          }
        }
        return List.copyOf(elements);
      }
      case Yaml.Mapping mapping -> {
        Column column = column(mapping);
        if (column != null) {
          return List.copyOf(new LinkedHashSet<>(column.elements(column.values)));
        }
      }
    }
    return List.of();
  }

  private boolean isElement(String text, Yaml.Scalar at) {
    boolean is = text.matches("0|[1-9][0-9]{0,8}") || Names.whyNot(text) == null;
    if (!is) {
      mistakes.add(
          at.place(),
          "'" + Spelling.shortened(text) + "' is no element: a name, or a whole number from 0 on");
    }
    return is;
  }

  /** The numbers of {@code 1..10}, or null. */
  private @Nullable List<String> range(Yaml.Scalar scalar) {
    if (!scalar.text().strip().matches("[0-9]{1,9} *\\.\\. *[0-9]{1,9}")) {
      return null;
    }
    String[] ends = scalar.text().strip().split(" *\\.\\. *");
    int from = Integer.parseInt(ends[0]);
    int to = Integer.parseInt(ends[1]);
    if (to - (long) from >= MOST) {
      mistakes.add(scalar.place(), "the range has more than " + MOST + " elements");
      return List.of();
    }
    var elements = new ArrayList<String>();
    for (int k = from; k <= to; k++) {
      elements.add(Integer.toString(k));
    }
    return elements;
  }

  private void data(Yaml node, String key, Map<String, Double> values) {
    String prefix = key.isEmpty() ? "" : key + ",";
    switch (node) {
      case Yaml.Scalar _ -> {
        Double number = scalars.real(node);
        if (number != null) {
          values.put(key, number);
        }
      }
      case Yaml.Listing(List<Yaml> items, _) -> {
        for (int k = 0; k < items.size(); k++) {
          data(items.get(k), prefix + (k + 1), values);
        }
      }
      case Yaml.Mapping mapping -> {
        if (mapping.entries().stream().anyMatch(e -> e.key().text().equals("csv"))) {
          Column column = column(mapping);
          if (column != null) {
            column.fill(prefix, values);
          }
          return;
        }
        for (Yaml.Entry entry : mapping.entries()) {
          if (isElement(entry.key().text(), entry.key())) {
            data(entry.value(), prefix + entry.key().text(), values);
          }
        }
      }
    }
  }

  /** A column of a CSV file, and the one that holds the index, if it is not the row's number. */
  private final class Column {
    private final Yaml.Mapping node;
    private final List<String> values;
    private final @Nullable List<String> keys;

    Column(Yaml.Mapping node, List<String> values, @Nullable List<String> keys) {
      this.node = node;
      this.values = values;
      this.keys = keys;
    }

    List<String> elements(List<String> cells) {
      for (String cell : cells) {
        if (!isElement(cell, new Yaml.Scalar(cell, Yaml.Style.PLAIN, node.place()))) {
          return List.of();
        }
      }
      return cells;
    }

    void fill(String prefix, Map<String, Double> numbers) {
      List<String> indices = keys == null ? null : elements(keys);
      for (int row = 0; row < values.size(); row++) {
        String index =
            indices == null ? Integer.toString(row + 1) : indices.isEmpty() ? "" : indices.get(row);
        try {
          numbers.put(prefix + index, Double.parseDouble(values.get(row)));
        } catch (NumberFormatException e) {
          mistakes.add(
              node.place(),
              "row %d of the table has '%s' where a number should be"
                  .formatted(row + 1, Spelling.shortened(values.get(row))));
          return;
        }
      }
    }
  }

  private @Nullable Column column(Yaml.Mapping mapping) {
    var fields = new Fields(mapping, "a column of a table", CSV_KEYS, mistakes);
    Yaml file = fields.get("csv");
    Yaml column = fields.get("column");
    Yaml index = fields.get("index");
    Yaml.Scalar path = file == null ? null : scalars.scalar(file, "a file");
    String name = column == null ? null : scalars.text(column, "a column");
    String key = index == null ? null : scalars.text(index, "a column");
    if (path == null || name == null) {
      mistakes.add(mapping.place(), "expected {csv: FILE, column: NAME}, perhaps with index: NAME");
      return null;
    }
    TableReader reader = TableReader.read(path, directory, mistakes);
    if (reader == null) {
      return null;
    }
    Table table = reader.table();
    List<String> values = cells(table, name, mapping);
    List<String> keys = key == null ? null : cells(table, key, mapping);
    return values == null || (key != null && keys == null)
        ? null
        : new Column(mapping, values, keys);
  }

  private @Nullable List<String> cells(Table table, String column, Yaml.Mapping mapping) {
    int at = table.header().indexOf(column);
    if (at < 0) {
      mistakes.add(
          mapping.place(),
          "the table has no column '%s'; it has %s"
              .formatted(Spelling.shortened(column), Spelling.list(table.header())));
      return null;
    }
    return table.cells(at);
  }

  /**
   * The keys of a variable {@code over} sets, and that it has them; a single set, or a list of
   * several.
   */
  List<String> over(String variable, Yaml node) {
    List<Yaml> items = node instanceof Yaml.Listing(List<Yaml> all, _) ? all : List.of(node);
    List<String> keys = List.of("");
    for (Yaml item : items) {
      Yaml.Scalar scalar = scalars.scalar(item, "a set");
      if (scalar == null) {
        return List.of();
      }
      List<String> elements = sets.get(scalar.text().strip());
      if (elements == null) {
        elements = range(scalar);
      }
      if (elements == null) {
        mistakes.add(
            item.place(),
            "there is no set " + item.words() + "; expected one of 'sets', or such as 1..10");
        return List.of();
      }
      if ((long) keys.size() * elements.size() > MOST) {
        mistakes.add(item.place(), "that makes more than " + MOST + " variables");
        return List.of();
      }
      var longer = new ArrayList<String>();
      for (String key : keys) {
        for (String element : elements) {
          longer.add(key.isEmpty() ? element : key + "," + element);
        }
      }
      keys = longer;
    }
    variables.put(variable, new LinkedHashSet<>(keys));
    return keys;
  }

  /** What a start says of each key: one number for all, or as data. */
  Map<String, Double> starts(Yaml node, List<String> keys) {
    var values = new LinkedHashMap<String, Double>();
    if (node instanceof Yaml.Scalar scalar && data.containsKey(scalar.text().strip())) {
      return data.getOrDefault(scalar.text().strip(), Map.of());
    }
    data(node, "", values);
    Double all = values.get("");
    if (all != null) {
      keys.forEach(key -> values.put(key, all));
      return values;
    }
    List<String> strange = values.keySet().stream().filter(key -> !keys.contains(key)).toList();
    List<String> missing = keys.stream().filter(key -> !values.containsKey(key)).toList();
    if (!strange.isEmpty() || !missing.isEmpty()) {
      mistakes.add(
          node.place(),
          "the start has %d values for %d elements%s; give one for each, or one number for all"
              .formatted(
                  values.size(),
                  keys.size(),
                  strange.isEmpty()
                      ? ", none for " + Spelling.shortened(missing.getFirst())
                      : ", one for " + Spelling.shortened(strange.getFirst())));
      return Map.of();
    }
    return values;
  }
}
