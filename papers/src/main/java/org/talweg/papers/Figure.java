package org.talweg.papers;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One measured figure. Figures of one quantity are printed beside each other, a line per method, so
 * that a method stands beside its baselines.
 *
 * @param quantity what was measured, and on what
 * @param method by which method, baseline or policy
 * @param unit of the value; empty for a plain number or ratio
 * @param aggregate how the value comes from those of the seeds
 */
public record Figure(
    String quantity, String method, String unit, Aggregate aggregate, double value, Spread spread) {
  /** How one value is made of many. */
  public enum Aggregate {
    MEDIAN,
    MEAN,
    /** The ratio of two sums over seeds; the spread is that of the seeds' own ratios. */
    RATIO,
    /** The lower end of the 95 % confidence interval of the mean, by the normal law. */
    LOWER,
    /** The upper end of that interval. */
    UPPER;

    /** As pages have it. */
    String words() {
      return switch (this) {
        case LOWER -> "lower end of 95 %";
        case UPPER -> "upper end of 95 %";
        default -> name().toLowerCase(Locale.ROOT);
      };
    }
  }

  private static final double NORMAL_97_5 = 1.959963984540054;

  /** The median over seeds. */
  public static Figure median(String quantity, String method, String unit, double... perSeed) {
    Spread spread = Spread.of(perSeed);
    return new Figure(quantity, method, unit, Aggregate.MEDIAN, spread.median(), spread);
  }

  /** The mean over seeds. */
  public static Figure mean(String quantity, String method, String unit, double... perSeed) {
    double mean = Arrays.stream(perSeed).average().orElseThrow();
    return new Figure(quantity, method, unit, Aggregate.MEAN, mean, Spread.of(perSeed));
  }

  /** The lower end of the 95 % confidence interval of the mean; no number for one seed. */
  public static Figure lower(String quantity, String method, String unit, double... perSeed) {
    return end(quantity, method, unit, Aggregate.LOWER, -NORMAL_97_5, perSeed);
  }

  /** The upper end of the 95 % confidence interval of the mean; no number for one seed. */
  public static Figure upper(String quantity, String method, String unit, double... perSeed) {
    return end(quantity, method, unit, Aggregate.UPPER, NORMAL_97_5, perSeed);
  }

  private static Figure end(
      String quantity, String method, String unit, Aggregate end, double z, double[] perSeed) {
    int n = perSeed.length;
    double mean = Arrays.stream(perSeed).average().orElseThrow();
    double squares = Arrays.stream(perSeed).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares / (n - 1) / n);
    return new Figure(quantity, method, unit, end, mean + z * error, Spread.of(perSeed));
  }

  /**
   * The sum of the numerators by that of the denominators, a plain number. Seeds whose denominator
   * is 0 have no ratio of their own.
   */
  public static Figure ratio(
      String quantity, String method, double[] numerators, double[] denominators) {
    double value = Arrays.stream(numerators).sum() / Arrays.stream(denominators).sum();
    double[] own =
        IntStream.range(0, numerators.length)
            .filter(i -> denominators[i] != 0)
            .mapToDouble(i -> numerators[i] / denominators[i])
            .toArray();
    Spread spread = own.length == 0 ? Spread.NONE : Spread.of(own);
    return new Figure(quantity, method, "", Aggregate.RATIO, value, spread);
  }
}
