package org.talweg.learn.tensor;

import java.util.Arrays;

/**
 * The numbers of a parameter tree on the heap: an immutable value that needs no closing, such as
 * the solution of a training. Little-endian, one tensor after the other.
 */
public final class Weights {
  private final Layout layout;
  private final Precision precision;
  private final byte[] bytes;

  /** Keeps the array: not to be changed afterwards. */
  Weights(Layout layout, Precision precision, byte[] bytes) {
    if (bytes.length != layout.count() * precision.bytes()) {
      throw new IllegalArgumentException(
          bytes.length + " bytes for " + layout.count() + " numbers of " + precision);
    }
    this.layout = layout;
    this.precision = precision;
    this.bytes = bytes;
  }

  public Layout layout() {
    return layout;
  }

  public Precision precision() {
    return precision;
  }

  /** A number that weights which differ are unlikely to share. */
  public int fingerprint() {
    return Arrays.hashCode(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  /** A tree of these numbers, to be closed. */
  public Params trainable() {
    Params params = Params.trainable(layout, precision);
    params.set(this);
    return params;
  }

  /** A tree of these numbers that is not differentiated, to be closed. */
  public Params fixed() {
    Params params = Params.zeros(layout, precision);
    params.set(this);
    return params;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights that
        && layout.equals(that.layout)
        && precision == that.precision
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * layout.hashCode() + Arrays.hashCode(bytes);
  }

  /** How many there are, and a fingerprint. */
  @Override
  public String toString() {
    return "%d weights in %d tensors, %08x"
        .formatted(layout.count(), layout.entries().size(), fingerprint());
  }
}
