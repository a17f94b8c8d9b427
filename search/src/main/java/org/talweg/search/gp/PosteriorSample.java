package org.talweg.search.gp;

import java.util.random.RandomGenerator;

/**
 * Draws functions from the posterior, on some rows: μ + Lz with LLᵀ their covariance and z standard
 * normal.
 *
 * <p>Rasmussen and Williams 2006, appendix A.2. Cost: m³/6 once for m rows, m²/2 per draw.
 */
public final class PosteriorSample {
  private final double[] mean;
  private final double[][] upper;

  private PosteriorSample(double[] mean, double[][] upper) {
    this.mean = mean;
    this.upper = upper;
  }

  /** Prepares draws on the rows, without noise. */
  public static PosteriorSample of(GaussianProcess process, double[][] rows) {
    GaussianProcess.Joint joint = process.joint(rows);
    double signal = process.hyperparameters().signal();
    // Rows that are equal, or observed, have no variance of their own: a ladder of jitter.
    for (double jitter = 1e-10 * signal; jitter <= signal; jitter *= 10) {
      double[][] upper = new double[rows.length][];
      for (int i = 0; i < upper.length; i++) {
        upper[i] = joint.covariance()[i].clone();
        upper[i][i] += jitter;
      }
      if (Triangular.factor(upper, upper.length)) {
        return new PosteriorSample(joint.mean(), upper);
      }
    }
    throw new ArithmeticException("the covariance of " + rows.length + " rows cannot be factored");
  }

  /** One function's values at the rows. */
  public double[] draw(RandomGenerator random) {
    double[] sample = mean.clone();
    for (int i = 0; i < upper.length; i++) {
      Triangular.add(sample, random.nextGaussian(), upper[i], i, sample.length);
    }
    return sample;
  }
}
