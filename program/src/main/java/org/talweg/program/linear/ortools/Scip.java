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
 * Mixed-integer linear programs by SCIP's constraint integer programming.
 *
 * <p>The tree's bound is SCIP's word; what the problem certifies is the bound of the relaxation's
 * multipliers. Cost: unforeseeable; a linear program for every node.
 *
 * <p>Source: T. Achterberg, "SCIP: solving constraint integer programs", Math. Programming
 * Computation 1 (2009) 1-41.
 */
public final class Scip implements Solver<LinearProgram, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.solver(
        "scip",
        LinearProgram.MIXED_INTEGER,
        "Solves mixed-integer linear programs by branch, cut and price.",
        "SCIP 10 (Apache-2.0), in OR-Tools 9.15",
        Trait.GLOBAL);
  }

  @Override
  public Estimate estimate(LinearProgram problem, Budget budget) {
    if (problem.features().get("semi-continuous") > 0) {
      return new Estimate.Unfit("it takes no semi-continuous columns here");
    }
    return new Estimate.Fits(0.97, 0, "branch and cut");
  }

  @Override
  public void solve(LinearProgram problem, Run<PrimalDual> run) throws InterruptedException {
    new Campaign("scip", new NativeSolve("scip", "", false), run).solve(problem);
  }
}
