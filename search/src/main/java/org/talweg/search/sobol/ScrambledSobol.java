package org.talweg.search.sobol;

import java.util.Optional;
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
 * Evaluates the scrambled {@linkplain SobolSequence Sobol sequence}: random search without its
 * clumps and gaps, and the better the fewer parameters matter.
 *
 * <p>Source: as in {@link SobolSequence}; Bergstra and Bengio, "Random search for hyper-parameter
 * optimization", JMLR 13 (2012), on why this beats a grid. Needs nothing; takes mixed and
 * conditional spaces through their unit cube. Guarantees that evaluated points become dense.
 */
public final class ScrambledSobol implements BlackBoxSolver {
  private static final Capability CAPABILITY =
      Capability.solver(
          "sobol",
          Form.BLACK_BOX,
          "Evaluates a scrambled low-discrepancy sequence, whatever the results.",
          "Sobol 1967; Owen 1995; Joe and Kuo 2008",
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
    return new Estimate.Fits(
        Reach.ofSampling(problem, budget.evaluations()), 0, "even coverage, no learning");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    var sequence = new SobolSequence(problem.space().unitDimension(), setting.seed());
    return new Strategy() {
      @Override
      public Optional<Proposal> ask() {
        return Optional.of(Proposal.of(sequence.next(problem.space())));
      }

      @Override
      public void tell(Trial trial) {}
    };
  }
}
