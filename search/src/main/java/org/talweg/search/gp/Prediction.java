package org.talweg.search.gp;

/**
 * Where a posterior writes what it predicts at one row, so that predicting allocates nothing.
 * Gradients are along the row's coordinates, 0 where the kernel is not smooth.
 */
public final class Prediction {
  /** Posterior mean. */
  public double mean;

  /** Posterior variance of the function, without noise, at least 0. */
  public double variance;

  /** ∂ mean / ∂ row. */
  public final double[] meanGradient;

  /** ∂ variance / ∂ row. */
  public final double[] varianceGradient;

  /** For rows of the encoding's width. */
  public Prediction(int width) {
    meanGradient = new double[width];
    varianceGradient = new double[width];
  }
}
