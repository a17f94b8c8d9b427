package org.talweg.search.sobol;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Proposal;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.search.Reach;

/**
 * Evaluates points drawn uniformly from the unit cube, conditioned on the known constraints: the
 * baseline that every other solver must beat.
 *
 * <p>Source: Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012).
 * Needs nothing. Guarantees that the best of n points lies, with probability 1 - (1 - q)^n, in the
 * best share q of the space.
 */
public final class RandomSearch implements BlackBoxSolver {
  private static final Capability CAPABILITY =
      Capability.solver(
          "random",
          Form.BLACK_BOX,
          "Evaluates random points, whatever the results.",
          "Bergstra and Bengio 2012",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.MULTI_OBJECTIVE,
          Trait.MIXED,
          Trait.NOISE,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    double reach = 0.9 * Reach.ofSampling(problem, budget.evaluations());
    return new Estimate.Fits(reach, 0, "the baseline, no learning");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    RandomGenerator random = setting.random();
    return new Strategy() {
      @Override
      public Optional<Proposal> ask() {
        return Optional.of(Proposal.of(problem.space().sample(random)));
      }

      @Override
      public void tell(Trial trial) {}
    };
  }
}
