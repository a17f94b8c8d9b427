package org.talweg.bench.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.talweg.model.Domain;

/**
 * A CSV file in memory: a header and rows of as many cells. Cells lose the blanks around them;
 * blank lines and a byte-order mark are no part of it.
 *
 * @param name what errors call it
 * @param lines the line of the file in which each row begins
 */
public record Table(
    String name, List<String> header, List<List<String>> rows, List<Integer> lines) {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  public Table {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
    lines = List.copyOf(lines);
  }

  /** Reads a file whose first line is the header; one that ends in .gz is unpacked. */
  public static Table read(Path path) throws IOException {
    return read(path, List.of(), false);
  }

  /** The same where cells at the end of a row may be missing: they are empty. */
  public static Table readRagged(Path path) throws IOException {
    return read(path, List.of(), true);
  }

  /** Reads a file without a header line; the header is given. */
  public static Table read(Path path, List<String> header) throws IOException {
    return read(path, header, false);
  }

  private static Table read(Path path, List<String> header, boolean ragged) throws IOException {
    String name = String.valueOf(path.getFileName());
    try (InputStream file = Files.newInputStream(path);
        InputStream plain =
            name.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(file) : file) {
      return read(name, new InputStreamReader(plain, StandardCharsets.UTF_8), header, ragged);
    }
  }

  /**
   * Reads text.
   *
   * @param header where the text has none; otherwise empty
   * @throws IOException naming the line that does not fit
   */
  public static Table read(String name, Reader text, List<String> header) throws IOException {
    return read(name, text, header, false);
  }

  private static Table read(String name, Reader text, List<String> header, boolean ragged)
      throws IOException {
    List<String> columns = header;
    var rows = new ArrayList<List<String>>();
    var lines = new ArrayList<Integer>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .trimWhitespacesAroundQuotes(true)
            .ofCsvRecord(text)) {
      for (CsvRecord record : csv) {
        var cells = new ArrayList<>(record.getFields().stream().map(String::strip).toList());
        while (ragged && cells.size() < columns.size()) {
          cells.add("");
        }
        if (cells.stream().allMatch(String::isEmpty)) {
          continue;
        }
        if (columns.isEmpty()) {
          columns = cells.stream().map(cell -> cell.replace("\uFEFF", "").strip()).toList();
          check(name, columns);
        } else if (cells.size() != columns.size()) {
          throw new IOException(
              "%s, line %d: %d cells where there are %d columns"
                  .formatted(name, record.getStartingLineNumber(), cells.size(), columns.size()));
        } else {
          rows.add(cells);
          lines.add(Math.toIntExact(record.getStartingLineNumber()));
        }
      }
    } catch (CsvParseException e) {
      throw new IOException(name + " is no CSV file: " + e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IOException(name + " has no rows");
    }
    return new Table(name, columns, rows, lines);
  }

  private static void check(String name, List<String> header) throws IOException {
    var seen = new HashSet<String>();
    for (String column : header) {
      if (column.isEmpty() || !seen.add(column)) {
        throw new IOException(
            name + ": columns have names and no two the same, unlike '" + column + "'");
      }
    }
  }

  /** The same table whose columns have names that formulas can use. */
  public Table named() {
    var names = new ArrayList<String>();
    header.forEach(column -> names.add(Columns.name(column, names)));
    return new Table(name, names, rows, lines);
  }

  /**
   * The rows whose cells lie in the domains of their columns, where one is given. A number that
   * does not is just outside; a text in a column of numbers, and a fraction in one of whole
   * numbers, is wrong.
   *
   * @throws IOException naming the line of a cell that is wrong, and a column that is not there
   */
  public Table inside(Map<String, Domain> domains) throws IOException {
    var within = new ArrayList<Integer>();
    for (int row = 0; row < rows.size(); row++) {
      boolean inside = true;
      for (Map.Entry<String, Domain> column : domains.entrySet()) {
        String cell = rows.get(row).get(column(column.getKey()));
        if (!Columns.isOfKind(column.getValue(), cell)) {
          throw new IOException(
              "%s, line %d: '%s' in column '%s' is not a %s"
                  .formatted(
                      name,
                      lines.get(row),
                      cell,
                      column.getKey(),
                      column.getValue() instanceof Domain.Int ? "whole number" : "number"));
        }
        inside &= Columns.isIn(column.getValue(), cell);
      }
      if (inside) {
        within.add(row);
      }
    }
    return new Table(
        name,
        header,
        within.stream().map(rows::get).toList(),
        within.stream().map(lines::get).toList());
  }

  /**
   * The place of a column.
   *
   * @throws IOException where there is none of that name
   */
  public int column(String column) throws IOException {
    int index = header.indexOf(column);
    if (index < 0) {
      throw new IOException(
          name + " has no column '" + column + "'; columns are " + String.join(", ", header));
    }
    return index;
  }

  /** The cells of a column. */
  public List<String> cells(int column) {
    return rows.stream().map(row -> row.get(column)).toList();
  }

  /**
   * A column of numbers.
   *
   * @throws IOException naming the line whose cell is none
   */
  public double[] numbers(int column) throws IOException {
    double[] numbers = new double[rows.size()];
    for (int i = 0; i < numbers.length; i++) {
      String cell = rows.get(i).get(column);
      OptionalDouble number = number(cell);
      if (number.isEmpty()) {
        throw new IOException(
            "%s, line %d: '%s' in column '%s' is not a number"
                .formatted(name, lines.get(i), cell, header.get(column)));
      }
      numbers[i] = number.getAsDouble();
    }
    return numbers;
  }

  /** Whether a cell is that level, as it is written or as the same number. */
  public static boolean isLevel(String cell, String level) {
    return cell.equals(level)
        || number(cell).isPresent() && Columns.level(number(cell).getAsDouble()).equals(level);
  }

  /** A cell as a finite number; empty where it is none. */
  public static OptionalDouble number(String cell) {
    if (!NUMBER.matcher(cell).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(cell);
    return Double.isFinite(value) ? OptionalDouble.of(value + 0.0) : OptionalDouble.empty();
  }
}
