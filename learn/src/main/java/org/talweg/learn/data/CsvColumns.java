package org.talweg.learn.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the columns of a CSV table mean, and the numbers in its lines. */
final class CsvColumns {
  private final Path file;
  private final Csv.Target target;
  private final int width;
  private final int at;
  private final boolean header;
  private final Map<String, Integer> words = new LinkedHashMap<>();
  private int largest = 0;

  private CsvColumns(Path file, Csv.Target target, int width, int at, boolean header) {
    this.file = file;
    this.target = target;
    this.width = width;
    this.at = at;
    this.header = header;
  }

  /** From the first line: a header unless all of it, or all but the last field, are numbers. */
  static CsvColumns of(Path file, CsvRecord first, String column, Csv.Target target)
      throws IOException {
    List<String> fields = first.getFields();
    int width = fields.size();
    boolean header = fields.stream().anyMatch(f -> !isNumber(f)) && !onlyLast(fields);
    int at = place(file, header ? fields : List.of(), width, column);
    return new CsvColumns(file, target, width, at, header);
  }

  static boolean isBlank(CsvRecord line) {
    return line.getFieldCount() == 1 && line.getField(0).isBlank();
  }

  /** Whether the first line is one. */
  boolean header() {
    return header;
  }

  /** How many numbers an input has. */
  int inputs() {
    return width - 1;
  }

  /** How many classes the lines read so far name; 0 where the target is a number. */
  int classes() {
    if (target == Csv.Target.NUMBER) {
      return 0;
    }
    return words.isEmpty() ? 1 + largest : words.size();
  }

  /**
   * Reads a line.
   *
   * @param inputs filled from a place on
   * @return the target
   */
  float read(CsvRecord line, long number, float[] inputs, int from) throws IOException {
    List<String> fields = line.getFields();
    if (fields.size() != width) {
      throw new IOException(
          "%s:%d has %d fields, not %d".formatted(file, number, fields.size(), width));
    }
    float y = 0;
    int to = from;
    for (int j = 0; j < width; j++) {
      String field = fields.get(j).strip();
      if (j != at) {
        inputs[to++] = number(number, j, field);
      } else {
        y = target == Csv.Target.CLASS ? label(field) : number(number, j, field);
      }
    }
    return y;
  }

  /** A whole number, or the number of a word. */
  private int label(String field) {
    if (words.isEmpty() && field.matches("\\d{1,6}")) {
      int label = Integer.parseInt(field);
      largest = Math.max(largest, label);
      return label;
    }
    return words.computeIfAbsent(field, _ -> words.size());
  }

  /** Whether only the last field, a class in words, is no number. */
  private static boolean onlyLast(List<String> fields) {
    return fields.size() > 1
        && fields.subList(0, fields.size() - 1).stream().allMatch(CsvColumns::isNumber);
  }

  private static boolean isNumber(String field) {
    try {
      Double.parseDouble(field.strip());
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static int place(Path file, List<String> header, int width, String column)
      throws IOException {
    if (column.equals("last")) {
      return width - 1;
    }
    int named = header.stream().map(String::strip).toList().indexOf(column);
    if (named >= 0) {
      return named;
    }
    if (column.matches("\\d{1,6}")) {
      int number = Integer.parseInt(column);
      if (number >= 1 && number <= width) {
        return number - 1;
      }
    }
    throw new IOException(
        "%s has no column '%s'; it has %d%s"
            .formatted(file, column, width, header.isEmpty() ? "" : ": " + header));
  }

  private float number(long line, int column, String field) throws IOException {
    float value = Float.NaN;
    if (isNumber(field)) {
      value = Float.parseFloat(field);
    }
    if (!Float.isFinite(value)) {
      throw new IOException(
          "%s:%d: field %d is '%s', not a finite number".formatted(file, line, column + 1, field));
    }
    return value;
  }
}
