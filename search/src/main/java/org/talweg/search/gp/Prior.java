package org.talweg.search.gp;

/**
 * Beliefs about hyper-parameters before any data: independent normals on their logarithms, a normal
 * on the mean, and bounds.
 *
 * <p>Length scales grow with the square root of the number d of parameters, so that the prior's
 * complexity does not grow with dimension (Hvarfner, Hellsten and Nardi, "Vanilla Bayesian
 * Optimization Performs Great in High Dimensions", 2024).
 *
 * @param logLength mean of ln l, the same for every parameter
 * @param logLengthSd its standard deviation
 * @param logSignal mean of ln s²
 * @param logSignalSd its standard deviation
 * @param logNoise mean of ln λ
 * @param logNoiseSd its standard deviation
 * @param meanSd standard deviation of the constant mean about 0
 */
public record Prior(
    double logLength,
    double logLengthSd,
    double logSignal,
    double logSignalSd,
    double logNoise,
    double logNoiseSd,
    double meanSd) {
  /**
   * For standardised outputs and unit-cube inputs of d parameters. The centre of ln l is lower than
   * the paper's √2 + ln(d)/2 and its spread 1 instead of √3: measured on the BBOB functions in 2, 5
   * and 10 dimensions (docs/decisions.md), shorter lengths leave local minima sooner.
   */
  public static Prior standard(int d) {
    return new Prior(-0.7 + Math.log(d) / 2, 1, 0, 1.5, Math.log(1e-2), 2, 3);
  }

  /** The prior's guess. */
  public Hyperparameters guess(int lengths) {
    return new Hyperparameters(
        BoundedLbfgs.constant(lengths, Math.exp(logLength)),
        Math.exp(logSignal),
        Math.exp(logNoise),
        0);
  }

  static final double LEAST_LENGTH = 5e-3;
  static final double GREATEST_LENGTH = 1e3;
  static final double LEAST_SIGNAL = 1e-3;
  static final double GREATEST_SIGNAL = 1e4;
  static final double LEAST_NOISE = 1e-8;
  static final double GREATEST_NOISE = 10;
}
