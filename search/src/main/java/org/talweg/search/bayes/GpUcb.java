package org.talweg.search.bayes;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.search.acquisition.ConfidenceBound;
import org.talweg.search.acquisition.OfPosterior;

/**
 * GP-UCB: Bayesian optimization by the confidence bound, evaluating where μ(x) - β σ(x) is least.
 *
 * <p>Source: Srinivas et al., "Gaussian process optimization in the bandit setting" (2010); β
 * constant, as in practice, where the theory's grows with ln t. With constraints the bound, in
 * units of the model, is weighed against ln P(feasible). Otherwise as {@link Gp}.
 */
public final class GpUcb implements BlackBoxSolver {
  private static final double BETA = 2;

  private static final Capability CAPABILITY =
      Capability.solver(
          "gp-ucb",
          Form.BLACK_BOX,
          "Bayesian optimization by the confidence bound: the least mean less two deviations.",
          "Srinivas et al. 2010",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.MIXED,
          Trait.NOISE,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    return Expected.of(problem, budget, 0.9, 1);
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new BayesianSearch(problem, setting, GpUcb::next);
  }

  static Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
    return Acquire.best(
        beliefs,
        random,
        processes -> new OfPosterior(processes.getFirst(), new ConfidenceBound(BETA)));
  }
}
