package org.talweg.search.gp;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Fits hyper-parameters: the maximum of their posterior density, by L-BFGS with analytic gradients
 * from a warm start, the prior's guess and random draws about it.
 *
 * @param restarts random starts
 * @param iterations L-BFGS iterations per start
 */
public record Fit(int restarts, int iterations) {
  /** The best hyper-parameters found. */
  Hyperparameters fit(
      Encoding encoding,
      Kernel kernel,
      Prior prior,
      Sample sample,
      double knownNoise,
      List<Hyperparameters> starts,
      RandomGenerator random) {
    var likelihood = new Likelihood(encoding, kernel, prior, sample, knownNoise);
    var lbfgs = new BoundedLbfgs(10, iterations, 1e-4);
    double[] low = likelihood.low();
    double[] high = likelihood.high();
    var all = new ArrayList<double[]>();
    for (Hyperparameters start : starts) {
      all.add(likelihood.variables(start));
    }
    for (int r = 0; r < restarts; r++) {
      double[] theta = likelihood.variables(prior.guess(encoding.lengths()));
      for (int k = 0; k < theta.length; k++) {
        theta[k] += random.nextGaussian();
      }
      all.add(theta);
    }
    double[] best = all.getFirst();
    double least = Double.POSITIVE_INFINITY;
    for (double[] theta : all) {
      double value = lbfgs.minimize(likelihood, theta, low, high);
      if (value < least) {
        least = value;
        best = theta;
      }
    }
    return likelihood.hyperparameters(best);
  }
}
