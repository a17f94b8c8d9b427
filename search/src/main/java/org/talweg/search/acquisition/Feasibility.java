package org.talweg.search.acquisition;

/**
 * The logarithm of the probability that a measured constraint holds, ln Φ((limit - μ)/σ) for g ≤
 * limit.
 *
 * <p>Gardner et al., "Bayesian optimization with inequality constraints" (2014). Added to the
 * logarithm of an improvement by {@link Sum}; alone while no feasible point is known.
 *
 * @param limit in the units of the constraint's model
 */
public record Feasibility(double limit) implements Marginal {
  @Override
  public Worth worth(double mean, double deviation) {
    double z = (limit - mean) / deviation;
    double hazard = Normal.hazard(z);
    return new Worth(Normal.logCumulative(z), -hazard / deviation, -hazard * z / deviation);
  }
}
