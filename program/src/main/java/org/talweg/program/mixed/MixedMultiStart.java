package org.talweg.program.mixed;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Claim;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Resource;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.factor.MultifrontalLdl;
import org.talweg.program.interior.InteriorPoint;
import org.talweg.program.interior.Parameters;
import org.talweg.program.interior.Solution;
import org.talweg.program.linear.LinearProgram;
import org.talweg.program.linear.ortools.NativeSolve;

/**
 * Mixed-integer nonlinear programs that are not convex, heuristically, with a bound:
 *
 * <ol>
 *   <li>the {@linkplain ConvexRelaxation convex relaxation}, solved by branch and cut: its bound is
 *       claimed, its integers are tried first;
 *   <li>some steps of {@link OuterApproximation}, whose tangents may cut the optimum off here;
 *   <li>the continuous relaxation from {@value #STARTS} starts, each rounded;
 *   <li>from the best: every integer one up or down, until no such move helps.
 * </ol>
 *
 * To try integers is to solve the program with them fixed by {@link InteriorPoint}, from the point
 * at hand; no integers are tried twice. What is found is feasible and, given its integers, a local
 * optimum; how far the optimum may be, the claimed bound says. Folklore; cost: a nonlinear program
 * a trial.
 */
public final class MixedMultiStart implements Solver<Program, PrimalDual> {
  private static final int STARTS = 20;
  private static final int MOST_MOVES = 2000;
  private static final int TANGENT_STEPS = 30;

  /** Of the time that is left, for the relaxation; and the most seconds. */
  private static final double SHARE = 0.2;

  private static final double MOST_SECONDS = 60;
  private static final double GAP = 1e-6;

  @Override
  public Capability capability() {
    return Capability.solver(
        "mixed-multistart",
        Program.MIXED_INTEGER,
        "Rounds relaxations from many starts and moves single integers; bounds by a relaxation.",
        "folklore; McCormick 1976",
        Trait.GLOBAL,
        Trait.CONSTRAINTS);
  }

  @Override
  public Estimate estimate(Program problem, Budget budget) {
    return problem.convex()
        ? new Estimate.Fits(problem.smoothness() * 0.5, 0, "it is convex: tangents do better")
        : new Estimate.Fits(
            problem.smoothness() * 0.92, 0, "a heuristic for what is not convex, with a bound");
  }

  @Override
  public void solve(Program program, Run<PrimalDual> run) throws InterruptedException {
    var search = new Search(program, run);
    search.relax();
    if (!search.over()) {
      OuterApproximation.steps(program, run, TANGENT_STEPS);
      search.learn();
    }
    for (int start = 0; start < STARTS && !search.over(); start++) {
      search.round(search.start(start));
    }
    search.move();
    run.note(
        "tried %d sets of integers; the best has %s, the bound is %s"
            .formatted(search.tried.size(), search.sign * search.best, search.sign * search.bound));
  }

  private static final class Search {
    private final Program program;
    private final Nlp nlp;
    private final boolean[] whole;
    private final int[] integers;
    private final Run<PrimalDual> run;
    private final InteriorPoint method =
        new InteriorPoint(
            Parameters.defaults(), s -> new MultifrontalLdl(s.rows(), s.row(), s.column()));
    private final Set<String> tried = new HashSet<>();
    private final double sign;
    private double best = Double.POSITIVE_INFINITY;
    private double[] incumbent = {};
    private double bound = Double.NEGATIVE_INFINITY;

    Search(Program program, Run<PrimalDual> run) {
      this.program = program;
      this.nlp = program.nlp();
      this.whole = program.algebra().integer();
      this.integers = ConvexRelaxation.integers(program.algebra());
      this.run = run;
      this.sign = program.direction() == Direction.MINIMIZE ? 1 : -1;
    }

    boolean over() {
      return run.over()
          || bound == Double.POSITIVE_INFINITY
          || (Double.isFinite(best) && best - bound <= GAP * Math.max(1, Math.abs(best)));
    }

    void relax() throws InterruptedException {
      LinearProgram relaxation = ConvexRelaxation.of(program.algebra());
      double seconds = Math.min(MOST_SECONDS, SHARE * run.left(Resource.SECONDS));
      var answer = NativeSolve.highs().solve(relaxation, null, seconds, run);
      if (answer.verdict() == NativeSolve.Verdict.INFEASIBLE) {
        bound = Double.POSITIVE_INFINITY;
        run.claim(new Claim("a convex relaxation and the tree search of highs", sign * bound));
        return;
      }
      if (Double.isFinite(answer.bound()) && Math.abs(answer.bound()) < 1e15) {
        bound = answer.bound() - 1e-9 * Math.max(1, Math.abs(answer.bound()));
        run.claim(new Claim("a convex relaxation and the tree search of highs", sign * bound));
      }
      run.note("relaxation: " + answer.verdict().words() + ", bound " + sign * bound);
      if (answer.solution().isPresent()) {
        attempt(Arrays.copyOf(answer.solution().get().x(), nlp.variables()));
      }
    }

    /** Takes over what another search of this run has found. */
    void learn() {
      Optional<PrimalDual> known = run.incumbent();
      if (known.isPresent() && feasible(known.get().x())) {
        double value = nlp.objective(known.get().x());
        if (value < best) {
          best = value;
          incumbent = known.get().x().clone();
        }
      }
    }

    private boolean feasible(double[] x) {
      try {
        return program.assess(PrimalDual.of(x)).feasible();
      } catch (AssessmentException e) {
        return false;
      }
    }

    /** The program's own start, then others within the bounds or about it. */
    double[] start(int number) {
      double[] x = nlp.start().clone();
      for (int j = 0; number > 0 && j < x.length; j++) {
        double low = nlp.lower()[j];
        double high = nlp.upper()[j];
        double size = Math.max(1, Math.abs(x[j]));
        x[j] =
            high - low < 1e4
                ? low + (high - low) * run.random().nextDouble()
                : Math.clamp(x[j] + 10 * size * run.random().nextGaussian(), low, high);
      }
      return x;
    }

    void round(double[] from) throws InterruptedException {
      var relaxed =
          method.solve(
              new Fixed(nlp, nlp.lower(), nlp.upper(), from),
              PrimalDual.of(from),
              run::over,
              w -> {});
      attempt(relaxed.point().x());
    }

    /** Steps to better neighbours until there is none. */
    void move() throws InterruptedException {
      boolean better = incumbent.length > 0;
      for (int moves = 0; better && moves < MOST_MOVES && !over(); ) {
        better = false;
        double[] at = incumbent;
        for (int k = 0; k < 2 * integers.length && !better && !over(); k++) {
          int j = integers[k / 2];
          double[] next = at.clone();
          next[j] = Math.rint(next[j]) + (k % 2 == 0 ? 1 : -1);
          if (next[j] >= nlp.lower()[j] && next[j] <= nlp.upper()[j]) {
            moves++;
            better = attempt(next);
          }
        }
      }
    }

    /** Solves with the integers nearest to x; whether that is better than what was known. */
    private boolean attempt(double[] x) throws InterruptedException {
      for (int j : integers) {
        if (!Double.isFinite(x[j])) {
          return false;
        }
      }
      Fixed fixed = Fixed.at(nlp, whole, x);
      var key = new StringBuilder();
      for (int j : integers) {
        fixed.start()[j] = Math.clamp(fixed.start()[j], nlp.lower()[j], nlp.upper()[j]);
        fixed.lower()[j] = fixed.start()[j];
        fixed.upper()[j] = fixed.start()[j];
        key.append((long) fixed.start()[j]).append(' ');
      }
      if (!tried.add(key.toString())) {
        return false;
      }
      Solution solution = method.solve(fixed, PrimalDual.of(fixed.start()), run::over, words -> {});
      double[] found = solution.point().x().clone();
      for (int j : integers) {
        found[j] = fixed.start()[j];
      }
      run.charge(Resource.EVALUATIONS, 1);
      try {
        boolean feasible = run.offer(PrimalDual.of(found)).feasible();
        double value = nlp.objective(found);
        double less = Double.isFinite(best) ? 1e-9 * Math.max(1, Math.abs(best)) : 0;
        if (feasible && value < best - less) {
          best = value;
          incumbent = found;
          return true;
        }
      } catch (AssessmentException e) {
        run.note("not a point that can be judged: " + e.getMessage());
      }
      return false;
    }
  }
}
