package org.talweg.papers.bias;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Underdetermined least squares, Aw = b with 40 equations in 100 unknowns, by three methods that
 * begin at or near 0: each ends at the solution that is small in a norm of its own.
 */
final class Norms {
  private static final int D = 100;
  private static final int N = 40;

  private final double[][] a = new double[N][D];
  private final double[] b = new double[N];
  private final int steps;

  Norms(RandomGenerator random, int steps) {
    this.steps = steps;
    double[] truth = new double[D];
    Arrays.setAll(truth, _ -> random.nextGaussian());
    for (int i = 0; i < N; i++) {
      Arrays.setAll(a[i], _ -> random.nextGaussian() / Math.sqrt(N));
      b[i] = dot(a[i], truth);
    }
  }

  /** w &lt;- w - eta g. */
  double[] gradientDescent() {
    double[] w = new double[D];
    for (int t = 0; t < steps; t++) {
      double[] g = gradient(w);
      for (int j = 0; j < D; j++) {
        w[j] -= 0.1 * g[j];
      }
    }
    return w;
  }

  /** w &lt;- w - eta_t sign(g), eta falling to nothing on a straight line. */
  double[] signDescent() {
    double[] w = new double[D];
    for (int t = 0; t < steps; t++) {
      double[] g = gradient(w);
      double eta = 1e-3 * (1 - (double) t / steps);
      for (int j = 0; j < D; j++) {
        w[j] -= eta * Math.signum(g[j]);
      }
    }
    return w;
  }

  /** w = u - v; u &lt;- u exp(-eta g), v &lt;- v exp(eta g), both 1e-4 at first. */
  double[] exponentiatedGradient() {
    double[] u = new double[D];
    double[] v = new double[D];
    Arrays.fill(u, 1e-4);
    Arrays.fill(v, 1e-4);
    double[] w = new double[D];
    for (int t = 0; t < steps; t++) {
      double[] g = gradient(w);
      for (int j = 0; j < D; j++) {
        u[j] *= Math.exp(-0.02 * g[j]);
        v[j] *= Math.exp(0.02 * g[j]);
        w[j] = u[j] - v[j];
      }
    }
    return w;
  }

  private double[] gradient(double[] w) {
    double[] g = new double[D];
    for (int i = 0; i < N; i++) {
      double residual = dot(a[i], w) - b[i];
      for (int j = 0; j < D; j++) {
        g[j] += residual * a[i][j];
      }
    }
    return g;
  }

  /** The length of Aw - b over that of b. */
  double residual(double[] w) {
    double squares = 0;
    for (int i = 0; i < N; i++) {
      squares += Math.pow(dot(a[i], w) - b[i], 2);
    }
    return Math.sqrt(squares / dot(b, b));
  }

  static double l1(double[] w) {
    return Arrays.stream(w).map(Math::abs).sum();
  }

  static double l2(double[] w) {
    return Math.sqrt(dot(w, w));
  }

  static double max(double[] w) {
    return Arrays.stream(w).map(Math::abs).max().orElse(0);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }
}
