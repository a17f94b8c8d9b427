package org.talweg.program.interior;

/**
 * A step (dx, dy, dzL, dzU): Newton's for the primal-dual equations of the barrier problem,
 *
 * <pre>
 *   (W + Sigma + delta_w I) dx + J' dy = -(grad phi_mu + J' y),    J dx - delta_c dy = -c,
 *   dzL = mu / (x - xL) - zL - zL / (x - xL) dx,   dzU likewise,
 * </pre>
 *
 * with Sigma = zL / (x - xL) + zU / (xU - x) (Wächter and Biegler 2006, equations 9 to 13).
 */
final class Direction {
  final double[] x;
  final double[] y;
  final double[] zLower;
  final double[] zUpper;
  private final double[] system; // right-hand side, then solution
  private final double[] dual;

  Direction(int n, int m) {
    this.x = new double[n];
    this.y = new double[m];
    this.zLower = new double[n];
    this.zUpper = new double[n];
    this.system = new double[n + m];
    this.dual = new double[n];
  }

  void copyFrom(Direction other) {
    System.arraycopy(other.x, 0, x, 0, x.length);
    System.arraycopy(other.y, 0, y, 0, y.length);
    System.arraycopy(other.zLower, 0, zLower, 0, x.length);
    System.arraycopy(other.zUpper, 0, zUpper, 0, x.length);
  }

  /** Sigma, the bounds' share of the Hessian. */
  static void sigma(Iterate at, double[] into) {
    for (int i = 0; i < into.length; i++) {
      double s = 0;
      if (at.hasLower(i)) {
        s += at.zLower[i] / (at.x[i] - at.lower[i]);
      }
      if (at.hasUpper(i)) {
        s += at.zUpper[i] / (at.upper[i] - at.x[i]);
      }
      into[i] = s;
    }
  }

  /**
   * Solves for the step with the system's last factorization.
   *
   * @param c the constraints' values that are to become zero: c(x), or those of a correction
   * @return the relative residual of the linear system
   */
  double solve(Iterate at, double mu, double[] c, KktSystem kkt) {
    int n = x.length;
    at.barrierGradient(mu, dual);
    at.addJacobianTransposed(at.y, dual);
    for (int i = 0; i < n; i++) {
      system[i] = -dual[i];
    }
    for (int i = 0; i < y.length; i++) {
      system[n + i] = -c[i];
    }
    double residual = kkt.solve(system);
    System.arraycopy(system, 0, x, 0, n);
    System.arraycopy(system, n, y, 0, y.length);
    multipliers(at, mu);
    return residual;
  }

  /** dzL and dzU for the dx at hand. */
  void multipliers(Iterate at, double mu) {
    for (int i = 0; i < x.length; i++) {
      if (at.hasLower(i)) {
        double distance = at.x[i] - at.lower[i];
        zLower[i] = (mu - at.zLower[i] * x[i]) / distance - at.zLower[i];
      }
      if (at.hasUpper(i)) {
        double distance = at.upper[i] - at.x[i];
        zUpper[i] = (mu + at.zUpper[i] * x[i]) / distance - at.zUpper[i];
      }
    }
  }

  /** The largest step up to 1 that keeps the share 1 - tau of every distance to a bound. */
  double primalStep(Iterate at, double tau) {
    double alpha = 1;
    for (int i = 0; i < x.length; i++) {
      if (x[i] < 0) {
        if (at.hasLower(i)) {
          alpha = Math.min(alpha, tau * (at.x[i] - at.lower[i]) / -x[i]);
        }
      } else if (x[i] > 0 && at.hasUpper(i)) {
        alpha = Math.min(alpha, tau * (at.upper[i] - at.x[i]) / x[i]);
      }
    }
    return alpha;
  }

  /** The same for the bounds' multipliers. */
  double dualStep(Iterate at, double tau) {
    double alpha = 1;
    for (int i = 0; i < x.length; i++) {
      if (zLower[i] < 0) {
        alpha = Math.min(alpha, tau * at.zLower[i] / -zLower[i]);
      }
      if (zUpper[i] < 0) {
        alpha = Math.min(alpha, tau * at.zUpper[i] / -zUpper[i]);
      }
    }
    return alpha;
  }

  /** Sets the trial's multipliers: y moves with x, those of the bounds as far as they can. */
  void advance(Iterate from, double alpha, double tau, Iterate trial) {
    double dual = dualStep(from, tau);
    for (int i = 0; i < y.length; i++) {
      trial.y[i] = from.y[i] + alpha * y[i];
    }
    for (int i = 0; i < x.length; i++) {
      trial.zLower[i] = from.zLower[i] + dual * zLower[i];
      trial.zUpper[i] = from.zUpper[i] + dual * zUpper[i];
    }
  }

  /** The largest change of a variable relative to its size. */
  double relativeSize(Iterate at) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(x[i]) / (1 + Math.abs(at.x[i])));
    }
    return largest;
  }

  double slope(double[] gradient) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += gradient[i] * x[i];
    }
    return sum;
  }

  boolean finite() {
    double sum = 0;
    for (double v : system) {
      sum += v * 0.0;
    }
    return sum == 0;
  }
}
