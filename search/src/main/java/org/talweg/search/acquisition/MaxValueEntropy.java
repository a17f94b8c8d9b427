package org.talweg.search.acquisition;

import java.util.random.RandomGenerator;
import org.talweg.search.gp.GaussianProcess;

/**
 * The logarithm of max-value entropy search: how much an observation is expected to tell about the
 * least value f*, by samples of it.
 *
 * <pre>
 *   ln (1/J) Σ_j [γ_j φ(γ_j) / (2 Φ(γ_j)) - ln Φ(γ_j)],   γ_j = (μ - f*_j)/σ
 * </pre>
 *
 * <p>Wang and Jegelka, "Max-value entropy search for efficient Bayesian optimization" (2017),
 * equation 6, for minima; the practical stand-in for predictive entropy search. Samples of f* are
 * drawn as if the values at some rows were independent (their section 3.1, by inversion in place of
 * the Gumbel fit).
 *
 * @param minima samples of f*, in the model's units
 */
public record MaxValueEntropy(double[] minima) implements Marginal {
  private static final double LEAST = 1e-290;

  /** Draws samples of the least value among the rows, at least as good as {@code best}. */
  public static MaxValueEntropy sample(
      GaussianProcess process, double[][] rows, double best, int samples, RandomGenerator random) {
    double[] mean = new double[rows.length];
    double[] variance = new double[rows.length];
    process.predict(rows, rows.length, mean, variance);
    double low = best;
    for (int i = 0; i < rows.length; i++) {
      variance[i] = Math.sqrt(Math.max(variance[i], 1e-24));
      low = Math.min(low, mean[i] - 8 * variance[i]);
    }
    double[] minima = new double[samples];
    for (int j = 0; j < samples; j++) {
      double logU = Math.log(random.nextDouble(1e-12, 1));
      // P(min > m) = Π Φ((μ_i - m)/σ_i) falls in m; find where it is u.
      double a = low;
      double b = best;
      for (int step = 0; step < 30; step++) {
        double m = (a + b) / 2;
        double sum = 0;
        for (int i = 0; i < rows.length && sum > logU; i++) {
          sum += Normal.logCumulative((mean[i] - m) / variance[i]);
        }
        if (sum > logU) {
          a = m;
        } else {
          b = m;
        }
      }
      minima[j] = Math.min(a, best);
    }
    return new MaxValueEntropy(minima);
  }

  @Override
  public Worth worth(double mean, double deviation) {
    double sum = 0;
    double onGamma = 0;
    double onGammaTimesGamma = 0;
    for (double minimum : minima) {
      double g = (mean - minimum) / deviation;
      double hazard = Normal.hazard(g);
      sum += g * hazard / 2 - Normal.logCumulative(g);
      // d/dγ [γh/2 - ln Φ] with h' = -h (γ + h).
      double slope = hazard / 2 - g * hazard * (g + hazard) / 2 - hazard;
      onGamma += slope;
      onGammaTimesGamma += slope * g;
    }
    if (!(sum > LEAST)) {
      return new Worth(Math.log(LEAST), 0, 0);
    }
    return new Worth(
        Math.log(sum / minima.length),
        onGamma / sum / deviation,
        -onGammaTimesGamma / sum / deviation);
  }
}
