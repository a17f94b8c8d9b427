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
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

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
   * Reads a table into memory.
   *
   * @param column the target's name in the header, its number from 1, or {@code last}
   */
  public static Table read(Path file, String column, Target target) throws IOException {
    var inputs = new Numbers();
    var targets = new Numbers();
    CsvColumns columns =
        each(
            file,
            column,
            target,
            (x, y) -> {
              inputs.add(x);
              targets.add(y);
            });
    return target == Target.CLASS
        ? Table.classes(inputs.array(), targets.array(), columns.classes(), columns.inputs())
        : Table.numbers(inputs.array(), targets.array(), columns.inputs());
  }

  /** Is handed every line. */
  interface Line {
    /** The inputs, in an array that is used again for the next line, and the target. */
    void read(float[] inputs, float target);
  }

  /** Goes through a table once. */
  static CsvColumns each(Path file, String column, Target target, Line consumer)
      throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var csv =
            CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      @Nullable CsvColumns columns = null;
      float[] inputs = {};
      boolean any = false;
      for (CsvRecord line : csv) {
        if (CsvColumns.isBlank(line)) {
          continue;
        }
        if (columns == null) {
          columns = CsvColumns.of(file, line, column, target);
          inputs = new float[columns.inputs()];
          if (columns.header()) {
            continue;
          }
        }
        consumer.read(inputs, columns.read(line, line.getStartingLineNumber(), inputs, 0));
        any = true;
      }
      if (columns == null || !any) {
        throw new IOException(file + " holds no examples");
      }
      return columns;
    } catch (CsvParseException e) {
      throw new IOException(file + " is not CSV: " + e.getMessage(), e);
    }
  }

  /** Numbers that grow in number. */
  static final class Numbers {
    private float[] values = new float[1024];
    private int size = 0;

    void add(float... more) {
      while (size + more.length > values.length) {
        values = Arrays.copyOf(values, Math.multiplyExact(2, values.length));
      }
      System.arraycopy(more, 0, values, size, more.length);
      size += more.length;
    }

    int size() {
      return size;
    }

    float[] array() {
      return Arrays.copyOf(values, size);
    }
  }
}
