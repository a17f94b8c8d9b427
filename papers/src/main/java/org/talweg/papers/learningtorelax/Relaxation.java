package org.talweg.papers.learningtorelax;

/**
 * Iterative solvers of A x = b with a parameter omega in (0, 2), until ||b - A x|| &le; tolerance
 * ||b - A x_0||.
 */
final class Relaxation {
  static final int MOST_ITERATIONS = 10_000;

  private Relaxation() {}

  /** What a solver found, and in how many iterations. */
  record Solved(double[] x, int iterations) {}

  /**
   * Successive over-relaxation from 0: x += z with (D / omega + L) z = r. Since A z = (D / omega +
   * L) z - ((1/omega - 1) D - U) z, the next residual is ((1/omega - 1) D - U) z, which saves half
   * of the work.
   */
  static Solved sor(Csr a, double[] b, double omega, double tolerance) {
    double[] x = new double[a.size()];
    double[] z = new double[a.size()];
    double[] r = b.clone();
    double enough = tolerance * Csr.norm(r);
    int k = 0;
    while (k < MOST_ITERATIONS && Csr.norm(r) > enough) {
      a.solveLower(r, omega, z);
      a.timesRest(z, omega, r);
      for (int i = 0; i < x.length; i++) {
        x[i] += z[i];
      }
      k++;
    }
    return new Solved(x, Math.max(1, k));
  }

  /**
   * Conjugate gradients from x_0, preconditioned by symmetric over-relaxation
   *
   * <pre>
   *   M = omega / (2 - omega) (D / omega + L) D^-1 (D / omega + L')
   * </pre>
   *
   * <p>or, where omega is 0, not at all. A is symmetric and positive definite.
   */
  static Solved conjugateGradients(
      Csr a, double[] b, double[] start, double omega, double tolerance) {
    double[] x = start.clone();
    double[] r = a.residual(b, x);
    double enough = tolerance * Csr.norm(r);
    double[] z = precondition(a, r, omega);
    double[] p = z.clone();
    double rz = Csr.dot(r, z);
    int k = 0;
    while (k < MOST_ITERATIONS && Csr.norm(r) > enough) {
      double[] ap = a.times(p);
      double alpha = rz / Csr.dot(p, ap);
      for (int i = 0; i < x.length; i++) {
        x[i] += alpha * p[i];
        r[i] -= alpha * ap[i];
      }
      z = precondition(a, r, omega);
      double next = Csr.dot(r, z);
      for (int i = 0; i < x.length; i++) {
        p[i] = z[i] + next / rz * p[i];
      }
      rz = next;
      k++;
    }
    return new Solved(x, Math.max(1, k));
  }

  private static double[] precondition(Csr a, double[] r, double omega) {
    if (omega == 0) {
      return r.clone();
    }
    double[] y = new double[r.length];
    a.solveLower(r, omega, y);
    for (int i = 0; i < y.length; i++) {
      y[i] *= (2 - omega) / omega * a.diagonal(i);
    }
    double[] z = new double[r.length];
    a.solveUpper(y, omega, z);
    return z;
  }

  /** Young's optimum where the Jacobi iteration I - D^-1 A has spectral radius beta. */
  static double youngOptimum(double beta) {
    double ratio = beta / (1 + Math.sqrt(1 - beta * beta));
    return 1 + ratio * ratio;
  }
}
