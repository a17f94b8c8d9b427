package org.talweg.program.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Sweep;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.expression.Row;

/**
 * The front of several objectives by bounds on all but the first:
 *
 * <pre>
 *   min  f_1(x) / r_1 + d sum of f_j(x) / r_j   subject to   f_j(x) &lt;= e_j,  j = 2..k
 * </pre>
 *
 * for e on an even grid over the objectives' ranges r ({@link FrontCourse} finds them). Exact: an
 * optimum of each program is on the front, and every part of the front is reached, convex or not.
 * The multipliers of the bounds are the weights that prove it.
 *
 * <p>Source: Y. Haimes, L. Lasdon, D. Wismer, "On a bicriterion formulation of the problems of
 * integrated system identification and system optimization", IEEE Trans. SMC 1 (1971); with the
 * added d as in G. Mavrotas, Appl. Math. Comput. 213 (2009).
 */
public final class EpsilonConstraint
    implements Sweep<ParetoProgram, PrimalDual, Program, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.reformulation(
        "epsilon-constraint",
        ParetoProgram.FORM,
        Program.SMOOTH,
        "Traces the front by bounds on all objectives but one.",
        "Haimes, Lasdon and Wismer 1971; Mavrotas 2009");
  }

  @Override
  public Exactness exactness() {
    return Exactness.EXACT;
  }

  @Override
  public String account(ParetoProgram program) {
    return "about "
        + POINTS
        + " programs of the first objective, with bounds on the "
        + (program.count() == 2 ? "second" : (program.count() - 1) + " others")
        + "; each optimum is on the front";
  }

  @Override
  public Optional<Reformulated<Program, PrimalDual, PrimalDual>> apply(ParetoProgram program) {
    return new Bounds(program, POINTS).point(0);
  }

  @Override
  public Course<Program, PrimalDual, PrimalDual> begin(ParetoProgram program, int points) {
    return new Bounds(program, points);
  }

  private static final class Bounds extends FrontCourse {
    private final int levels;
    private final int programs;

    Bounds(ParetoProgram problem, int points) {
      super(problem);
      double each = Math.pow(Math.max(1, points - k), 1.0 / (k - 1));
      levels = Math.max(1, (int) Math.floor(each + 1e-9));
      programs = (int) Math.round(Math.pow(levels, k - 1));
    }

    @Override
    Optional<Reformulated<Program, PrimalDual, PrimalDual>> point(int number) {
      if (number >= programs) {
        return Optional.empty();
      }
      double[] weights = new double[k];
      var rows = new ArrayList<Row>();
      double[] most = new double[k - 1];
      int digits = number;
      for (int j = 0; j < k; j++) {
        weights[j] = (j == 0 ? 1 : SLIGHTLY) / range[j];
        if (j > 0) {
          double[] alone = new double[k];
          alone[j] = 1 / range[j];
          rows.add(problem.sum(alone));
          double share = 1 - (digits % levels + 1.0) / (levels + 1);
          most[j - 1] = ideal[j] / range[j] + share;
          digits /= levels;
        }
      }
      Program bounded = problem.program(problem.sum(weights), List.copyOf(rows), most, start());
      return Optional.of(
          new Reformulated<>(
              bounded, point -> with(point, weights(point, weights)), (x, judged) -> judged));
    }

    /** An objective's own weight, and what its bound presses. */
    private double[] weights(PrimalDual point, double[] own) {
      int m = problem.algebra().constraints().size();
      double[] weights = own.clone();
      if (point.hasDuals()) {
        Arrays.setAll(
            weights, j -> j == 0 ? own[0] : own[j] - Math.min(0, point.y()[m + j - 1]) / range[j]);
      }
      return weights;
    }
  }
}
