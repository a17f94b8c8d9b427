package org.talweg.search.acquisition;

/**
 * An acquisition that depends on the posterior at the point alone: a function of mean μ and
 * standard deviation σ, with its two slopes.
 */
public interface Marginal {
  /** The worth and its slopes in μ and σ. */
  record Worth(double value, double onMean, double onDeviation) {}

  /** The worth of mean μ and deviation σ &gt; 0. */
  Worth worth(double mean, double deviation);

  /** The worth alone. */
  default double value(double mean, double deviation) {
    return worth(mean, deviation).value();
  }
}
