package org.talweg.program.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Sweep;
import org.talweg.model.Direction;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Row;

/**
 * The front of several objectives by the largest weighted distance from the ideal point z:
 *
 * <pre>
 *   min  t + d sum of f_j(x) / r_j   subject to   w_j (f_j(x) - z_j) / r_j &lt;= t,  j = 1..k
 * </pre>
 *
 * for weights w whose inverses are evenly spread, so that the rays from z along which the programs
 * look are (the "augmented weighted Chebyshev" program). Exact: an optimum of each is on the front,
 * and every part of it is reached, convex or not. The multipliers of the rows are the weights that
 * prove it.
 *
 * <p>Source: R. Steuer, E.-U. Choo, "An interactive weighted Tchebycheff procedure for multiple
 * objective programming", Math. Programming 26 (1983) 326-344.
 */
public final class Chebyshev implements Sweep<ParetoProgram, PrimalDual, Program, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.reformulation(
        "chebyshev",
        ParetoProgram.FORM,
        Program.SMOOTH,
        "Traces the front by the largest weighted distance from the ideal point.",
        "Steuer and Choo 1983");
  }

  @Override
  public Exactness exactness() {
    return Exactness.EXACT;
  }

  /** All objectives become rows, which makes the programs harder. */
  @Override
  public double survives(ParetoProgram program) {
    return 0.95;
  }

  @Override
  public String account(ParetoProgram program) {
    return "about "
        + POINTS
        + " programs of the largest weighted distance from the ideal point; each optimum is on the"
        + " front";
  }

  @Override
  public Optional<Reformulated<Program, PrimalDual, PrimalDual>> apply(ParetoProgram program) {
    return new Distances(program, POINTS).point(0);
  }

  @Override
  public Course<Program, PrimalDual, PrimalDual> begin(ParetoProgram program, int points) {
    return new Distances(program, points);
  }

  private static final class Distances extends FrontCourse {
    private final List<double[]> all;

    Distances(ParetoProgram problem, int points) {
      super(problem);
      all = lattice(k, points - k);
    }

    @Override
    Optional<Reformulated<Program, PrimalDual, PrimalDual>> point(int number) {
      if (number >= all.size()) {
        return Optional.empty();
      }
      double[] factor = new double[k];
      double[] slight = new double[k];
      for (int j = 0; j < k; j++) {
        factor[j] = 1 / Math.max(SLIGHTLY, all.get(number)[j]) / range[j];
        slight[j] = SLIGHTLY / range[j];
      }
      Program distance = Program.of(algebra(factor, problem.sum(slight)));
      return Optional.of(
          new Reformulated<>(
              distance,
              point -> with(point, weights(point, factor, slight)),
              (x, judged) -> judged));
    }

    private double[] weights(PrimalDual point, double[] factor, double[] slight) {
      int m = problem.algebra().constraints().size();
      double[] weights = slight.clone();
      if (point.hasDuals()) {
        Arrays.setAll(weights, j -> slight[j] - Math.min(0, point.y()[m + j]) * factor[j]);
      }
      return weights;
    }

    /** The program's variables and t, its rows and those of the distances. */
    private Algebra algebra(double[] factor, Row slight) {
      Algebra of = problem.algebra();
      int n = of.variables();
      int m = of.constraints().size();
      var rows = new ArrayList<>(of.constraints());
      double[] lower = Arrays.copyOf(of.constraintLower(), m + k);
      double[] upper = Arrays.copyOf(of.constraintUpper(), m + k);
      Arrays.fill(lower, m, m + k, Double.NEGATIVE_INFINITY);
      for (int j = 0; j < k; j++) {
        double[] alone = new double[k];
        alone[j] = factor[j];
        rows.add(plus(problem.sum(alone), n, -1));
        upper[m + j] = factor[j] * ideal[j];
      }
      double[] low = Arrays.copyOf(of.lower(), n + 1);
      double[] high = Arrays.copyOf(of.upper(), n + 1);
      low[n] = Double.NEGATIVE_INFINITY;
      high[n] = Double.POSITIVE_INFINITY;
      double[] start = Arrays.copyOf(start(), n + 1);
      start[n] = 1;
      return new Algebra(
          of.name(),
          of.dag(),
          List.of(),
          low,
          high,
          Arrays.copyOf(of.integer(), n + 1),
          start,
          Direction.MINIMIZE,
          plus(slight, n, 1),
          List.of(),
          rows,
          lower,
          upper);
    }

    private static Row plus(Row row, int variable, double coefficient) {
      int size = row.variables().length;
      int[] variables = Arrays.copyOf(row.variables(), size + 1);
      double[] coefficients = Arrays.copyOf(row.coefficients(), size + 1);
      variables[size] = variable;
      coefficients[size] = coefficient;
      return new Row(variables, coefficients, row.nonlinear());
    }
  }
}
