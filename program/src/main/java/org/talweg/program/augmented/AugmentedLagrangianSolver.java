package org.talweg.program.augmented;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * {@link AugmentedLagrangian} as a solver: for programs whose second derivatives are too dear, or
 * whose constraints are degenerate.
 */
public final class AugmentedLagrangianSolver implements Solver<Program, PrimalDual> {
  private static final double TOLERANCE = 1e-7;

  @Override
  public Capability capability() {
    return Capability.solver(
        "augmented-lagrangian",
        Program.SMOOTH,
        "Minimises penalised constraints within bounds and moves the multipliers.",
        "Conn, Gould and Toint 1991",
        Trait.LOCAL,
        Trait.CONSTRAINTS);
  }

  @Override
  public Estimate estimate(Program program, Budget budget) {
    double n = program.features().get(Features.DIMENSION);
    return program.features().get(Features.CONSTRAINTS) > 0
        ? new Estimate.Fits(
            program.smoothness() * (program.linear() ? 0.1 : 0.6),
            1e-5 * n * 300,
            "first derivatives only")
        : new Estimate.Unfit("there are no constraints to penalise");
  }

  @Override
  public void solve(Program program, Run<PrimalDual> run) throws InterruptedException {
    Nlp nlp = program.nlp();
    double[] start = run.incumbent().map(PrimalDual::x).orElseGet(nlp::start);
    var result = AugmentedLagrangian.minimise(nlp, start, TOLERANCE, run::over);
    try {
      var unused = run.offer(result.point());
    } catch (AssessmentException e) {
      run.progress("not a point that can be judged: " + e.getMessage());
    }
    run.progress("violation " + result.violation() + " after " + result.rounds() + " rounds");
  }
}
