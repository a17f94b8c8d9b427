package org.talweg.search.bayes;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.search.acquisition.ConfidenceBound;
import org.talweg.search.acquisition.OfPosterior;

/**
 * GP-UCB: Bayesian optimization by the confidence bound, evaluating where μ(x) - β σ(x) is least.
 *
 * <p>Source: Srinivas et al., "Gaussian process optimization in the bandit setting" (2010); β
 * constant, as in practice, where the theory's grows with ln t. With constraints the bound, in
 * units of the model, is weighed against ln P(feasible). Otherwise as {@link Gp}.
 */
public final class GpUcb implements Variant {
  private static final double BETA = 2;

  @Override
  public Profile profile() {
    return new Profile(
        "gp-ucb",
        "Bayesian optimization by the confidence bound: the least mean less two deviations.",
        "Srinivas et al. 2010",
        0.9,
        1);
  }

  @Override
  public Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
    return Acquire.best(
        beliefs,
        random,
        processes -> new OfPosterior(processes.getFirst(), new ConfidenceBound(BETA)));
  }
}
