package org.talweg.program.inclusion;

import java.util.Arrays;

/**
 * The resolvent (I + eta G)^-1 of a maximal monotone operator G; where G is the normal cone of a
 * convex set, the projection onto the set, whatever eta.
 */
@FunctionalInterface
public interface Resolvent {
  /** Overwrites v by (I + eta G)^-1 (v); eta is positive. */
  void apply(double eta, double[] v);

  /** G = 0: no constraint. */
  static Resolvent none() {
    return (eta, v) -> {};
  }

  /** The projection onto a box, of the lengths of its bounds. */
  static Resolvent box(double[] lower, double[] upper) {
    double[] low = lower.clone();
    double[] high = upper.clone();
    return (eta, v) -> {
      for (int j = 0; j < v.length; j++) {
        v[j] = Math.clamp(v[j], low[j], high[j]);
      }
    };
  }

  /** The projection onto a product of probability simplices of those sizes, one after the other. */
  static Resolvent simplices(int... sizes) {
    int[] each = sizes.clone();
    return (eta, v) -> {
      int from = 0;
      for (int size : each) {
        projectOntoSimplex(v, from, from + size);
        from += size;
      }
    };
  }

  /**
   * Projects v[from..to) onto {x &gt;= 0, sum x = 1}: x = max(v - t, 0), with t found by dropping
   * what is not above the threshold until nothing is dropped (Michelot, Journal of Optimization
   * Theory and Applications 50, 1986). Few passes, each over what is left.
   */
  private static void projectOntoSimplex(double[] v, int from, int to) {
    double[] left = Arrays.copyOfRange(v, from, to);
    int size = left.length;
    double sum = 0;
    for (double value : left) {
      sum += value;
    }
    double threshold = (sum - 1) / size;
    while (true) {
      int kept = 0;
      sum = 0;
      for (int j = 0; j < size; j++) {
        if (left[j] > threshold) {
          sum += left[j];
          left[kept++] = left[j];
        }
      }
      if (kept == size || kept == 0) {
        break;
      }
      size = kept;
      threshold = (sum - 1) / size;
    }
    for (int j = from; j < to; j++) {
      v[j] = Math.max(v[j] - threshold, 0);
    }
  }
}
