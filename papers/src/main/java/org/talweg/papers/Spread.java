package org.talweg.papers;

import java.util.Arrays;

/**
 * How values scatter over seeds. Quantiles interpolate linearly between order statistics.
 *
 * @param n how many values
 */
public record Spread(
    int n, double min, double lowerQuartile, double median, double upperQuartile, double max) {
  /** That of no values. */
  public static final Spread NONE =
      new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** The spread of at least one value, none of them NaN. */
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("a spread is of one number or more, none NaN");
    }
    return new Spread(
        sorted.length,
        sorted[0],
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        sorted[sorted.length - 1]);
  }

  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    double below = sorted[(int) Math.floor(at)];
    double above = sorted[(int) Math.ceil(at)];
    return below == above ? below : below + (at - Math.floor(at)) * (above - below);
  }
}
