package org.talweg.program.linear.ortools;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Claim;
import org.talweg.engine.Run;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.program.PrimalDual;
import org.talweg.program.linear.Certificates;
import org.talweg.program.linear.LinearProgram;
import org.talweg.program.linear.ortools.NativeSolve.Answer;
import org.talweg.program.linear.ortools.NativeSolve.Verdict;

/**
 * What becomes of a solver's answer, whichever solver it was: a solution is offered with the
 * multipliers that prove it; "infeasible" and "unbounded" are followed by the linear programs whose
 * solutions show it ({@link Certificates}), so that the problem need not take the solver's word.
 */
final class Campaign {
  /** The simplex method, which brings multipliers to the last digit. */
  private static final NativeSolve SIMPLEX = new NativeSolve("glop", "", true);

  /** The least total violation that is taken for none. */
  private static final double FEASIBLE = 1e-7;

  /** A bound beyond is none: libraries have numbers for infinity. */
  private static final double BEYOND = 1e19;

  private static final double[] NONE = {};

  /** Where that one breaks down and only the point is needed. */
  private static final NativeSolve OTHER_SIMPLEX =
      new NativeSolve("highs_lp", "log_to_console=false", false);

  /** Of a ray whose entries are at most 1: what is taken for 0. */
  private static final double ROUNDING = 1e-11;

  private final String name;
  private final NativeSolve solver;
  private final Run<PrimalDual> run;

  Campaign(String name, NativeSolve solver, Run<PrimalDual> run) {
    this.name = name;
    this.solver = solver;
    this.run = run;
  }

  void solve(LinearProgram program) throws InterruptedException {
    double @Nullable [] hint =
        run.incumbent().map(PrimalDual::x).filter(x -> program.discrete()).orElse(null);
    Answer answer = solver.solve(program, hint, Double.POSITIVE_INFINITY, run);
    run.note(name + ": " + answer.verdict().words() + bound(program, answer));
    if (answer.solution().isPresent()
        && (answer.verdict() == Verdict.OPTIMAL || answer.verdict() == Verdict.FEASIBLE)) {
      offerSolution(program, answer.solution().get());
      return;
    }
    switch (answer.verdict()) {
      case INFEASIBLE -> showWhich(program);
      case UNBOUNDED -> showUnbounded(program);
      case STOPPED -> {
        if (answer.solution().isPresent()) {
          offer(answer.solution().get());
        } else if (!run.over()) { // it gave up by itself, as PDLP does on what is unbounded
          showWhich(program);
        }
      }
      case FAILED -> {
        run.note(name + ": " + answer.words());
        showWhich(program);
      }
      default -> {}
    }
  }

  /** The tree's bound, claimed and in words; empty where there is none. */
  private String bound(LinearProgram program, Answer answer) {
    boolean has =
        switch (answer.verdict()) {
          case OPTIMAL, FEASIBLE, STOPPED ->
              program.discrete() && Math.abs(answer.bound()) < BEYOND;
          case INFEASIBLE, UNBOUNDED, FAILED -> false;
        };
    if (!has) {
      return "";
    }
    double bound = NativeSolve.sign(program) * answer.bound();
    run.claim(new Claim("the tree search of " + name, bound));
    return ", its bound " + bound;
  }

  /** Some say "infeasible", or nothing, of what is unbounded. */
  private void showWhich(LinearProgram program) throws InterruptedException {
    if (!showInfeasible(program)) {
      showUnbounded(program);
    }
  }

  private void offerSolution(LinearProgram program, PrimalDual solution)
      throws InterruptedException {
    if (!program.discrete()) {
      offer(solution);
      return;
    }
    PrimalDual best = PrimalDual.of(Certificates.rounded(program, solution).x());
    if (!feasible(program, best)) {
      // The continuous columns, anew, for integers that are exact.
      Answer again =
          SIMPLEX.solve(Certificates.fixed(program, best.x()), null, Double.POSITIVE_INFINITY, run);
      if (again.solution().isPresent()) {
        best = PrimalDual.of(again.solution().get().x());
      }
    }
    Answer relaxed =
        SIMPLEX.solve(Certificates.relaxed(program), null, Double.POSITIVE_INFINITY, run);
    if (relaxed.verdict() == Verdict.OPTIMAL) {
      PrimalDual root = relaxed.solution().orElseThrow();
      best = new PrimalDual(best.x(), root.y(), root.z());
    }
    var unused = offer(best);
  }

  private static boolean feasible(LinearProgram program, PrimalDual solution) {
    try {
      return program.assess(solution).feasible();
    } catch (AssessmentException e) {
      return false;
    }
  }

  /**
   * The least total violation: its multipliers prove that it cannot be none.
   *
   * @return whether there is any
   */
  private boolean showInfeasible(LinearProgram program) throws InterruptedException {
    LinearProgram elastic = Certificates.elastic(Certificates.relaxed(program));
    Answer answer = SIMPLEX.solve(elastic, null, Double.POSITIVE_INFINITY, run);
    if (answer.verdict() != Verdict.OPTIMAL) {
      return false;
    }
    PrimalDual least = answer.solution().orElseThrow();
    double violation = elastic.objective(least.x());
    double[] x = Arrays.copyOf(least.x(), program.columns());
    if (violation <= FEASIBLE && !program.discrete()) {
      return false;
    }
    if (violation <= FEASIBLE) {
      // Only the integers make it infeasible; the least violation among them is all there is.
      Answer integers =
          solver.solve(Certificates.elastic(program), null, Double.POSITIVE_INFINITY, run);
      if (integers.solution().isPresent()) {
        x = Arrays.copyOf(integers.solution().get().x(), program.columns());
        Optional<Assessment> nearest = offer(Certificates.rounded(program, PrimalDual.of(x)));
        boolean shown = nearest.isPresent() && !nearest.get().feasible();
        if (shown && integers.verdict() == Verdict.OPTIMAL) {
          double worst = NativeSolve.sign(program) * Double.POSITIVE_INFINITY;
          run.claim(new Claim("the tree search of " + name, worst));
        }
        return shown;
      }
      return false;
    }
    var unused = offer(new PrimalDual(x, least.y(), new double[x.length]));
    return true;
  }

  /** A feasible point, and how far it goes along a ray on which the objective improves. */
  private void showUnbounded(LinearProgram program) throws InterruptedException {
    Answer feasible =
        solver.solve(Certificates.withoutCost(program), null, Double.POSITIVE_INFINITY, run);
    if (feasible.solution().isEmpty()) {
      boolean unused = showInfeasible(program);
      return;
    }
    PrimalDual point = Certificates.rounded(program, PrimalDual.of(feasible.solution().get().x()));
    Optional<Assessment> start = offer(point);
    LinearProgram cone = Certificates.rays(program);
    Answer ray = SIMPLEX.solve(cone, null, Double.POSITIVE_INFINITY, run);
    if (ray.verdict() == Verdict.FAILED) {
      ray = OTHER_SIMPLEX.solve(cone, null, Double.POSITIVE_INFINITY, run);
    }
    if (start.isPresent() && ray.verdict() == Verdict.OPTIMAL) {
      double[] direction =
          Arrays.stream(Certificates.rounded(cone, ray.solution().orElseThrow()).x())
              .map(d -> Math.abs(d) < ROUNDING ? 0 : d)
              .toArray();
      double slope = cone.objective(direction);
      if (Math.abs(slope) > 1e-9) {
        run.note(
            name + ": the objective changes by " + slope + " per unit along a ray, without end");
        var unused = offer(new PrimalDual(point.x(), NONE, NONE, direction));
      }
    }
  }

  private Optional<Assessment> offer(PrimalDual solution) throws InterruptedException {
    try {
      return Optional.of(run.offer(solution));
    } catch (AssessmentException e) {
      run.note(name + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
