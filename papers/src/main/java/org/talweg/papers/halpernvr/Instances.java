package org.talweg.papers.halpernvr;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.program.inclusion.FiniteSumOperator;
import org.talweg.program.inclusion.MonotoneInclusion;
import org.talweg.program.inclusion.Resolvent;

/** The problems of the reproduction. */
final class Instances {
  private Instances() {}

  /**
   * The policeman and the burglar: A_ij = w_j (1 - exp(-0.8 |i - j|)), w the absolute value of a
   * standard normal number. The burglar picks a house of wealth w_j, the policeman a place i.
   */
  static double[][] burglar(int n, RandomGenerator random) {
    double[] wealth = new double[n];
    Arrays.setAll(wealth, j -> Math.abs(random.nextGaussian()));
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = wealth[j] * (1 - Math.exp(-0.8 * Math.abs(i - j)));
      }
    }
    return a;
  }

  /** The largest singular value, by power iteration. */
  static double spectralNorm(double[][] a) {
    double[] v = new double[a[0].length];
    Arrays.fill(v, 1);
    double norm = 0;
    for (int step = 0; step < 100; step++) {
      double[] w = new double[v.length];
      for (double[] row : a) {
        double product = 0;
        for (int j = 0; j < v.length; j++) {
          product += row[j] * v[j];
        }
        for (int j = 0; j < v.length; j++) {
          w[j] += product * row[j];
        }
      }
      double length = Math.sqrt(Arrays.stream(w).map(x -> x * x).sum());
      norm = Math.sqrt(length);
      for (int j = 0; j < v.length; j++) {
        v[j] = w[j] / length;
      }
    }
    return norm;
  }

  /**
   * A cocoercive sum: F_i is the gradient of a convex quadratic in d variables whose Hessian H_i =
   * I - r r' - (1/2) s s' has the eigenvalues 0, 1/2 and 1, r and s orthonormal; its minimiser is a
   * standard normal vector of its own. Every F_i, and so their mean, has L = 1.
   */
  static MonotoneInclusion quadratics(int n, int d, RandomGenerator random) {
    double[][] r = new double[n][d];
    double[][] s = new double[n][d];
    double[][] minimiser = new double[n][d];
    for (int i = 0; i < n; i++) {
      Arrays.setAll(r[i], j -> random.nextGaussian());
      Arrays.setAll(s[i], j -> random.nextGaussian());
      Arrays.setAll(minimiser[i], j -> random.nextGaussian());
      scale(r[i], 1 / Math.sqrt(product(r[i], r[i])));
      double along = product(r[i], s[i]);
      for (int j = 0; j < d; j++) {
        s[i][j] -= along * r[i][j];
      }
      scale(s[i], 1 / Math.sqrt(product(s[i], s[i])));
    }
    var operator =
        new FiniteSumOperator() {
          @Override
          public int dimension() {
            return d;
          }

          @Override
          public int components() {
            return n;
          }

          @Override
          public void component(int i, double[] u, double[] value) {
            double alongR = 0;
            double alongS = 0;
            for (int j = 0; j < d; j++) {
              value[j] = u[j] - minimiser[i][j];
              alongR += r[i][j] * value[j];
              alongS += s[i][j] * value[j];
            }
            for (int j = 0; j < d; j++) {
              value[j] -= alongR * r[i][j] + 0.5 * alongS * s[i][j];
            }
          }
        };
    double[] start = new double[d];
    Arrays.fill(start, 10);
    return new MonotoneInclusion("quadratics", operator, Resolvent.none(), start, 1, true, 0);
  }

  private static double product(double[] a, double[] b) {
    double product = 0;
    for (int j = 0; j < a.length; j++) {
      product += a[j] * b[j];
    }
    return product;
  }

  private static void scale(double[] a, double factor) {
    for (int j = 0; j < a.length; j++) {
      a[j] *= factor;
    }
  }
}
