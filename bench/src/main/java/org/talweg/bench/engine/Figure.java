package org.talweg.bench.engine;

import java.util.List;
import org.talweg.papers.Spread;

/**
 * One measured quantity. A machine that is busy with other work slows everything down, so what
 * counts are the ratios to baselines of the same run.
 *
 * @param spread over rounds
 * @param ratios to baselines that were measured in the same rounds
 */
public record Figure(String what, String unit, Spread spread, List<Ratio> ratios) {
  /** The median over rounds of this quantity divided by the baseline's in the same round. */
  public record Ratio(double value, String baseline) {}

  public Figure {
    ratios = List.copyOf(ratios);
  }

  static Figure of(String what, String unit, double[] values, Ratio... ratios) {
    return new Figure(what, unit, Spread.of(values), List.of(ratios));
  }

  /** The ratio of values to those of a baseline in the same rounds. */
  public static Ratio ratio(double[] values, double[] baseline, String name) {
    double[] quotients = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      quotients[i] = values[i] / baseline[i];
    }
    return new Ratio(Spread.of(quotients).median(), name);
  }
}
