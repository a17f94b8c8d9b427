package org.talweg.program.interior;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.factor.MultifrontalLdl;

/**
 * {@link InteriorPoint} as a solver of smooth programs: begins from the incumbent or, where there
 * is none, from the program's start, and offers what it ends with.
 */
public final class InteriorPointSolver implements Solver<Program, PrimalDual> {
  /** Seconds per iteration and nonzero of the Jacobian and Hessian, for a guess. */
  private static final double SECONDS = 1e-6;

  private static final double ITERATIONS = 50;

  @Override
  public Capability capability() {
    return Capability.solver(
        "interior-point",
        Program.SMOOTH,
        "Primal-dual interior-point method with a filter line search and feasibility restoration.",
        "Wächter and Biegler 2006",
        Trait.LOCAL,
        Trait.CONSTRAINTS);
  }

  @Override
  public Estimate estimate(Program problem, Budget budget) {
    double nonzeros =
        problem.features().get(Program.NONZEROS)
            + problem.features().get(Program.HESSIAN_NONZEROS)
            + problem.features().get(Program.VARIABLES);
    return new Estimate.Fits(0.9, ITERATIONS * SECONDS * nonzeros, "a local optimum");
  }

  @Override
  public void solve(Program problem, Run<PrimalDual> run) throws InterruptedException {
    var method =
        new InteriorPoint(
            Parameters.defaults(),
            where -> new MultifrontalLdl(where.rows(), where.row(), where.column()));
    var nlp = problem.nlp();
    PrimalDual start = run.incumbent().orElseGet(() -> PrimalDual.of(nlp.start()));
    Solution solution = method.solve(nlp, start, run::over, run::progress);
    run.progress(solution.status().words() + " after " + solution.iterations() + " iterations");
    try {
      var unused = run.offer(solution.point());
    } catch (AssessmentException e) {
      run.progress("the last iterate cannot be judged: " + e.getMessage());
    }
  }
}
