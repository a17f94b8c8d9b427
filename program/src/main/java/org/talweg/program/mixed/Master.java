package org.talweg.program.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.model.Direction;
import org.talweg.program.Nlp;
import org.talweg.program.linear.Columns;
import org.talweg.program.linear.LinearProgram;

/**
 * The mixed-integer linear program that outer approximation works with: the program's linear rows,
 * its integers and bounds, and tangents of its nonlinear rows at the points seen so far.
 *
 * <pre>
 *   min  eta   subject to   f(x^k) + f'(x^k)(x - x^k) &lt;= eta
 *                           c_i(x^k) + c_i'(x^k)(x - x^k) &lt;= cU_i,  &gt;= cL_i   for nonlinear i
 *                           cL_i &lt;= a_i'x &lt;= cU_i                            for linear i
 * </pre>
 *
 * The columns are x and, last, eta; a linear objective is taken as it is, with eta at 0. A
 * nonlinear equation gets the tangent of the side that its multiplier says it presses on ("equality
 * relaxation", Kocis and Grossmann 1987).
 */
final class Master {
  /** Stands for no lower bound of eta while there are no tangents that give one. */
  static final double FAR = 1e12;

  private final Nlp nlp;
  private final boolean[] nonlinear;
  private final boolean nonlinearObjective;
  private final boolean[] integer;
  private final double[] cost;
  private double offset = 0;
  private final List<Integer> row = new ArrayList<>();
  private final List<Integer> column = new ArrayList<>();
  private final List<Double> value = new ArrayList<>();
  private final List<Double> rowLower = new ArrayList<>();
  private final List<Double> rowUpper = new ArrayList<>();
  private final double[] jacobian;

  /** Begins with the linear rows, as they are around x. */
  Master(Nlp nlp, boolean[] nonlinear, boolean nonlinearObjective, boolean[] integer, double[] x) {
    this.nlp = nlp;
    this.nonlinear = nonlinear;
    this.nonlinearObjective = nonlinearObjective;
    this.integer = integer;
    int n = nlp.variables();
    cost = new double[n + 1];
    jacobian = new double[nlp.jacobianSparsity().size()];
    if (nonlinearObjective) {
      cost[n] = 1;
    } else {
      double[] gradient = new double[n];
      nlp.gradient(x, gradient);
      offset = nlp.objective(x);
      for (int j = 0; j < n; j++) {
        cost[j] = gradient[j];
        offset -= gradient[j] * x[j];
      }
    }
    double[] c = evaluate(x);
    int[] rowOf = new int[c.length];
    for (int i = 0; i < c.length; i++) {
      if (!nonlinear[i]) {
        rowOf[i] = addRow(nlp.constraintLower()[i] - c[i], nlp.constraintUpper()[i] - c[i]);
      }
    }
    addTangents(rowOf, x, i -> !nonlinear[i]);
  }

  private interface Which {
    boolean test(int i);
  }

  private double[] evaluate(double[] x) {
    double[] c = new double[nlp.constraints()];
    nlp.constraints(x, c);
    nlp.jacobian(x, jacobian);
    return c;
  }

  private int addRow(double low, double high) {
    rowLower.add(low);
    rowUpper.add(high);
    return rowLower.size() - 1;
  }

  /** Puts the Jacobian's rows into the rows, whose sides so far are those of c(x). */
  private void addTangents(int[] rowOf, double[] x, Which which) {
    var where = nlp.jacobianSparsity();
    for (int k = 0; k < jacobian.length; k++) {
      int i = where.row()[k];
      if (which.test(i) && jacobian[k] != 0) {
        int j = where.column()[k];
        add(rowOf[i], j, jacobian[k]);
        double shift = jacobian[k] * x[j];
        rowLower.set(rowOf[i], rowLower.get(rowOf[i]) + shift);
        rowUpper.set(rowOf[i], rowUpper.get(rowOf[i]) + shift);
      }
    }
  }

  private void add(int i, int j, double v) {
    row.add(i);
    column.add(j);
    value.add(v);
  }

  /** Adds tangents at x; y, where it has values, are the multipliers there. */
  void cut(double[] x, double[] y) {
    double[] c = evaluate(x);
    int[] rowOf = new int[c.length];
    boolean[] added = new boolean[c.length];
    double inf = Double.POSITIVE_INFINITY;
    for (int i = 0; i < c.length; i++) {
      if (!nonlinear[i] || !Double.isFinite(c[i])) {
        continue;
      }
      double low = nlp.constraintLower()[i];
      double high = nlp.constraintUpper()[i];
      if (low == high) {
        double pressure = y.length > i ? y[i] : 0;
        if (pressure == 0) {
          continue;
        }
        low = pressure > 0 ? low : -inf;
        high = pressure > 0 ? inf : high;
      }
      rowOf[i] = addRow(low - c[i], high - c[i]);
      added[i] = true;
    }
    addTangents(rowOf, x, i -> added[i]);
    double f = nlp.objective(x);
    if (nonlinearObjective && Double.isFinite(f)) {
      double[] gradient = new double[x.length];
      nlp.gradient(x, gradient);
      double side = -f;
      int at = addRow(-inf, 0);
      for (int j = 0; j < x.length; j++) {
        if (gradient[j] != 0) {
          add(at, j, gradient[j]);
          side += gradient[j] * x[j];
        }
      }
      add(at, x.length, -1);
      rowUpper.set(at, side);
    }
  }

  /**
   * Forbids the integers of x, where all of them are binary: sum over ones of (1 - x_j) + sum over
   * zeros of x_j &gt;= 1.
   *
   * @return whether they are
   */
  boolean forbid(double[] x) {
    for (int j = 0; j < x.length; j++) {
      if (integer[j] && !(nlp.lower()[j] >= 0 && nlp.upper()[j] <= 1)) {
        return false;
      }
    }
    int at = addRow(1, Double.POSITIVE_INFINITY);
    double ones = 0;
    for (int j = 0; j < x.length; j++) {
      if (integer[j] && nlp.lower()[j] < nlp.upper()[j]) {
        boolean one = Math.rint(x[j]) == 1;
        ones += one ? 1 : 0;
        add(at, j, one ? -1 : 1);
      }
    }
    rowLower.set(at, 1 - ones);
    return true;
  }

  LinearProgram program() {
    int n = nlp.variables();
    double[] lower = Arrays.copyOf(nlp.lower(), n + 1);
    double[] upper = Arrays.copyOf(nlp.upper(), n + 1);
    lower[n] = nonlinearObjective ? -FAR : 0;
    upper[n] = nonlinearObjective ? Double.POSITIVE_INFINITY : 0;
    var matrix =
        Columns.of(
            rowLower.size(),
            n + 1,
            row.stream().mapToInt(i -> i).toArray(),
            column.stream().mapToInt(j -> j).toArray(),
            value.stream().mapToDouble(v -> v).toArray());
    return LinearProgram.of(
            "master",
            Direction.MINIMIZE,
            cost,
            matrix,
            rowLower.stream().mapToDouble(v -> v).toArray(),
            rowUpper.stream().mapToDouble(v -> v).toArray(),
            lower,
            upper)
        .withIntegers(Arrays.copyOf(integer, n + 1));
  }

  /** What the master's objective leaves out. */
  double offset() {
    return offset;
  }
}
