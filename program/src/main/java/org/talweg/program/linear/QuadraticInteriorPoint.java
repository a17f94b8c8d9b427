package org.talweg.program.linear;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.program.PrimalDual;
import org.talweg.program.factor.MultifrontalLdl;
import org.talweg.program.interior.InteriorPoint;
import org.talweg.program.interior.Parameters;

/**
 * Convex quadratic programs by the interior-point method for smooth programs ({@link
 * InteriorPoint}), whose second derivatives are constant here.
 *
 * <p>A convex program has no local optimum that is not global, and its multipliers certify a bound
 * (the tangent's, {@link DualBound}), so that the answer is proven. Needs a positive semidefinite
 * Hessian; others are refused. Cost per iteration: one factorization.
 *
 * <p>Source: A. Wächter, L. T. Biegler, "On the implementation of an interior-point filter
 * line-search algorithm for large-scale nonlinear programming", Math. Programming 106 (2006) 25-57.
 */
public final class QuadraticInteriorPoint implements Solver<LinearProgram, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.solver(
        "interior-point-qp",
        LinearProgram.QUADRATIC,
        "Solves convex quadratic programs by a primal-dual interior-point method.",
        "Wächter and Biegler 2006",
        Trait.PROOF);
  }

  @Override
  public Estimate estimate(LinearProgram problem, Budget budget) {
    return Convexity.holds(problem)
        ? new Estimate.Fits(1, 0, "interior point, with multipliers that prove the answer")
        : new Estimate.Unfit("its quadratic terms are not convex");
  }

  @Override
  public void solve(LinearProgram problem, Run<PrimalDual> run) throws InterruptedException {
    var nlp = new LinearNlp(problem);
    var method =
        new InteriorPoint(
            Parameters.defaults(), s -> new MultifrontalLdl(s.rows(), s.row(), s.column()));
    var start = run.incumbent().orElseGet(() -> PrimalDual.of(nlp.start()));
    var found = method.solve(nlp, start, run::over, run::note);
    run.progress("interior point: " + found.status());
    try {
      var unused = run.offer(Certificates.rounded(problem, found.point()));
    } catch (AssessmentException e) {
      run.progress("interior point: " + e.getMessage());
    }
  }
}
