package org.talweg.search.acquisition;

/**
 * The lower confidence bound, to be minimised and hence negated: -(μ - β σ).
 *
 * <p>Srinivas et al., "Gaussian process optimization in the bandit setting" (2010).
 *
 * @param beta 0 for the mean alone, about 2 to explore
 */
public record ConfidenceBound(double beta) implements Marginal {
  @Override
  public Worth worth(double mean, double deviation) {
    return new Worth(beta * deviation - mean, -1, beta);
  }
}
