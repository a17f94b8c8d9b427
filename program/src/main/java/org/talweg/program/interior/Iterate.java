package org.talweg.program.interior;

import org.talweg.program.Sparsity;

/**
 * A primal-dual point (x, y, zL, zU) of min f(x), c(x) = 0, xL &lt;= x &lt;= xU, with f, grad f, c
 * and the Jacobian there, and the measures that the method takes of it. The Lagrangian is
 *
 * <pre>
 *   L(x, y, z) = f(x) + y' c(x) - zL' (x - xL) - zU' (xU - x)
 * </pre>
 *
 * The bounds are shared by all iterates of a run. Multipliers of absent bounds are 0.
 */
final class Iterate {
  /** kappa_d: the weight of the linear damping of variables with one bound only (section 3.7). */
  private static final double DAMPING = 1e-5;

  private final BarrierProblem problem;
  final double[] lower;
  final double[] upper;
  final double[] x;
  final double[] y;
  final double[] zLower;
  final double[] zUpper;
  double f;
  final double[] gradient;
  final double[] c;
  final double[] jacobian;

  Iterate(BarrierProblem problem) {
    this.problem = problem;
    int n = problem.variables();
    int m = problem.constraints();
    this.lower = problem.lower();
    this.upper = problem.upper();
    this.x = new double[n];
    this.y = new double[m];
    this.zLower = new double[n];
    this.zUpper = new double[n];
    this.gradient = new double[n];
    this.c = new double[m];
    this.jacobian = new double[problem.jacobianSparsity().size()];
  }

  void copyFrom(Iterate other) {
    copy(other.x, x);
    copy(other.y, y);
    copy(other.zLower, zLower);
    copy(other.zUpper, zUpper);
    copy(other.gradient, gradient);
    copy(other.c, c);
    copy(other.jacobian, jacobian);
    f = other.f;
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** Evaluates f and c at x; false where a value is not finite. */
  boolean evaluate() {
    problem.constraints(x, c);
    if (!finite(c)) {
      return false;
    }
    f = problem.objective(x);
    return Double.isFinite(f);
  }

  /** Evaluates the derivatives at x; false where a value is not finite. */
  boolean differentiate() {
    problem.gradient(x, gradient);
    if (!finite(gradient)) {
      return false;
    }
    problem.jacobian(x, jacobian);
    return finite(jacobian);
  }

  private static boolean finite(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * 0.0; // NaN for anything that is not finite
    }
    return sum == 0;
  }

  boolean hasLower(int i) {
    return lower[i] > Double.NEGATIVE_INFINITY;
  }

  boolean hasUpper(int i) {
    return upper[i] < Double.POSITIVE_INFINITY;
  }

  /** theta: the sum of |c|. */
  double infeasibility() {
    double sum = 0;
    for (double v : c) {
      sum += Math.abs(v);
    }
    return sum;
  }

  /** The largest |c|. */
  double residual() {
    return largest(c);
  }

  static double largest(double[] v) {
    double largest = 0;
    for (double e : v) {
      largest = Math.max(largest, Math.abs(e));
    }
    return largest;
  }

  /** phi_mu: f(x) - mu sum ln(x - xL) - mu sum ln(xU - x), and the damping. */
  double barrier(double mu) {
    double logs = 0;
    double damping = 0;
    double product = 1; // one logarithm for many factors
    for (int i = 0; i < x.length; i++) {
      boolean hasLower = hasLower(i);
      boolean hasUpper = hasUpper(i);
      if (hasLower) {
        product *= x[i] - lower[i];
        damping += hasUpper ? 0 : x[i] - lower[i];
      }
      if (hasUpper) {
        product *= upper[i] - x[i];
        damping += hasLower ? 0 : upper[i] - x[i];
      }
      if (!(product > 1e-100 && product < 1e100)) {
        logs += Math.log(product);
        product = 1;
      }
    }
    logs += Math.log(product);
    return f - mu * logs + DAMPING * mu * damping;
  }

  /** The gradient of phi_mu. */
  void barrierGradient(double mu, double[] into) {
    for (int i = 0; i < x.length; i++) {
      double g = gradient[i];
      boolean hasLower = hasLower(i);
      boolean hasUpper = hasUpper(i);
      if (hasLower) {
        g -= mu / (x[i] - lower[i]);
        g += hasUpper ? 0 : DAMPING * mu;
      }
      if (hasUpper) {
        g += mu / (upper[i] - x[i]);
        g -= hasLower ? 0 : DAMPING * mu;
      }
      into[i] = g;
    }
  }

  /** Adds the Jacobian's transpose times v. */
  void addJacobianTransposed(double[] v, double[] into) {
    Sparsity places = problem.jacobianSparsity();
    int[] row = places.row();
    int[] column = places.column();
    for (int k = 0; k < jacobian.length; k++) {
      into[column[k]] += jacobian[k] * v[row[k]];
    }
  }

  /** E_mu: the scaled error of the barrier problem's optimality conditions (equation 5). */
  double error(double mu, double[] work) {
    double perDual = multiplierScale(true);
    double perComplementarity = multiplierScale(false);
    return Math.max(
        Math.max(dualInfeasibility(work) / perDual, residual()),
        complementarity(mu) / perComplementarity);
  }

  /** s_d, or s_c: at least 1, and more where multipliers are larger than 100 on average. */
  private double multiplierScale(boolean constraints) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      sum += zLower[i] + zUpper[i];
      count += (hasLower(i) ? 1 : 0) + (hasUpper(i) ? 1 : 0);
    }
    if (constraints) {
      for (double v : y) {
        sum += Math.abs(v);
      }
      count += y.length;
    }
    return count == 0 ? 1 : Math.max(100, sum / count) / 100;
  }

  /** The largest entry of grad f + J' y - zL + zU. */
  double dualInfeasibility(double[] work) {
    for (int i = 0; i < x.length; i++) {
      work[i] = gradient[i] - zLower[i] + zUpper[i];
    }
    addJacobianTransposed(y, work);
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(work[i]));
    }
    return largest;
  }

  /** The largest |(x - xL) zL - mu| and |(xU - x) zU - mu|. */
  double complementarity(double mu) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      if (hasLower(i)) {
        largest = Math.max(largest, Math.abs((x[i] - lower[i]) * zLower[i] - mu));
      }
      if (hasUpper(i)) {
        largest = Math.max(largest, Math.abs((upper[i] - x[i]) * zUpper[i] - mu));
      }
    }
    return largest;
  }

  /** The sum of all (x - xL) zL and (xU - x) zU: for a convex program, how far f can fall. */
  double gap() {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += hasLower(i) ? (x[i] - lower[i]) * zLower[i] : 0;
      sum += hasUpper(i) ? (upper[i] - x[i]) * zUpper[i] : 0;
    }
    return sum;
  }

  /** How many bounds there are. */
  int bounds() {
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      count += (hasLower(i) ? 1 : 0) + (hasUpper(i) ? 1 : 0);
    }
    return count;
  }

  /** Moves bounds that x has reached to within rounding away from it (section 3.5). */
  void widenBounds(double mu) {
    double tiny = Math.ulp(1.0) * Math.min(1, mu);
    for (int i = 0; i < x.length; i++) {
      if (x[i] - lower[i] < tiny) {
        lower[i] = Math.min(lower[i], x[i]) - 1e-12 * Math.max(1, Math.abs(lower[i]));
      }
      if (upper[i] - x[i] < tiny) {
        upper[i] = Math.max(upper[i], x[i]) + 1e-12 * Math.max(1, Math.abs(upper[i]));
      }
    }
  }

  /** Keeps z within a factor of 1e10 of mu / (x - xL) (equation 16). */
  void keepMultipliersNear(double mu) {
    double kappa = 1e10;
    for (int i = 0; i < x.length; i++) {
      if (hasLower(i)) {
        double central = mu / (x[i] - lower[i]);
        zLower[i] = Math.clamp(zLower[i], central / kappa, central * kappa);
      }
      if (hasUpper(i)) {
        double central = mu / (upper[i] - x[i]);
        zUpper[i] = Math.clamp(zUpper[i], central / kappa, central * kappa);
      }
    }
  }
}
