package org.talweg.learn.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Tables of numbers as CSV, plain or with gzip. The first line is a header unless all of it are
 * numbers. Classes may be words; they are numbered in the order in which they first occur, whole
 * numbers from 0 keep theirs.
 */
public final class Csv {
  private Csv() {}

  /** What the target column means. */
  public enum Target {
    CLASS,
    NUMBER
  }

  /**
   * Reads a table.
   *
   * @param column the target's name in the header, its number from 1, or {@code last}
   */
  public static Table read(Path file, String column, Target target) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var csv =
            CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return read(file, csv, column, target);
    } catch (CsvParseException e) {
      throw new IOException(file + " is not CSV: " + e.getMessage(), e);
    }
  }

  private static Table read(Path file, CsvReader<CsvRecord> csv, String column, Target target)
      throws IOException {
    var inputs = new Numbers();
    var targets = new Numbers();
    Map<String, Integer> words = new LinkedHashMap<>();
    int width = -1;
    int at = -1;
    for (CsvRecord line : csv) {
      List<String> fields = line.getFields();
      if (fields.size() == 1 && fields.getFirst().isBlank()) {
        continue;
      }
      if (width < 0) {
        width = fields.size();
        boolean header = fields.stream().anyMatch(f -> !isNumber(f)) && !onlyLast(fields);
        at = place(file, header ? fields : List.of(), width, column);
        if (header) {
          continue;
        }
      }
      if (fields.size() != width) {
        throw new IOException(
            "%s:%d has %d fields, not %d"
                .formatted(file, line.getStartingLineNumber(), fields.size(), width));
      }
      for (int j = 0; j < width; j++) {
        String field = fields.get(j).strip();
        if (j == at && target == Target.CLASS) {
          targets.add(label(field, words));
        } else {
          float value = number(file, line.getStartingLineNumber(), j, field);
          (j == at ? targets : inputs).add(value);
        }
      }
    }
    if (targets.size == 0) {
      throw new IOException(file + " holds no examples");
    }
    float[] y = targets.array();
    int classes = 0;
    if (target == Target.CLASS) {
      classes = words.isEmpty() ? 1 + (int) largest(y) : words.size();
    }
    return target == Target.CLASS
        ? Table.classes(inputs.array(), y, classes, width - 1)
        : Table.numbers(inputs.array(), y, width - 1);
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** A whole number, or the number of a word. */
  private static float label(String field, Map<String, Integer> words) {
    if (words.isEmpty() && field.matches("\\d{1,6}")) {
      return Integer.parseInt(field);
    }
    return words.computeIfAbsent(field, _ -> words.size());
  }

  /** Whether only the last field, a class in words, is no number. */
  private static boolean onlyLast(List<String> fields) {
    return fields.size() > 1
        && fields.subList(0, fields.size() - 1).stream().allMatch(Csv::isNumber);
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

  private static float number(Path file, long line, int column, String field) throws IOException {
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

  /** Numbers that grow in number. */
  static final class Numbers {
    private float[] values = new float[1024];
    private int size = 0;

    void add(float value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.multiplyExact(2, size));
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    float[] array() {
      return Arrays.copyOf(values, size);
    }
  }
}
