package org.talweg.program.leastsquares;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.derivative.AlgebraicNlp;

/**
 * {@link LevenbergMarquardt} as a solver of programs without constraints and bounds whose objective
 * is a sum of squares.
 */
public final class LeastSquaresSolver implements Solver<Program, PrimalDual> {
  private static final int ITERATIONS = 5000;

  @Override
  public Capability capability() {
    return Capability.solver(
        "levenberg-marquardt",
        Program.SMOOTH,
        "Damped Gauss-Newton steps for sums of squares.",
        "Moré 1978",
        Trait.LOCAL);
  }

  @Override
  public Estimate estimate(Program program, Budget budget) {
    if (program.features().get(Features.CONSTRAINTS) > 0
        || program.features().get(Program.BOUNDED) > 0) {
      return new Estimate.Unfit("it takes no constraints and no bounds");
    }
    return SumOfSquares.residuals(program.algebra()).isEmpty()
        ? new Estimate.Unfit("the objective is not a sum of squares")
        : new Estimate.Fits(
            program.smoothness() * 0.88, 1e-4, "the residuals' Jacobian tells the curvature");
  }

  @Override
  public void solve(Program program, Run<PrimalDual> run) throws InterruptedException {
    var residuals = new AlgebraicNlp(SumOfSquares.residuals(program.algebra()).orElseThrow());
    double[] start = run.incumbent().map(PrimalDual::x).orElseGet(residuals::start);
    var result = LevenbergMarquardt.minimise(residuals, start, ITERATIONS, run::over);
    double[] none = new double[result.x().length];
    try {
      var unused = run.offer(new PrimalDual(result.x(), new double[0], none));
    } catch (AssessmentException e) {
      run.progress("not a point that can be judged: " + e.getMessage());
    }
    run.progress(
        "sum of squares " + result.sumOfSquares() + " after " + result.iterations() + " steps");
  }
}
