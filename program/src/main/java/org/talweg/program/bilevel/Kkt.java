package org.talweg.program.bilevel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Assessment;
import org.talweg.model.Direction;
import org.talweg.program.PrimalDual;
import org.talweg.program.complementarity.ComplementarityProgram;
import org.talweg.program.derivative.Differentiation;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;
import org.talweg.program.interior.Solution;

/**
 * Replaces a convex lower level by its optimality conditions:
 *
 * <pre>
 *   min over x in X, y of F   subject to   y in argmin over y' in [l, u] of { f : gL &lt;= g &lt;= gU }
 *
 *   min over x in X, y, multipliers and slacks of F   subject to   GL &lt;= G &lt;= GU,
 *       grad_y f + sum_i (p_i - q_i) grad_y g_i + r - v = 0,
 *       g_i + s_i = gU_i,  0 &lt;= p_i, 0 &lt;= s_i, p_i s_i = 0;    g_i - t_i = gL_i,  0 &lt;= q_i, 0 &lt;= t_i, q_i t_i = 0,
 *       y + a = u,         0 &lt;= r,   0 &lt;= a,   r a = 0;        y - b = l,         0 &lt;= v,   0 &lt;= b,   v b = 0
 * </pre>
 *
 * with one free multiplier for an equation and none for an absent bound. Stationarity is
 * differentiated symbolically, so the new program has exact derivatives of all orders needed.
 *
 * <p>Exact where the lower level is convex in y and satisfies Slater's condition at every x (linear
 * constraints need none): a global optimum of either gives one of the other. A local optimum of the
 * new program need not be one of the old where the multipliers are not unique (Dempe and Dutta, "Is
 * bilevel programming a special case of a mathematical program with complementarity constraints?",
 * Mathematical Programming 131 (2012) 37-48). Applies to problems given as formulas and declared
 * convex. The start is the follower's answer at the old start, with its multipliers.
 */
public final class Kkt
    implements Reformulation<BilevelProgram, LeaderFollower, ComplementarityProgram, PrimalDual> {
  private static final Capability CAPABILITY =
      Capability.reformulation(
          "kkt",
          BilevelProgram.BILEVEL,
          ComplementarityProgram.COMPLEMENTARITY,
          "Replaces a convex lower level by its optimality conditions, with complementarity.",
          "Dempe, Dutta 2012");

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Exactness exactness() {
    return Exactness.EXACT;
  }

  @Override
  public Optional<Reformulated<ComplementarityProgram, PrimalDual, LeaderFollower>> apply(
      BilevelProgram problem) {
    if (!problem.convexLower() || problem.model().isEmpty()) {
      return Optional.empty();
    }
    BilevelModel model = problem.model().get();
    ComplementarityProgram conditions = new Conditions(problem, model).program();
    int n = problem.upperVariables();
    int size = problem.upper().variables();
    return Optional.of(
        new Reformulated<>(
            conditions,
            p -> problem.settled(Arrays.copyOf(p.x(), n), Arrays.copyOfRange(p.x(), n, size)),
            (solution, assessment) -> Assessment.of(assessment.objective())));
  }

  /** Collects variables and rows of the new program. */
  private static final class Conditions {
    private static final double INF = Double.POSITIVE_INFINITY;

    private final BilevelProgram problem;
    private final Algebra above;
    private final Algebra below;
    private final Dag dag;
    private final int n;
    private final int size;
    private final List<Double> from = new ArrayList<>();
    private final List<Double> to = new ArrayList<>();
    private final List<Double> start = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Double> rowFrom = new ArrayList<>();
    private final List<Double> rowTo = new ArrayList<>();
    private final List<Integer> first = new ArrayList<>();
    private final List<Integer> second = new ArrayList<>();

    Conditions(BilevelProgram problem, BilevelModel model) {
      this.problem = problem;
      this.above = model.upperLevel();
      this.below = model.lowerLevel();
      this.dag = model.dag();
      this.n = problem.upperVariables();
      this.size = problem.upper().variables();
    }

    ComplementarityProgram program() {
      LeaderFollower begin = problem.start();
      Solution answer = problem.response(begin.x(), begin.y());
      double[] z = answer.point().x();
      boolean duals = answer.point().hasDuals();
      for (int j = 0; j < size; j++) {
        boolean leader = j < n;
        variable(leader ? above.lower()[j] : -INF, leader ? above.upper()[j] : INF, z[j]);
      }
      for (int i = 0; i < above.constraints().size(); i++) {
        row(above.constraints().get(i), above.constraintLower()[i], above.constraintUpper()[i]);
      }
      double[] values = new double[below.constraints().size()];
      problem.lower().constraints(z, values);
      var lagrangian = new ArrayList<Integer>();
      lagrangian.add(below.objective().nonlinear());
      for (int i = 0; i < values.length; i++) {
        int g = below.constraints().get(i).nonlinear();
        double multiplier = duals ? answer.point().y()[i] : 0;
        between(
            lagrangian,
            g,
            below.constraintLower()[i],
            below.constraintUpper()[i],
            values[i],
            multiplier);
      }
      for (int j = n; j < size; j++) {
        double multiplier = duals ? answer.point().z()[j] : 0;
        between(lagrangian, dag.variable(j), below.lower()[j], below.upper()[j], z[j], multiplier);
      }
      int whole = dag.sum(lagrangian.stream().mapToInt(v -> v).toArray());
      int[] gradient = new Differentiation(dag, from.size()).gradient(whole);
      for (int j = n; j < size; j++) {
        row(Row.of(gradient[j]), 0, 0);
      }
      return new ComplementarityProgram(
          new Algebra(
              problem.name(),
              dag,
              List.of(),
              array(from),
              array(to),
              new boolean[from.size()],
              array(start),
              Direction.MINIMIZE,
              above.objective(),
              List.of(),
              rows,
              array(rowFrom),
              array(rowTo)),
          first.stream().mapToInt(v -> v).toArray(),
          second.stream().mapToInt(v -> v).toArray());
    }

    /**
     * A function between two bounds: its multipliers' terms of the Lagrangian, slacks and pairs.
     */
    private void between(
        List<Integer> lagrangian, int g, double low, double high, double value, double multiplier) {
      if (low == high) {
        int p = variable(-INF, INF, -multiplier);
        lagrangian.add(dag.multiply(p, g));
        row(Row.of(g), low, low);
        return;
      }
      if (high < INF) {
        int p = variable(0, INF, Math.max(0, -multiplier));
        int s = variable(0, INF, Math.max(0, high - value));
        lagrangian.add(dag.multiply(p, g));
        row(Row.of(dag.add(g, s)), high, high);
        pair(p, s);
      }
      if (low > -INF) {
        int q = variable(0, INF, Math.max(0, multiplier));
        int t = variable(0, INF, Math.max(0, value - low));
        lagrangian.add(dag.negate(dag.multiply(q, g)));
        row(Row.of(dag.subtract(g, t)), low, low);
        pair(q, t);
      }
    }

    private int variable(double low, double high, double begin) {
      from.add(low);
      to.add(high);
      start.add(begin);
      return dag.variable(from.size() - 1);
    }

    private void row(Row row, double low, double high) {
      rows.add(row);
      rowFrom.add(low);
      rowTo.add(high);
    }

    private void pair(int a, int b) {
      first.add(dag.index(a));
      second.add(dag.index(b));
    }

    private static double[] array(List<Double> values) {
      return values.stream().mapToDouble(v -> v).toArray();
    }
  }
}
