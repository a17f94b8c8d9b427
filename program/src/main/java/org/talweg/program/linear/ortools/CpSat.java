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
 * Pure integer programs, whose columns are bounded, by OR-Tools' CP-SAT: lazy clause generation
 * with linear relaxations and local search beside it.
 *
 * <p>Strong where the rows are combinatorial rather than numerical. Its arithmetic is on integers:
 * fractions among the entries are scaled, to its own tolerance. Cost: unforeseeable.
 */
public final class CpSat implements Solver<LinearProgram, PrimalDual> {
  private static final double LARGEST = 1e9;

  @Override
  public Capability capability() {
    return Capability.solver(
        "cp-sat",
        LinearProgram.MIXED_INTEGER,
        "Solves pure integer programs with bounded columns by clause learning.",
        "OR-Tools 9.15: CP-SAT",
        Trait.GLOBAL);
  }

  @Override
  public Estimate estimate(LinearProgram problem, Budget budget) {
    for (int j = 0; j < problem.columns(); j++) {
      if (!problem.integer()[j] || problem.semicontinuous()[j]) {
        return new Estimate.Unfit(
            "it takes integer columns only, and '%s' is not"
                .formatted(problem.columnNames().get(j)));
      }
      double most = Math.max(Math.abs(problem.lower()[j]), Math.abs(problem.upper()[j]));
      if (!(most <= LARGEST)) {
        return new Estimate.Unfit(
            "it takes bounded columns only, and '%s' is not"
                .formatted(problem.columnNames().get(j)));
      }
    }
    return new Estimate.Fits(0.96, 0, "clause learning, with linear relaxations");
  }

  @Override
  public void solve(LinearProgram problem, Run<PrimalDual> run) throws InterruptedException {
    new Campaign("cp-sat", new NativeSolve("sat", "num_workers: 2", false), run).solve(problem);
  }
}
