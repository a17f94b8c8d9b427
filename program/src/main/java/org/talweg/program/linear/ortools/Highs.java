package org.talweg.program.linear.ortools;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;
import org.talweg.model.Resource;
import org.talweg.program.PrimalDual;
import org.talweg.program.linear.LinearProgram;

/**
 * Mixed-integer linear programs by HiGHS's branch and cut, to a gap of nothing.
 *
 * <p>Through OR-Tools, what it found so far is lost when the time runs out: where the budget is
 * short, {@link Scip} goes first. The tree's bound is HiGHS's word; what the problem certifies is
 * the bound of the relaxation's multipliers. Cost: unforeseeable; a linear program for every node.
 *
 * <p>Source: Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Math.
 * Programming Computation 10 (2018) 119-142.
 */
public final class Highs implements Solver<LinearProgram, PrimalDual> {
  /** Seconds that are not expected to run out. */
  private static final double AMPLE = 3600;

  @Override
  public Capability capability() {
    return Capability.solver(
        "highs",
        LinearProgram.MIXED_INTEGER,
        "Solves mixed-integer linear programs by branch and cut.",
        "HiGHS 1.12 (MIT), in OR-Tools 9.15",
        Trait.GLOBAL);
  }

  @Override
  public Estimate estimate(LinearProgram problem, Budget budget) {
    if (problem.features().get("semi-continuous") > 0) {
      return new Estimate.Unfit("it takes no semi-continuous columns here");
    }
    return budget.limit(Resource.SECONDS) >= AMPLE
        ? new Estimate.Fits(0.98, 0, "branch and cut")
        : new Estimate.Fits(0.9, 0, "branch and cut; nothing is left of it when the time is over");
  }

  @Override
  public void solve(LinearProgram problem, Run<PrimalDual> run) throws InterruptedException {
    new Campaign("highs", NativeSolve.highs(), run).solve(problem);
  }
}
