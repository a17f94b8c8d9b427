package org.talweg.program.interior;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;
import org.talweg.model.Resource;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * {@link MultiStart} as a solver, for programs with several local optima. The budget's evaluations
 * count searches; without any it stops where no further optimum is to be expected, or after {@value
 * #MOST_SEARCHES}.
 *
 * <p>Source: Boender and Rinnooy Kan 1987 (when to stop), Leary 2000 (basin hopping). The best
 * local optimum found is reported; nothing proves it to be the global one.
 */
public final class MultiStartSolver implements Solver<Program, PrimalDual> {
  private static final int MOST_SEARCHES = 1000;

  /** Searches after which a program with one optimum is given up. */
  private static final int FEWEST_SEARCHES = 20;

  @Override
  public Capability capability() {
    return Capability.solver(
        "multistart",
        Program.SMOOTH,
        "Interior-point runs from many starts within the bounds and around the best solution.",
        "Boender and Rinnooy Kan 1987",
        Trait.GLOBAL,
        Trait.CONSTRAINTS);
  }

  @Override
  public Estimate estimate(Program program, Budget budget) {
    return new Estimate.Fits(
        program.smoothness() * (program.linear() ? 0.5 : 0.8),
        FEWEST_SEARCHES * InteriorPointSolver.seconds(program),
        "many starts find better local optima where there are several; one run is often enough");
  }

  @Override
  public void solve(Program program, Run<PrimalDual> run) throws InterruptedException {
    int most = (int) Math.min(MOST_SEARCHES, Math.max(1, run.left(Resource.EVALUATIONS)));
    var found = InteriorPointSolver.search(program, run, MultiStart.Goal.BEST, most);
    run.charge(Resource.EVALUATIONS, Math.min(found.searches(), most));
    run.progress(
        "the best of "
            + found.optima()
            + " local optima found by "
            + found.searches()
            + " searches from different starts");
  }
}
