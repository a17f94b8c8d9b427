package org.talweg.search.allocation;

import java.util.List;

/** What is to be large, given the score of each group: increasing and concave in every score. */
public enum Utility {
  /** sum of w_g s_g. */
  MEAN,

  /** sum of w_g ln s_g: priority to the worse off. Scores below 1e-3 count as that. */
  LOG,

  /** min of s_g: only the worst off count. */
  MIN;

  private static final double LEAST = 1e-3;

  /** U(s), the weights summing to 1. */
  double of(double[] scores, List<Double> weights) {
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    for (int g = 0; g < scores.length; g++) {
      sum += weights.get(g) * (this == LOG ? Math.log(Math.max(LEAST, scores[g])) : scores[g]);
      min = Math.min(min, scores[g]);
    }
    return this == MIN ? min : sum;
  }

  /**
   * U(s) with the minimum softened to -T ln mean exp(-s_g / T), so that raising one of several that
   * are nearly worst is a gain.
   */
  double softened(double[] scores, List<Double> weights, double temperature) {
    if (this != MIN) {
      return of(scores, weights);
    }
    double min = of(scores, weights);
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp((min - score) / temperature);
    }
    return min - temperature * Math.log(sum / scores.length);
  }
}
