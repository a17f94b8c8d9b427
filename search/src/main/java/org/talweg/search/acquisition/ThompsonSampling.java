package org.talweg.search.acquisition;

import java.util.random.RandomGenerator;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.PosteriorSample;

/**
 * Thompson sampling: draws one function from the posterior, on some rows, and takes the row at
 * which it is least.
 *
 * <p>Thompson (1933); as a batch rule Kandasamy et al., "Parallelised Bayesian optimisation via
 * Thompson sampling" (2018). Exact on the rows. Cost: m n²/2 + m² n/2 + m³/6 for m rows.
 */
public final class ThompsonSampling {
  private ThompsonSampling() {}

  /** The place of the row that a draw puts first. */
  public static int choose(GaussianProcess process, double[][] rows, RandomGenerator random) {
    double[] sample = PosteriorSample.of(process, rows).draw(random);
    int best = 0;
    for (int i = 1; i < sample.length; i++) {
      best = sample[i] < sample[best] ? i : best;
    }
    return best;
  }
}
