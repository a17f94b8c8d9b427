package org.talweg.search.acquisition;

/**
 * The logarithm of expected improvement, ln E[(best - f)⁺] = ln σ + ln h((best - μ)/σ) with h(z) =
 * φ(z) + z Φ(z).
 *
 * <p>Jones, Schonlau and Welch (1998); in logarithms as Ament et al. (2023), so that value and
 * gradient are finite and informative where the improvement itself underflows.
 *
 * @param best the value to improve upon, in the model's units
 */
public record ExpectedImprovement(double best) implements Marginal {
  @Override
  public Worth worth(double mean, double deviation) {
    double z = (best - mean) / deviation;
    return new Worth(
        Math.log(deviation) + Normal.logImprovement(z),
        -Normal.logImprovementSlope(z) / deviation,
        Normal.densityOverImprovement(z) / deviation);
  }

  @Override
  public double value(double mean, double deviation) {
    return Math.log(deviation) + Normal.logImprovement((best - mean) / deviation);
  }
}
