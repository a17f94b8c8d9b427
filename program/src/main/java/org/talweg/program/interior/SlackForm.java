package org.talweg.program.interior;

import java.util.Arrays;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Sparsity;

/**
 * A program as the barrier method takes it. From
 *
 * <pre>
 *   min f(x)   subject to   cL &lt;= c(x) &lt;= cU,   xL &lt;= x &lt;= xU
 * </pre>
 *
 * fixed variables and constraints without bounds are left out, each inequality gets a slack s[i]
 * with c[i](x) - s[i] = 0 and cL[i] &lt;= s[i] &lt;= cU[i], each equation becomes c[i](x) - cL[i] =
 * 0, functions are scaled by factors d so that no gradient at the start is larger than g_max
 * (Wächter and Biegler 2006, section 3.8), and bounds are relaxed a little (section 3.5).
 */
final class SlackForm implements BarrierProblem {
  private static final double LARGEST_RELAXATION = 1e-7;

  private final Nlp nlp;
  private final int n; // variables that are not fixed
  private final int total; // those and slacks
  private final int m;

  /** The program's index of each of our variables, and of each of our constraints. */
  private final int[] variable;

  private final int[] row;

  /** The slack's place in our x of each of our constraints, or -1 for an equation. */
  private final int[] slack;

  private final double[] full; // the program's x
  private final double[] fullGradient;
  private final double[] fullConstraints;
  private final double[] fullMultipliers;
  private final double[] fullJacobian;
  private final double[] fullHessian;
  private final double[] lower;
  private final double[] upper;
  private final double[] start;
  private final Sparsity jacobianSparsity;
  private final Sparsity hessianSparsity;

  /** Where each of our Jacobian's entries is in the program's, or -1 for a slack's. */
  private final int[] jacobianFrom;

  private final int[] hessianFrom;
  private double objectiveScale = 1;
  private final double[] scale; // of our constraints

  SlackForm(Nlp nlp, double[] from, double relaxation) {
    this.nlp = nlp;
    this.full = from.clone();
    double[] xl = nlp.lower();
    double[] xu = nlp.upper();
    double[] cl = nlp.constraintLower();
    double[] cu = nlp.constraintUpper();
    this.variable = indices(nlp.variables(), i -> xl[i] < xu[i]);
    this.row = indices(nlp.constraints(), i -> !(cl[i] == -inf() && cu[i] == inf()));
    this.n = variable.length;
    this.m = row.length;
    this.slack = new int[m];
    int next = n;
    for (int i = 0; i < m; i++) {
      slack[i] = cl[row[i]] == cu[row[i]] ? -1 : next++;
    }
    this.total = next;
    this.scale = new double[m];
    Arrays.fill(scale, 1);
    for (int i = 0; i < full.length; i++) {
      full[i] = Math.clamp(full[i], xl[i], Math.max(xl[i], xu[i]));
    }
    this.lower = new double[total];
    this.upper = new double[total];
    this.start = new double[total];
    for (int j = 0; j < n; j++) {
      lower[j] = xl[variable[j]];
      upper[j] = xu[variable[j]];
      start[j] = from[variable[j]];
    }
    for (int i = 0; i < m; i++) {
      if (slack[i] >= 0) {
        lower[slack[i]] = cl[row[i]];
        upper[slack[i]] = cu[row[i]];
      }
    }
    this.fullGradient = new double[nlp.variables()];
    this.fullConstraints = new double[nlp.constraints()];
    this.fullMultipliers = new double[nlp.constraints()];
    this.fullJacobian = new double[nlp.jacobianSparsity().size()];
    this.fullHessian = new double[nlp.hessianSparsity().size()];
    int[] ours = inverse(variable, nlp.variables());
    int[] ourRow = inverse(row, nlp.constraints());
    Sparsity j = nlp.jacobianSparsity();
    int[] kept = indices(j.size(), k -> ours[j.column()[k]] >= 0 && ourRow[j.row()[k]] >= 0);
    int size = kept.length + total - n;
    int[] r = new int[size];
    int[] c = new int[size];
    this.jacobianFrom = new int[size];
    int at = 0;
    int k = 0;
    for (int i = 0; i < m; i++) {
      for (; k < kept.length && ourRow[j.row()[kept[k]]] == i; k++, at++) {
        r[at] = i;
        c[at] = ours[j.column()[kept[k]]];
        jacobianFrom[at] = kept[k];
      }
      if (slack[i] >= 0) {
        r[at] = i;
        c[at] = slack[i];
        jacobianFrom[at++] = -1;
      }
    }
    this.jacobianSparsity = new Sparsity(m, total, r, c);
    Sparsity h = nlp.hessianSparsity();
    this.hessianFrom = indices(h.size(), e -> ours[h.row()[e]] >= 0 && ours[h.column()[e]] >= 0);
    this.hessianSparsity =
        new Sparsity(
            total,
            total,
            Arrays.stream(hessianFrom).map(e -> ours[h.row()[e]]).toArray(),
            Arrays.stream(hessianFrom).map(e -> ours[h.column()[e]]).toArray());
    relax(relaxation);
  }

  private static double inf() {
    return Double.POSITIVE_INFINITY;
  }

  private static int[] indices(int count, java.util.function.IntPredicate which) {
    return java.util.stream.IntStream.range(0, count).filter(which).toArray();
  }

  private static int[] inverse(int[] indices, int count) {
    int[] inverse = new int[count];
    Arrays.fill(inverse, -1);
    for (int i = 0; i < indices.length; i++) {
      inverse[indices[i]] = i;
    }
    return inverse;
  }

  private void relax(double relaxation) {
    for (int i = 0; i < total; i++) {
      lower[i] -= Math.min(LARGEST_RELAXATION, relaxation * Math.max(1, Math.abs(lower[i])));
      upper[i] += Math.min(LARGEST_RELAXATION, relaxation * Math.max(1, Math.abs(upper[i])));
    }
  }

  /** Chooses the factors by the gradients at x, which are finite, and scales the slacks' bounds. */
  void scale(double[] x, double largestGradient) {
    double[] gradient = new double[total];
    gradient(x, gradient);
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    double[] jacobian = new double[jacobianSparsity.size()];
    jacobian(x, jacobian);
    double[] rows = new double[m];
    for (int k = 0; k < jacobian.length; k++) {
      int i = jacobianSparsity.row()[k];
      if (jacobianFrom[k] >= 0) {
        rows[i] = Math.max(rows[i], Math.abs(jacobian[k]));
      }
    }
    objectiveScale = factor(largest, largestGradient);
    for (int i = 0; i < m; i++) {
      scale[i] = factor(rows[i], largestGradient);
      if (slack[i] >= 0) {
        lower[slack[i]] *= scale[i];
        upper[slack[i]] *= scale[i];
      }
    }
  }

  private static double factor(double gradient, double largest) {
    return gradient > largest ? Math.max(1e-8, largest / gradient) : 1;
  }

  @Override
  public double objectiveScale() {
    return objectiveScale;
  }

  /** Sets the slacks of x to the constraints' values there. */
  void setSlacks(double[] x) {
    spread(x);
    nlp.constraints(full, fullConstraints);
    for (int i = 0; i < m; i++) {
      if (slack[i] >= 0) {
        x[slack[i]] = scale[i] * fullConstraints[row[i]];
      }
    }
  }

  /** Whether a lower bound is above its upper bound. */
  boolean crossed() {
    for (int i = 0; i < nlp.variables(); i++) {
      if (!(nlp.lower()[i] <= nlp.upper()[i])) {
        return true;
      }
    }
    for (int i = 0; i < nlp.constraints(); i++) {
      if (!(nlp.constraintLower()[i] <= nlp.constraintUpper()[i])) {
        return true;
      }
    }
    return false;
  }

  /** The start, within the bounds. */
  double[] original() {
    return full.clone();
  }

  /** Gives an iterate the multipliers of a point of the program. */
  void takeMultipliers(PrimalDual point, Iterate iterate) {
    for (int i = 0; i < m && point.y().length > 0; i++) {
      double y = point.y()[row[i]] * objectiveScale / scale[i];
      iterate.y[i] = -y;
      if (slack[i] >= 0) {
        iterate.zLower[slack[i]] = iterate.hasLower(slack[i]) ? Math.max(0, y) : 0;
        iterate.zUpper[slack[i]] = iterate.hasUpper(slack[i]) ? Math.max(0, -y) : 0;
      }
    }
    for (int j = 0; j < n; j++) {
      double z = point.z()[variable[j]] * objectiveScale;
      iterate.zLower[j] = iterate.hasLower(j) ? Math.max(0, z) : 0;
      iterate.zUpper[j] = iterate.hasUpper(j) ? Math.max(0, -z) : 0;
    }
  }

  /** How many of our variables are the program's own; slacks follow them. */
  int own() {
    return n;
  }

  private void spread(double[] x) {
    for (int j = 0; j < n; j++) {
      full[variable[j]] = x[j];
    }
  }

  @Override
  public double objective(double[] x) {
    spread(x);
    return objectiveScale * nlp.objective(full);
  }

  @Override
  public void gradient(double[] x, double[] gradient) {
    spread(x);
    nlp.gradient(full, fullGradient);
    for (int j = 0; j < n; j++) {
      gradient[j] = objectiveScale * fullGradient[variable[j]];
    }
    Arrays.fill(gradient, n, total, 0);
  }

  @Override
  public void constraints(double[] x, double[] values) {
    if (m == 0) {
      return;
    }
    spread(x);
    nlp.constraints(full, fullConstraints);
    double[] right = nlp.constraintLower();
    for (int i = 0; i < m; i++) {
      values[i] =
          slack[i] >= 0
              ? scale[i] * fullConstraints[row[i]] - x[slack[i]]
              : scale[i] * (fullConstraints[row[i]] - right[row[i]]);
    }
  }

  @Override
  public void jacobian(double[] x, double[] values) {
    if (m == 0) {
      return;
    }
    spread(x);
    nlp.jacobian(full, fullJacobian);
    int[] rows = jacobianSparsity.row();
    for (int k = 0; k < values.length; k++) {
      values[k] = jacobianFrom[k] < 0 ? -1 : scale[rows[k]] * fullJacobian[jacobianFrom[k]];
    }
  }

  @Override
  public void hessian(double[] x, double sigma, double[] y, double[] values) {
    spread(x);
    for (int i = 0; i < m; i++) {
      fullMultipliers[row[i]] = scale[i] * y[i];
    }
    nlp.hessian(full, sigma * objectiveScale, fullMultipliers, fullHessian);
    for (int k = 0; k < values.length; k++) {
      values[k] = fullHessian[hessianFrom[k]];
    }
  }

  /**
   * The iterate in the program's own terms: within its bounds where that is no harm, with
   * multipliers in its sense.
   */
  PrimalDual original(Iterate iterate) {
    spread(iterate.x);
    double[] xl = nlp.lower();
    double[] xu = nlp.upper();
    double[] x = full.clone();
    double[] within = full.clone();
    double[] z = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      within[i] = Math.clamp(x[i], xl[i], Math.max(xl[i], xu[i]));
    }
    if (violation(within) <= Math.max(1e-8, violation(x))) { // unless equations suffer from it
      x = within;
    }
    for (int j = 0; j < n; j++) {
      z[variable[j]] = (iterate.zLower[j] - iterate.zUpper[j]) / objectiveScale;
    }
    double[] y = new double[nlp.constraints()];
    for (int i = 0; i < m; i++) {
      y[row[i]] = -iterate.y[i] * scale[i] / objectiveScale;
    }
    fixedVariables(x, y, z);
    return new PrimalDual(x, y, z);
  }

  /** A fixed variable's multiplier is what is left of grad f - J' y. */
  private void fixedVariables(double[] x, double[] y, double[] z) {
    if (n == x.length) {
      return;
    }
    double[] rest = new double[x.length];
    nlp.gradient(x, rest);
    double[] values = new double[nlp.jacobianSparsity().size()];
    nlp.jacobian(x, values);
    Sparsity j = nlp.jacobianSparsity();
    for (int k = 0; k < values.length; k++) {
      rest[j.column()[k]] -= values[k] * y[j.row()[k]];
    }
    boolean[] free = new boolean[x.length];
    for (int v : variable) {
      free[v] = true;
    }
    for (int i = 0; i < x.length; i++) {
      z[i] = free[i] ? z[i] : rest[i];
    }
  }

  /** The largest violation of the program's own constraints and bounds at its x. */
  double violation(double[] x) {
    double[] values = new double[nlp.constraints()];
    nlp.constraints(x, values);
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, nlp.constraintLower()[i] - values[i]);
      worst = Math.max(worst, values[i] - nlp.constraintUpper()[i]);
      worst = Double.isNaN(values[i]) ? Double.NaN : worst;
    }
    for (int j = 0; j < x.length; j++) {
      worst = Math.max(worst, Math.max(nlp.lower()[j] - x[j], x[j] - nlp.upper()[j]));
    }
    return worst;
  }

  @Override
  public double unscaledViolation(double[] c) {
    double worst = 0;
    for (int i = 0; i < m; i++) {
      worst = Math.max(worst, Math.abs(c[i]) / scale[i]);
    }
    return worst;
  }

  @Override
  public int variables() {
    return total;
  }

  @Override
  public int constraints() {
    return m;
  }

  @Override
  public double[] lower() {
    return lower;
  }

  @Override
  public double[] upper() {
    return upper;
  }

  @Override
  public double[] constraintLower() {
    return new double[m];
  }

  @Override
  public double[] constraintUpper() {
    return new double[m];
  }

  @Override
  public double[] start() {
    return start;
  }

  @Override
  public Sparsity jacobianSparsity() {
    return jacobianSparsity;
  }

  @Override
  public Sparsity hessianSparsity() {
    return hessianSparsity;
  }
}
