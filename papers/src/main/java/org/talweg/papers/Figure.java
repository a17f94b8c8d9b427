package org.talweg.papers;

import java.util.Arrays;

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
    MEAN
  }

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
}
