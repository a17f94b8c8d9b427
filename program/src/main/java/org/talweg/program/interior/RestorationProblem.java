package org.talweg.program.interior;

import java.util.Arrays;
import org.talweg.program.Sparsity;

/**
 * The feasibility problem that is solved where the line search fails at xR (Wächter and Biegler
 * 2006, section 3.3):
 *
 * <pre>
 *   min  rho sum (p + n) + zeta / 2 || D (x - xR) ||^2
 *   subject to  c(x) - p + n = 0,   xL &lt;= x &lt;= xU,   p &gt;= 0,   n &gt;= 0
 * </pre>
 *
 * with D = diag min(1, 1 / |xR|) and zeta = sqrt(mu). Its variables are (x, p, n).
 */
final class RestorationProblem implements BarrierProblem {
  static final double RHO = 1000;

  private final BarrierProblem original;
  private final double[] reference;
  private final int n;
  private final int m;
  private final double[] lower;
  private final double[] upper;
  private final double[] weight; // D^2
  private final double[] head; // x without p and n
  private final double[] headJacobian;
  private final double[] headHessian;
  private final Sparsity jacobianSparsity;
  private final Sparsity hessianSparsity;
  private final int[] jacobianAt;
  private final int[] hessianAt;
  private final int[] diagonalAt;
  private double zeta = 1;

  RestorationProblem(BarrierProblem original, double[] reference) {
    this.original = original;
    this.reference = reference.clone();
    this.n = original.variables();
    this.m = original.constraints();
    int total = n + 2 * m;
    this.lower = Arrays.copyOf(original.lower(), total);
    this.upper = Arrays.copyOf(original.upper(), total);
    Arrays.fill(upper, n, total, Double.POSITIVE_INFINITY);
    this.weight = new double[n];
    for (int i = 0; i < n; i++) {
      double d = 1 / Math.max(1, Math.abs(reference[i]));
      weight[i] = d * d;
    }
    this.head = new double[n];
    Sparsity j = original.jacobianSparsity();
    this.headJacobian = new double[j.size()];
    this.jacobianAt = new int[j.size()];
    int[] row = new int[j.size() + 2 * m];
    int[] column = new int[j.size() + 2 * m];
    int at = 0;
    int k = 0;
    for (int i = 0; i < m; i++) {
      for (; k < j.size() && j.row()[k] == i; k++) {
        row[at] = i;
        column[at] = j.column()[k];
        jacobianAt[k] = at++;
      }
      row[at] = i;
      column[at++] = n + i;
      row[at] = i;
      column[at++] = n + m + i;
    }
    this.jacobianSparsity = new Sparsity(m, total, row, column);
    Sparsity h = original.hessianSparsity();
    this.headHessian = new double[h.size()];
    this.hessianAt = new int[h.size()];
    this.diagonalAt = new int[n];
    int[] hRow = new int[h.size() + n];
    int[] hColumn = new int[h.size() + n];
    at = 0;
    k = 0;
    for (int i = 0; i < n; i++) {
      for (; k < h.size() && h.row()[k] == i && h.column()[k] < i; k++) {
        hRow[at] = i;
        hColumn[at] = h.column()[k];
        hessianAt[k] = at++;
      }
      if (k < h.size() && h.row()[k] == i) {
        hessianAt[k++] = at;
      }
      hRow[at] = i;
      hColumn[at] = i;
      diagonalAt[i] = at++;
    }
    this.hessianSparsity =
        new Sparsity(total, total, Arrays.copyOf(hRow, at), Arrays.copyOf(hColumn, at));
  }

  @Override
  public void barrier(double mu) {
    zeta = Math.sqrt(mu);
  }

  /** Chooses p and n as the barrier problem for fixed x has them (equation 33). */
  @Override
  public boolean repair(double[] x, double mu) {
    System.arraycopy(x, 0, head, 0, n);
    double[] c = new double[m];
    original.constraints(head, c);
    for (int i = 0; i < m; i++) {
      x[n + i] = excess(-c[i], mu);
      x[n + m + i] = excess(c[i], mu);
    }
    return true;
  }

  /** The minimiser n of rho (p + n) - mu (ln p + ln n) with p = c + n. */
  private static double excess(double c, double mu) {
    double a = (mu - RHO * c) / (2 * RHO);
    double b = mu * c / (2 * RHO);
    double root = Math.sqrt(a * a + b);
    return Math.max(1e-16, a >= 0 ? a + root : b / (root - a)); // without cancellation
  }

  @Override
  public double objective(double[] x) {
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double d = x[i] - reference[i];
      distance += weight[i] * d * d;
    }
    double infeasibility = 0;
    for (int i = n; i < x.length; i++) {
      infeasibility += x[i];
    }
    return RHO * infeasibility + zeta / 2 * distance;
  }

  @Override
  public void gradient(double[] x, double[] gradient) {
    for (int i = 0; i < n; i++) {
      gradient[i] = zeta * weight[i] * (x[i] - reference[i]);
    }
    Arrays.fill(gradient, n, gradient.length, RHO);
  }

  @Override
  public void constraints(double[] x, double[] values) {
    System.arraycopy(x, 0, head, 0, n);
    original.constraints(head, values);
    for (int i = 0; i < m; i++) {
      values[i] += x[n + m + i] - x[n + i];
    }
  }

  @Override
  public void jacobian(double[] x, double[] values) {
    System.arraycopy(x, 0, head, 0, n);
    original.jacobian(head, headJacobian);
    for (int k = 0; k < headJacobian.length; k++) {
      values[jacobianAt[k]] = headJacobian[k];
    }
    int[] column = jacobianSparsity.column();
    for (int k = 0; k < values.length; k++) {
      if (column[k] >= n) {
        values[k] = column[k] < n + m ? -1 : 1;
      }
    }
  }

  @Override
  public void hessian(double[] x, double sigma, double[] y, double[] values) {
    System.arraycopy(x, 0, head, 0, n);
    original.hessian(head, 0, y, headHessian);
    Arrays.fill(values, 0);
    for (int k = 0; k < headHessian.length; k++) {
      values[hessianAt[k]] = headHessian[k];
    }
    for (int i = 0; i < n; i++) {
      values[diagonalAt[i]] += sigma * zeta * weight[i];
    }
  }

  @Override
  public int variables() {
    return n + 2 * m;
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
    return Arrays.copyOf(reference, n + 2 * m);
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
