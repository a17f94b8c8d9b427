package org.talweg.program.linear.ortools;

import org.talweg.engine.Capability;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;
import org.talweg.program.PrimalDual;
import org.talweg.program.linear.LinearProgram;

/**
 * Linear programs by HiGHS, which chooses between dual simplex and interior point.
 *
 * <p>Through OR-Tools its multipliers do not arrive (the activities of the rows do in their place),
 * so it proves nothing here; {@link Glop} does.
 *
 * <p>Source: Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Math.
 * Programming Computation 10 (2018) 119-142.
 */
public final class HighsLp implements Solver<LinearProgram, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.solver(
        "highs-lp",
        LinearProgram.LINEAR,
        "Solves linear programs by the dual simplex or an interior-point method.",
        "HiGHS 1.12 (MIT), in OR-Tools 9.15");
  }

  @Override
  public Estimate estimate(LinearProgram problem, Budget budget) {
    return new Estimate.Fits(0.96, 0, "dual simplex, or interior point");
  }

  @Override
  public void solve(LinearProgram problem, Run<PrimalDual> run) throws InterruptedException {
    new Campaign("highs-lp", new NativeSolve("highs_lp", "log_to_console=false", false), run)
        .solve(problem);
  }
}
