package org.talweg.learn.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A CSV table that stays in its file, for tables larger than memory. It is read twice at first: to
 * check every line and to learn means and deviations, and to find where lines begin, which takes 8
 * bytes a line. After that a batch reads its own lines.
 *
 * <p>The file must not change meanwhile; it is neither compressed nor has line breaks in quotes.
 */
public final class CsvFile implements DataSet {
  private final Path file;
  private final CsvColumns columns;
  private final long[] starts;
  private final double[] shift;
  private final double[] scale;

  private CsvFile(Path file, CsvColumns columns, long[] starts, double[] shift, double[] scale) {
    this.file = file;
    this.columns = columns;
    this.starts = starts;
    this.shift = shift;
    this.scale = scale;
  }

  /**
   * Reads through a table.
   *
   * @param column the target's name in the header, its number from 1, or {@code last}
   * @param standard whether inputs come less their mean, over their deviation; constant ones as 0
   */
  public static CsvFile open(Path file, String column, Csv.Target target, boolean standard)
      throws IOException {
    if (file.toString().endsWith(".gz")) {
      throw new IOException(file + " is compressed: lines of it cannot be read one by one");
    }
    var moments = new Moments();
    CsvColumns columns = Csv.each(file, column, target, (x, _) -> moments.add(x));
    long[] starts = starts(file);
    int first = columns.header() ? 1 : 0;
    if (starts.length - 1 - first != moments.count) {
      throw new IOException(
          "%s has %d lines and %d examples: no line break may stand in quotes"
              .formatted(file, starts.length - 1, moments.count));
    }
    double[] shift = new double[columns.inputs()];
    double[] scale = new double[columns.inputs()];
    Arrays.fill(scale, 1);
    if (standard) {
      for (int j = 0; j < shift.length; j++) {
        double deviation = Math.sqrt(moments.squares[j] / moments.count);
        shift[j] = moments.mean[j];
        scale[j] = deviation > 0 ? 1 / deviation : 0;
      }
    }
    long[] examples = Arrays.copyOfRange(starts, first, starts.length);
    return new CsvFile(file, columns, examples, shift, scale);
  }

  /** Means and sums of squared differences from them, updated line by line (Welford). */
  private static final class Moments {
    private long count = 0;
    private double[] mean = {};
    private double[] squares = {};

    void add(float[] x) {
      if (count == 0) {
        mean = new double[x.length];
        squares = new double[x.length];
      }
      count++;
      for (int j = 0; j < x.length; j++) {
        double difference = x[j] - mean[j];
        mean[j] += difference / count;
        squares[j] += difference * (x[j] - mean[j]);
      }
    }
  }

  /** Where lines that are not blank begin, and where the last ends. */
  private static long[] starts(Path file) throws IOException {
    long[] starts = new long[1024];
    int count = 0;
    long place = 0;
    long start = 0;
    boolean blank = true;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int c = in.read(); ; c = in.read()) {
        if (c < 0 || c == '\n' || c == '\r') {
          if (!blank) {
            if (count + 1 == starts.length) {
              starts = Arrays.copyOf(starts, Math.multiplyExact(2, starts.length));
            }
            starts[count++] = start;
          }
          if (c < 0) {
            break;
          }
          start = place + 1;
          blank = true;
        } else if (c != ' ' && c != '\t') {
          blank = false;
        }
        place++;
      }
    }
    starts[count] = place;
    return Arrays.copyOf(starts, count + 1);
  }

  @Override
  public long size() {
    return starts.length - 1L;
  }

  @Override
  public long[] inputShape() {
    return new long[] {columns.inputs()};
  }

  @Override
  public int classes() {
    return columns.classes();
  }

  /**
   * Reads the lines of those examples.
   *
   * @throws UncheckedIOException where the file cannot be read any more, or was changed
   */
  @Override
  public Batch batch(long[] examples) {
    int width = columns.inputs();
    float[] inputs = new float[Math.multiplyExact(examples.length, width)];
    float[] targets = new float[examples.length];
    try (FileChannel channel = FileChannel.open(file)) {
      for (int i = 0; i < examples.length; i++) {
        targets[i] = read(channel, Math.toIntExact(examples[i]), inputs, i * width);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = (float) ((inputs[k] - shift[k % width]) * scale[k % width]);
    }
    return Table.batch(inputs, targets, columns.classes(), width);
  }

  private float read(FileChannel channel, int example, float[] inputs, int from)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(starts[example + 1] - starts[example]));
    int got = 0;
    while (bytes.hasRemaining() && got >= 0) {
      got = channel.read(bytes, starts[example] + bytes.position());
    }
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().allowMissingFields(true).allowExtraFields(true).ofCsvRecord(text)) {
      for (CsvRecord line : reader) {
        return columns.read(line, example + 1L, inputs, from);
      }
    }
    throw new IOException(file + " has changed while it was learned from");
  }
}
