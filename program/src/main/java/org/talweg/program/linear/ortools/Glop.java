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
 * Linear programs by the revised simplex method, primal and dual, of OR-Tools' Glop.
 *
 * <p>It ends at a vertex, with multipliers whose bound meets the objective to rounding. Needs no
 * more than a linear program. Cost: in practice a few times the number of rows in iterations, each
 * linear in the entries of the basis's factors.
 */
public final class Glop implements Solver<LinearProgram, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.solver(
        "glop",
        LinearProgram.LINEAR,
        "Solves linear programs by the revised simplex method, with multipliers to the last digit.",
        "OR-Tools 9.15: Glop",
        Trait.PROOF);
  }

  @Override
  public Estimate estimate(LinearProgram problem, Budget budget) {
    return new Estimate.Fits(1, 0, "simplex: an exact vertex, multipliers that prove it");
  }

  @Override
  public void solve(LinearProgram problem, Run<PrimalDual> run) throws InterruptedException {
    new Campaign("glop", new NativeSolve("glop", "", true), run).solve(problem);
  }
}
