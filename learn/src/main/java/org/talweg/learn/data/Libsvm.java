package org.talweg.learn.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * LIBSVM files, plain or with gzip: a label and {@code index:value} pairs a line, indices from 1
 * and rising; what is not named is 0. Labels become classes in the order of their values: -1 and 1
 * become 0 and 1.
 */
public final class Libsvm {
  /** Numbers that a table may hold in memory. */
  private static final long MOST = 500_000_000;

  private Libsvm() {}

  private record Line(float label, int[] indices, float[] values) {}

  /**
   * Reads a table.
   *
   * @param width how many inputs there are at least; the largest index where it is larger
   */
  public static Table read(Path file, int width) throws IOException {
    var lines = new ArrayList<Line>();
    int most = width;
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        int comment = text.indexOf('#');
        String sound = (comment < 0 ? text : text.substring(0, comment)).strip();
        if (!sound.isEmpty()) {
          Line line = line(file, number, sound);
          lines.add(line);
          most =
              Math.max(most, line.indices.length == 0 ? 0 : line.indices[line.indices.length - 1]);
        }
      }
    }
    if (lines.isEmpty() || most == 0) {
      throw new IOException(file + " holds no examples");
    }
    if ((long) lines.size() * most > MOST) {
      throw new IOException(
          "%s has %d examples of %d inputs, too many for memory"
              .formatted(file, lines.size(), most));
    }
    return table(lines, most);
  }

  private static Table table(List<Line> lines, int width) {
    var classes = new TreeMap<Float, Integer>();
    lines.forEach(line -> classes.put(line.label, 0));
    int next = 0;
    for (var entry : classes.entrySet()) {
      entry.setValue(next++);
    }
    float[] x = new float[lines.size() * width];
    float[] y = new float[lines.size()];
    for (int i = 0; i < y.length; i++) {
      Line line = lines.get(i);
      y[i] = classes.getOrDefault(line.label, 0);
      for (int k = 0; k < line.indices.length; k++) {
        x[i * width + line.indices[k] - 1] = line.values[k];
      }
    }
    return Table.classes(x, y, classes.size(), width);
  }

  private static Line line(Path file, int number, String text) throws IOException {
    String[] words = text.split("\\s+");
    int[] indices = new int[words.length - 1];
    float[] values = new float[words.length - 1];
    try {
      float label = Float.parseFloat(words[0]);
      int before = 0;
      for (int k = 0; k < indices.length; k++) {
        int colon = words[k + 1].indexOf(':');
        indices[k] = Integer.parseInt(words[k + 1].substring(0, colon));
        values[k] = Float.parseFloat(words[k + 1].substring(colon + 1));
        if (indices[k] <= before || !Float.isFinite(values[k])) {
          throw new NumberFormatException();
        }
        before = indices[k];
      }
      if (!Float.isFinite(label)) {
        throw new NumberFormatException();
      }
      return new Line(label, indices, values);
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new IOException(
          "%s:%d is not a label and rising index:value pairs of finite numbers"
              .formatted(file, number),
          e);
    }
  }
}
