package org.talweg.search.function;

/**
 * The transformations that the BBOB definitions are made of. All leave their arguments unchanged
 * and cost O(D), a product with a matrix O(D^2).
 *
 * <pre>
 * T_osz(x)      = sign(x) exp(x^ + 0.049 (sin(c1 x^) + sin(c2 x^))),  x^ = log |x|, 0 at 0,
 *                 c1, c2 = 10, 7.9 where x > 0, else 5.5, 3.1
 * T_asy^b(x)_i  = x_i^(1 + b (i-1)/(D-1) sqrt(x_i)) where x_i > 0, else x_i
 * Lambda^a      = diag(a^(1/2 (i-1)/(D-1)))
 * f_pen(x)      = sum_i max(0, |x_i| - 5)^2
 * </pre>
 *
 * Source: Hansen, Finck, Ros and Auger, Real-Parameter Black-Box Optimization Benchmarking 2009:
 * Noiseless Functions Definitions (INRIA RR-6829), section 0.2.
 */
final class BbobTransforms {
  private BbobTransforms() {}

  static double oscillate(double x) {
    if (x == 0) {
      return 0;
    }
    double log = Math.log(Math.abs(x));
    double c1 = x > 0 ? 10 : 5.5;
    double c2 = x > 0 ? 7.9 : 3.1;
    return Math.signum(x) * Math.exp(log + 0.049 * (Math.sin(c1 * log) + Math.sin(c2 * log)));
  }

  static double[] oscillate(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = oscillate(x[i]);
    }
    return y;
  }

  static double[] skew(double beta, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] > 0 ? Math.pow(x[i], 1 + beta * part(i, y.length) * Math.sqrt(x[i])) : x[i];
    }
    return y;
  }

  /** Lambda^a x. */
  static double[] stretch(double a, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.pow(a, part(i, y.length) / 2) * x[i];
    }
    return y;
  }

  /** (i-1)/(D-1), with i counted from 0 here. */
  static double part(int i, int dimension) {
    return (double) i / (dimension - 1);
  }

  static double penalty(double[] x) {
    double sum = 0;
    for (double v : x) {
      double outside = Math.max(0, Math.abs(v) - 5);
      sum += outside * outside;
    }
    return sum;
  }

  static double[] minus(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] - y[i];
    }
    return z;
  }

  static double[] times(double[][] m, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      double[] row = m[i];
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        sum += row[j] * x[j];
      }
      y[i] = sum;
    }
    return y;
  }

  /** The transposed matrix times x: the inverse of a rotation. */
  static double[] back(double[][] m, double[] x) {
    double[] y = new double[x.length];
    for (int j = 0; j < y.length; j++) {
      for (int i = 0; i < y.length; i++) {
        y[j] += m[i][j] * x[i];
      }
    }
    return y;
  }
}
