package org.talweg.learn.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * IDX files of bytes, the format of MNIST, plain or with gzip: a magic number, big-endian sizes,
 * the bytes. An image's bytes become numbers from 0 to 1.
 */
public final class Idx {
  private static final int LARGEST = 1 << 30;

  private Idx() {}

  /**
   * Images and their labels.
   *
   * @param most how many to read; fewer where the file holds fewer
   */
  public static Table read(Path images, Path labels, int most) throws IOException {
    long[][] shapes = new long[2][];
    byte[] pixels = bytes(images, most, shapes, 0);
    byte[] classes = bytes(labels, most, shapes, 1);
    if (shapes[1].length != 1 || shapes[0].length < 2 || shapes[0][0] != shapes[1][0]) {
      throw new IOException(
          "%s holds %s and %s %s: not images and as many labels"
              .formatted(
                  images,
                  java.util.Arrays.toString(shapes[0]),
                  labels,
                  java.util.Arrays.toString(shapes[1])));
    }
    float[] x = new float[pixels.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (pixels[i] & 0xff) / 255f;
    }
    float[] y = new float[classes.length];
    int last = 0;
    for (int i = 0; i < y.length; i++) {
      y[i] = classes[i] & 0xff;
      last = Math.max(last, classes[i] & 0xff);
    }
    long[] shape = shapes[0];
    return shape.length == 3
        ? Table.classes(x, y, last + 1, 1, shape[1], shape[2])
        : Table.classes(x, y, last + 1, java.util.Arrays.copyOfRange(shape, 1, shape.length));
  }

  private static byte[] bytes(Path file, int most, long[][] shapes, int at) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        var in =
            new DataInputStream(
                file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw)) {
      int magic = in.readInt();
      int dimensions = magic & 0xff;
      if (magic >>> 8 != 0x08 || dimensions < 1 || dimensions > 8) {
        throw new IOException(
            "%s is no IDX file of bytes: it begins with %08x".formatted(file, magic));
      }
      long[] shape = new long[dimensions];
      long count = 1;
      for (int d = 0; d < dimensions; d++) {
        shape[d] = in.readInt() & 0xffffffffL;
        shape[d] = d == 0 ? Math.min(shape[d], most) : shape[d];
        count = Math.multiplyHigh(count, shape[d]) == 0 ? count * shape[d] : Long.MAX_VALUE;
      }
      if (count < 1 || count > LARGEST) {
        throw new IOException(
            file + " claims the sizes " + java.util.Arrays.toString(shape) + ": not in memory");
      }
      shapes[at] = shape;
      // Grows with what is there, not with what is claimed.
      byte[] bytes = in.readNBytes((int) count);
      if (bytes.length < count) {
        throw new IOException("%s ends after %d of %d bytes".formatted(file, bytes.length, count));
      }
      return bytes;
    } catch (EOFException e) {
      throw new IOException(file + " ends within its header", e);
    }
  }
}
