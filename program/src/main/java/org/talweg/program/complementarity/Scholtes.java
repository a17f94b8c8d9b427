package org.talweg.program.complementarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.program.Nlp;
import org.talweg.program.NlpView;
import org.talweg.program.PrimalDual;
import org.talweg.program.derivative.AlgebraicNlp;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Row;
import org.talweg.program.factor.MultifrontalLdl;
import org.talweg.program.interior.InteriorPoint;
import org.talweg.program.interior.Parameters;
import org.talweg.program.interior.Solution;

/**
 * Relaxes the complementarity x[a_k] x[b_k] = 0 of every pair to
 *
 * <pre>
 *   x[a_k] x[b_k] &lt;= t,      t = 1, 0.1, ..., 1e-8,
 * </pre>
 *
 * which has an interior, and solves each relaxed program by the interior-point method from where
 * the one before ended. Then the smaller variable of each pair is set to 0 and the program that is
 * left is solved once more: its solution is complementary exactly. This is done from the program's
 * start and from {@value #STARTS} random ones, while the budget lasts.
 *
 * <p>Limits of the relaxed solutions are C-stationary where the MPCC linear independence condition
 * holds, and better with second-order conditions: local optima in practice, without a promise where
 * both of a pair are 0.
 *
 * <p>Source: S. Scholtes, "Convergence properties of a regularization scheme for mathematical
 * programs with complementarity constraints", SIAM J. Optim. 11 (2001) 918-936, theorem 3.1; the
 * last step is ours. Cost: about ten interior-point solves a start.
 */
public final class Scholtes implements Solver<ComplementarityProgram, PrimalDual> {
  private static final int STARTS = 4;
  private static final double LAST = 1e-8;

  private static final Capability CAPABILITY =
      Capability.solver(
          "scholtes",
          ComplementarityProgram.COMPLEMENTARITY,
          "Relaxes products of pairs to at most t, which falls, by interior points.",
          "Scholtes 2001",
          Trait.CONSTRAINTS);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(ComplementarityProgram problem, Budget budget) {
    return new Estimate.Fits(
        0.8, 1e-3 * problem.algebra().variables(), "relaxed complementarity by interior points");
  }

  @Override
  public void solve(ComplementarityProgram problem, Run<PrimalDual> run)
      throws InterruptedException {
    var nlp = new Relaxed(problem);
    double[] start = problem.algebra().start();
    for (int k = 0; k <= STARTS && !run.over(); k++) {
      fromOneStart(nlp, k == 0 ? start : random(problem.algebra(), run.random()), run);
    }
  }

  private static void fromOneStart(Relaxed nlp, double[] start, Run<PrimalDual> run)
      throws InterruptedException {
    nlp.free();
    PrimalDual at = PrimalDual.of(start);
    for (double t = 1; t >= LAST * 0.9 && !run.over(); t /= 10) {
      nlp.t = t;
      Solution relaxed = solve(nlp, at, t < 1, run);
      run.progress("t %.0e: %s".formatted(t, relaxed.status().words()));
      if (relaxed.status().solved()) {
        at = relaxed.point();
      }
    }
    nlp.decide(at.x());
    Solution exact = solve(nlp, PrimalDual.of(at.x()), true, run);
    try {
      run.offer(PrimalDual.of((exact.status().solved() ? exact.point() : at).x()));
    } catch (AssessmentException e) {
      run.progress(String.valueOf(e.getMessage()));
    }
  }

  private static Solution solve(Nlp nlp, PrimalDual from, boolean warm, Run<PrimalDual> run) {
    var parameters = Parameters.defaults().withIterations(500);
    return new InteriorPoint(
            warm ? parameters.warm() : parameters,
            s -> new MultifrontalLdl(s.rows(), s.row(), s.column()))
        .solve(nlp, from, run::over, words -> {});
  }

  private static double[] random(Algebra algebra, RandomGenerator random) {
    double[] start = algebra.start().clone();
    for (int j = 0; j < start.length; j++) {
      double from = algebra.lower()[j];
      double to = algebra.upper()[j];
      double drawn =
          Double.isFinite(from) && Double.isFinite(to)
              ? from + (to - from) * random.nextDouble()
              : start[j] + Math.max(1, Math.abs(start[j])) * random.nextGaussian();
      start[j] = Math.clamp(drawn, from, to);
    }
    return start;
  }

  /** The relaxed program for any t, and with one variable of each pair held at 0. */
  private static final class Relaxed implements NlpView {
    private final ComplementarityProgram problem;
    private final AlgebraicNlp nlp;
    private double[] upper;
    double t = 1;

    Relaxed(ComplementarityProgram problem) {
      this.problem = problem;
      Algebra own = problem.algebra();
      List<Row> rows = new ArrayList<>(own.constraints());
      for (int k = 0; k < problem.a().length; k++) {
        rows.add(
            Row.of(
                own.dag()
                    .multiply(
                        own.dag().variable(problem.a()[k]), own.dag().variable(problem.b()[k]))));
      }
      double[] from = Arrays.copyOf(own.constraintLower(), rows.size());
      double[] to = Arrays.copyOf(own.constraintUpper(), rows.size());
      Arrays.fill(from, own.constraints().size(), rows.size(), Double.NEGATIVE_INFINITY);
      this.nlp =
          new AlgebraicNlp(
              new Algebra(
                  own.name(),
                  own.dag(),
                  own.variableNames(),
                  own.lower(),
                  own.upper(),
                  own.integer(),
                  own.start(),
                  own.direction(),
                  own.objective(),
                  List.of(),
                  rows,
                  from,
                  to));
      this.upper = own.upper();
    }

    void free() {
      upper = problem.algebra().upper();
    }

    @Override
    public Nlp nlp() {
      return nlp;
    }

    /** Holds the smaller of each pair at 0. */
    void decide(double[] x) {
      upper = upper.clone();
      for (int k = 0; k < problem.a().length; k++) {
        int a = problem.a()[k];
        int b = problem.b()[k];
        upper[x[a] <= x[b] ? a : b] = 0;
      }
      t = Double.POSITIVE_INFINITY;
    }

    @Override
    public double[] upper() {
      return upper;
    }

    @Override
    public double[] constraintUpper() {
      double[] to = nlp.constraintUpper().clone();
      Arrays.fill(to, to.length - problem.a().length, to.length, t);
      return to;
    }
  }
}
