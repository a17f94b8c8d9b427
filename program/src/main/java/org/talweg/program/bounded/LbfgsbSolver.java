package org.talweg.program.bounded;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * {@link Lbfgsb} as a solver of programs without constraints other than bounds: for those whose
 * Hessian is too large or too dense to factor. The gradient at the end gives the bounds'
 * multipliers.
 */
public final class LbfgsbSolver implements Solver<Program, PrimalDual> {
  private static final double TOLERANCE = 1e-8;
  private static final int ITERATIONS = 15_000;

  @Override
  public Capability capability() {
    return Capability.solver(
        "l-bfgs-b",
        Program.SMOOTH,
        "Limited-memory quasi-Newton steps within bounds, from gradients alone.",
        "Byrd, Lu, Nocedal and Zhu 1995",
        Trait.LOCAL);
  }

  @Override
  public Estimate estimate(Program program, Budget budget) {
    if (program.features().get(Features.CONSTRAINTS) > 0) {
      return new Estimate.Unfit("it takes bounds only, no constraints");
    }
    double n = program.features().get(Features.DIMENSION);
    boolean dense = program.features().get(Program.HESSIAN_NONZEROS) > 2e6;
    return new Estimate.Fits(
        program.smoothness() * (program.linear() ? 0.1 : dense ? 0.95 : 0.75),
        1e-6 * n * 300,
        dense ? "the Hessian is too dense to factor" : "first derivatives only");
  }

  @Override
  public void solve(Program program, Run<PrimalDual> run) throws InterruptedException {
    Nlp nlp = program.nlp();
    double[] start = run.incumbent().map(PrimalDual::x).orElseGet(nlp::start);
    double[] nothing = new double[0];
    var result =
        Lbfgsb.minimise(
            (x, gradient) -> {
              nlp.gradient(x, gradient);
              return nlp.objective(x);
            },
            start,
            nlp.lower(),
            nlp.upper(),
            TOLERANCE,
            ITERATIONS,
            run::over);
    double[] z = result.gradient().clone();
    for (int i = 0; i < z.length; i++) { // the gradient of a free variable is an error, not a price
      z[i] = result.x()[i] > nlp.lower()[i] && result.x()[i] < nlp.upper()[i] ? 0 : z[i];
    }
    try {
      var unused = run.offer(new PrimalDual(result.x(), nothing, z));
    } catch (AssessmentException e) {
      run.progress("not a point that can be judged: " + e.getMessage());
    }
    run.progress("residual " + result.residual() + " after " + result.iterations() + " iterations");
  }
}
