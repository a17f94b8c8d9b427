package org.talweg.program.interior;

import org.jspecify.annotations.Nullable;
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
 * {@link InteriorPoint} as a solver: one run from the incumbent or the program's own start. Where
 * that run fails, a few more from other starts ({@link MultiStart}), until one succeeds.
 *
 * <p>Source: Wächter and Biegler 2006. Needs real variables. Finds a local optimum with multipliers
 * that prove it to be one; of a convex program that is the optimum. An iteration factors one sparse
 * symmetric matrix of the order of variables and constraints together.
 */
public final class InteriorPointSolver implements Solver<Program, PrimalDual> {
  private static final int MOST_RUNS = 10;

  /** Iterations that are expected, and the seconds per entry and iteration. */
  private static final double ITERATIONS = 30;

  private static final double SECONDS = 1e-6;

  private static final double FEASIBLE = 1e-6;

  @Override
  public Capability capability() {
    return Capability.solver(
        "interior-point",
        Program.SMOOTH,
        "A primal-dual interior-point method with a filter line search and feasibility restoration.",
        "Wächter and Biegler 2006",
        Trait.LOCAL,
        Trait.CONSTRAINTS);
  }

  @Override
  public Estimate estimate(Program program, Budget budget) {
    return new Estimate.Fits(
        program.smoothness() * (program.linear() ? 0.8 : 0.9),
        seconds(program),
        "its steps see curvature and constraints");
  }

  /** What a run takes, roughly. */
  static double seconds(Program program) {
    double entries = 0;
    for (String of :
        new String[] {
          Features.DIMENSION, Features.CONSTRAINTS, Program.NONZEROS, Program.HESSIAN_NONZEROS
        }) {
      double count = program.features().get(of);
      entries += count > 0 ? count : 0;
    }
    return ITERATIONS * SECONDS * entries;
  }

  @Override
  public void solve(Program program, Run<PrimalDual> run) throws InterruptedException {
    var found = search(program, run, MultiStart.Goal.ANY, MOST_RUNS);
    if (!(found.solution().violation() <= FEASIBLE)) {
      offerStart(program, run);
    }
    run.note(
        found.solution().status().words()
            + " after "
            + found.iterations()
            + " iterations"
            + (found.searches() == 1
                ? ""
                : ", the best of " + found.searches() + " runs from different starts"));
  }

  /** Where nothing feasible was found, the program's own start may still be so. */
  private static void offerStart(Program program, Run<PrimalDual> run) throws InterruptedException {
    Nlp nlp = program.nlp();
    double[] x = nlp.start().clone();
    for (int j = 0; j < x.length; j++) {
      x[j] = Math.max(nlp.lower()[j], Math.min(x[j], nlp.upper()[j]));
    }
    try {
      var unused = run.offer(PrimalDual.of(x));
    } catch (AssessmentException e) {
      run.progress("the start cannot be judged: " + e.getMessage());
    }
  }

  /** Searches, offering what is found on the way. */
  static MultiStart.Found search(
      Program program, Run<PrimalDual> run, MultiStart.Goal goal, int most)
      throws InterruptedException {
    Nlp nlp = program.nlp();
    PrimalDual start = run.incumbent().orElseGet(() -> PrimalDual.of(nlp.start()));
    var offers = new Offers(run);
    var found =
        new MultiStart(Parameters.defaults())
            .solve(
                nlp,
                start,
                goal,
                most,
                run.random(),
                () -> offers.interrupted != null || run.over(),
                offers::offer,
                run::note);
    if (offers.interrupted != null) {
      throw offers.interrupted;
    }
    return found;
  }

  /** Offers solutions; an interruption ends the search, then passes. */
  private static final class Offers {
    private final Run<PrimalDual> run;
    private @Nullable InterruptedException interrupted;

    Offers(Run<PrimalDual> run) {
      this.run = run;
    }

    void offer(Solution solution) {
      try {
        run.offer(solution.point());
      } catch (AssessmentException e) {
        run.progress("not a point that can be judged: " + e.getMessage());
      } catch (InterruptedException e) {
        interrupted = e;
      }
    }
  }
}
