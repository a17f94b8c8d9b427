package org.talweg.program.bilevel;

import java.util.Arrays;

/**
 * Bounds on each of some variables; an absent one is infinite. The arrays are shared, not copied:
 * nobody writes to them.
 */
@SuppressWarnings("ArrayRecordComponent") // shared; nobody compares them
public record Box(double[] lower, double[] upper) {
  public Box {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(lower.length + " lower and " + upper.length + " upper");
    }
    for (int j = 0; j < lower.length; j++) {
      if (!(lower[j] <= upper[j])) {
        throw new IllegalArgumentException(
            "variable %d lies between %s and %s".formatted(j, lower[j], upper[j]));
      }
    }
  }

  /** No bounds on so many variables. */
  public static Box free(int size) {
    return of(size, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** The same bounds on so many variables. */
  public static Box of(int size, double from, double to) {
    double[] lower = new double[size];
    double[] upper = new double[size];
    Arrays.fill(lower, from);
    Arrays.fill(upper, to);
    return new Box(lower, upper);
  }

  public int size() {
    return lower.length;
  }

  /** The variables from one index to before another. */
  Box part(int from, int to) {
    return new Box(Arrays.copyOfRange(lower, from, to), Arrays.copyOfRange(upper, from, to));
  }

  /** Moves the point to the nearest one within. */
  void project(double[] point) {
    for (int j = 0; j < point.length; j++) {
      point[j] = Math.clamp(point[j], lower[j], upper[j]);
    }
  }
}
