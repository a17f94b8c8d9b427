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
 * Linear programs by the primal-dual hybrid gradient method with restarts, of OR-Tools' PDLP.
 *
 * <p>No factorization: for programs whose bases do not fit into memory, or where a few digits do.
 * Its multipliers certify a bound that is a little off the objective, to the tolerance of 1e-8 at
 * best. Cost per step: two products with the matrix.
 *
 * <p>Source: D. Applegate et al., "Practical large-scale linear programming using primal-dual
 * hybrid gradient", NeurIPS 2021.
 */
public final class Pdlp implements Solver<LinearProgram, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.solver(
        "pdlp",
        LinearProgram.LINEAR,
        "Solves very large linear programs by the primal-dual hybrid gradient method.",
        "OR-Tools 9.15: PDLP; Applegate et al. 2021",
        Trait.PROOF);
  }

  @Override
  public Estimate estimate(LinearProgram problem, Budget budget) {
    return new Estimate.Fits(
        problem.features().get(LinearProgram.NONZEROS) > 2e6 ? 1 : 0.97,
        0,
        "first-order: many cheap steps, six digits");
  }

  @Override
  public void solve(LinearProgram problem, Run<PrimalDual> run) throws InterruptedException {
    new Campaign(
            "pdlp",
            new NativeSolve(
                "pdlp",
                "termination_criteria { simple_optimality_criteria { eps_optimal_absolute: 1e-8 eps_optimal_relative: 1e-8 } }",
                true),
            run)
        .solve(problem);
  }
}
