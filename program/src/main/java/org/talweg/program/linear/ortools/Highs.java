package org.talweg.program.linear.ortools;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;
import org.talweg.program.PrimalDual;
import org.talweg.program.linear.LinearProgram;

/**
 * Mixed-integer linear programs by HiGHS's branch and cut, to a gap of nothing.
 *
 * <p>The tree's bound is HiGHS's word; what the problem certifies is the bound of the relaxation's
 * multipliers. Cost: unforeseeable; a linear program for every node.
 *
 * <p>Source: Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Math.
 * Programming Computation 10 (2018) 119-142.
 */
public final class Highs implements Solver<LinearProgram, PrimalDual> {
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
    return new Estimate.Fits(0.98, 0, "branch and cut");
  }

  @Override
  public void solve(LinearProgram problem, Run<PrimalDual> run) throws InterruptedException {
    new Campaign(
            "highs", new NativeSolve("highs", "log_to_console=false,mip_rel_gap=0", false), run)
        .solve(problem);
  }
}
