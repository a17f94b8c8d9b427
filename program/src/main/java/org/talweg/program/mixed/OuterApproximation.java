package org.talweg.program.mixed;

import java.util.Arrays;
import java.util.HashSet;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Claim;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.derivative.AlgebraicNlp;
import org.talweg.program.factor.MultifrontalLdl;
import org.talweg.program.interior.InteriorPoint;
import org.talweg.program.interior.Parameters;
import org.talweg.program.interior.Solution;
import org.talweg.program.linear.LinearProgram;
import org.talweg.program.linear.ortools.NativeSolve;
import org.talweg.program.linear.ortools.NativeSolve.Verdict;

/**
 * Mixed-integer nonlinear programs by outer approximation: two problems answer each other.
 *
 * <pre>
 *   NLP(y)   the program with its integers fixed at y: a feasible point, an upper bound
 *   master   a MILP of tangents at the points seen so far: the next y, a lower bound
 * </pre>
 *
 * Tangents are taken at the solution of NLP(y), feasible or least violated, and at the master's own
 * point, until the bounds meet. Where the functions are convex, tangents lie outside and the answer
 * is a global optimum, after finitely many y. Where they are not, a tangent may cut it off: the
 * answer is then the best of the feasible points found, nothing more; a y that comes again is
 * forbidden where all integers are binary, and ends the search where they are not.
 *
 * <p>Source: M. A. Duran, I. E. Grossmann, "An outer-approximation algorithm for a class of
 * mixed-integer nonlinear programs", Math. Programming 36 (1986) 307-339; R. Fletcher, S. Leyffer,
 * "Solving mixed integer nonlinear programs by outer approximation", Math. Programming 66 (1994)
 * 327-349, algorithm 1. Cost per step: a nonlinear program and a MILP.
 */
public final class OuterApproximation implements Solver<Program, PrimalDual> {
  private static final double GAP = 1e-7;
  private static final int MOST_STEPS = 1000;

  @Override
  public Capability capability() {
    return Capability.solver(
        "outer-approximation",
        Program.MIXED_INTEGER,
        "Alternates between nonlinear programs with fixed integers and a linear one of tangents.",
        "Duran and Grossmann 1986; Fletcher and Leyffer 1994",
        Trait.GLOBAL,
        Trait.CONSTRAINTS);
  }

  @Override
  public Estimate estimate(Program problem, Budget budget) {
    return new Estimate.Fits(
        problem.smoothness() * (problem.linear() ? 0.8 : 0.9),
        0,
        problem.convex() ? "global, for it is convex" : "a heuristic, for it is not seen convex");
  }

  @Override
  public void solve(Program program, Run<PrimalDual> run) throws InterruptedException {
    steps(program, run, MOST_STEPS);
  }

  /** At most so many steps. */
  static void steps(Program program, Run<PrimalDual> run, int most) throws InterruptedException {
    AlgebraicNlp nlp = program.nlp();
    boolean[] integer = program.algebra().integer();
    boolean[] nonlinear = new boolean[nlp.constraints()];
    for (int i = 0; i < nonlinear.length; i++) {
      nonlinear[i] = nlp.nonlinear(i);
    }
    var method =
        new InteriorPoint(
            Parameters.defaults(), s -> new MultifrontalLdl(s.rows(), s.row(), s.column()));
    Solution relaxed = method.solve(nlp, PrimalDual.of(nlp.start()), run::over, w -> {});
    run.note("relaxation: " + relaxed.status().words() + ", " + relaxed.objective());
    var master = new Master(nlp, nonlinear, nlp.nonlinear(-1), integer, relaxed.point().x());
    master.cut(relaxed.point().x(), relaxed.point().y());
    var search = new Search(program, nlp, method, master, run);
    for (int step = 1; step <= most && !run.over(); step++) {
      if (!search.step(step)) {
        return;
      }
    }
  }

  private static final class Search {
    private final Program program;
    private final Nlp nlp;
    private final boolean[] integer;
    private final InteriorPoint method;
    private final Master master;
    private final Run<PrimalDual> run;
    private final NativeSolve highs = NativeSolve.highs();
    private final HashSet<String> tried = new HashSet<>();
    private double best = Double.POSITIVE_INFINITY;

    Search(Program program, Nlp nlp, InteriorPoint method, Master master, Run<PrimalDual> run) {
      this.program = program;
      this.nlp = nlp;
      this.integer = program.algebra().integer();
      this.method = method;
      this.master = master;
      this.run = run;
    }

    /** False where there is nothing more to be found. */
    boolean step(int step) throws InterruptedException {
      LinearProgram linear = master.program();
      var answer = highs.solve(linear, null, Double.POSITIVE_INFINITY, run);
      if (answer.solution().isEmpty()) {
        if (answer.verdict() == Verdict.INFEASIBLE) {
          claim(best); // of the integers that are left, none is better
        }
        run.note("master: %s; the best point has %s".formatted(answer.verdict().words(), best));
        return false;
      }
      double bound = answer.bound() + master.offset();
      double[] x = Arrays.copyOf(answer.solution().get().x(), nlp.variables());
      run.note("step %d: bound %s, best %s".formatted(step, bound, best));
      claim(Math.min(bound, best));
      if (bound >= best - GAP * Math.max(1, Math.abs(best))) {
        return false;
      }
      var fixed = Fixed.at(nlp, integer, x);
      Solution solution = method.solve(fixed, PrimalDual.of(fixed.start()), run::over, words -> {});
      offer(solution);
      master.cut(solution.point().x(), solution.point().y());
      master.cut(fixed.start(), new double[0]);
      return tried.add(integers(fixed.start())) || master.forbid(fixed.start());
    }

    /** Where the program is convex, tangents lie outside, and the master's bound is one. */
    private void claim(double bound) {
      if (bound > -Master.FAR / 2 && program.convex()) {
        double sign = program.direction() == Direction.MINIMIZE ? 1 : -1;
        run.claim(new Claim("tangents and the tree search of highs", sign * bound));
      }
    }

    private String integers(double[] x) {
      var text = new StringBuilder();
      for (int j = 0; j < x.length; j++) {
        if (integer[j]) {
          text.append((long) x[j]).append(' ');
        }
      }
      return text.toString();
    }

    /** Multipliers of the program with fixed integers prove nothing of the program without. */
    private void offer(Solution solution) throws InterruptedException {
      double[] x = solution.point().x().clone();
      for (int j = 0; j < x.length; j++) {
        x[j] = integer[j] ? Math.rint(x[j]) : x[j];
      }
      try {
        Assessment assessment = run.offer(PrimalDual.of(x));
        if (assessment.feasible()) {
          best = Math.min(best, nlp.objective(x));
        }
      } catch (AssessmentException e) {
        run.note("not a point that can be judged: " + e.getMessage());
      }
    }
  }
}
