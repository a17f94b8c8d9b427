package org.talweg.model;

import java.util.OptionalDouble;

/** Whether repeating a point may give another value, and by how much. */
public sealed interface Noise {
  /** A repeated point gives the same value. */
  record None() implements Noise {}

  /** Repeated values differ; their standard deviation is stated where it is known. */
  record Gaussian(OptionalDouble standardDeviation) implements Noise {
    public Gaussian {
      double deviation = standardDeviation.orElse(0);
      if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a standard deviation is 0 or more and finite, not " + deviation);
      }
    }
  }

  /** No noise. */
  static Noise none() {
    return new None();
  }

  /** Noise of unknown size. */
  static Noise unknown() {
    return new Gaussian(OptionalDouble.empty());
  }

  /** Whether there is any. */
  default boolean present() {
    return this instanceof Gaussian;
  }
}
