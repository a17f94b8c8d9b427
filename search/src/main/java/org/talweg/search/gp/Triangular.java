package org.talweg.search.gp;

/**
 * Triangular matrices as arrays of rows: factorisation, inverse and Gram matrix.
 *
 * <p>Every inner loop adds multiples of four rows to a fifth, over contiguous memory and with no
 * reduction: the one shape of loop that the JVM compiles to full-width vector instructions. For the
 * sizes of exact Gaussian processes (up to 1,000 rows) this is faster than the libraries that were
 * measured (docs/decisions.md), and rows make it possible to append to a factor without moving it.
 *
 * <p>Cost: n³/6 multiply-adds each.
 */
final class Triangular {
  private Triangular() {}

  /**
   * Overwrites the upper triangle of A, {@code a[i][j]} with i ≤ j &lt; n, by U with A = UᵀU.
   *
   * @return false where A is not positive definite in floating point; A is then spoilt
   */
  static boolean factor(double[][] a, int n) {
    int k = 0;
    for (; k + 4 <= n; k += 4) {
      for (int p = k; p < k + 4; p++) {
        if (!scale(a[p], p, n)) {
          return false;
        }
        for (int i = p + 1; i < k + 4; i++) {
          add(a[i], -a[p][i], a[p], i, n);
        }
      }
      for (int i = k + 4; i < n; i++) {
        double[] b = a[k];
        double[] c = a[k + 1];
        double[] d = a[k + 2];
        double[] e = a[k + 3];
        add4(a[i], -b[i], b, -c[i], c, -d[i], d, -e[i], e, i, n);
      }
    }
    for (; k < n; k++) {
      if (!scale(a[k], k, n)) {
        return false;
      }
      for (int i = k + 1; i < n; i++) {
        add(a[i], -a[k][i], a[k], i, n);
      }
    }
    return true;
  }

  private static boolean scale(double[] row, int pivot, int n) {
    if (!(row[pivot] > 0) || Double.isInfinite(row[pivot])) {
      return false;
    }
    double factor = 1 / Math.sqrt(row[pivot]);
    for (int j = pivot; j < n; j++) {
      row[j] *= factor;
    }
    return true;
  }

  /** Writes the rows of W = L⁻¹ for L = Uᵀ into the lower triangle {@code w[i][0..i]}. */
  static void invert(double[][] u, int n, double[][] w) {
    for (int i = 0; i < n; i++) {
      double[] row = w[i];
      for (int c = 0; c <= i; c++) {
        row[c] = 0;
      }
      int j = 0;
      for (; j + 4 <= i; j += 4) {
        double b = -u[j][i];
        double c = -u[j + 1][i];
        double d = -u[j + 2][i];
        double e = -u[j + 3][i];
        add4(row, b, w[j], c, w[j + 1], d, w[j + 2], e, w[j + 3], 0, j + 1);
        add(row, c, w[j + 1], j + 1, j + 2);
        add(row, d, w[j + 2], j + 1, j + 3);
        add(row, e, w[j + 3], j + 1, j + 4);
      }
      for (; j < i; j++) {
        add(row, -u[j][i], w[j], 0, j + 1);
      }
      double factor = 1 / u[i][i];
      for (int c = 0; c < i; c++) {
        row[c] *= factor;
      }
      row[i] = factor;
    }
  }

  /** Writes the lower triangle of WᵀW, the inverse of LLᵀ for W = L⁻¹, into {@code g[i][0..i]}. */
  static void gram(double[][] w, int n, double[][] g) {
    for (int a = 0; a < n; a++) {
      for (int c = 0; c <= a; c++) {
        g[a][c] = 0;
      }
    }
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      double[] b = w[i];
      double[] c = w[i + 1];
      double[] d = w[i + 2];
      double[] e = w[i + 3];
      for (int a = 0; a <= i; a++) {
        add4(g[a], b[a], b, c[a], c, d[a], d, e[a], e, 0, a + 1);
      }
      for (int p = i + 1; p < i + 4; p++) {
        for (int a = i + 1; a <= p; a++) {
          add(g[a], w[p][a], w[p], 0, a + 1);
        }
      }
    }
    for (; i < n; i++) {
      for (int a = 0; a <= i; a++) {
        add(g[a], w[i][a], w[i], 0, a + 1);
      }
    }
  }

  /** y += s x over [from, to). */
  static void add(double[] y, double s, double[] x, int from, int to) {
    for (int j = from; j < to; j++) {
      y[j] += s * x[j];
    }
  }

  /** y += r a + s b + t c + u d over [from, to). */
  static void add4(
      double[] y,
      double r,
      double[] a,
      double s,
      double[] b,
      double t,
      double[] c,
      double u,
      double[] d,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      y[j] += r * a[j] + s * b[j] + t * c[j] + u * d[j];
    }
  }

  /** Σ x_j y_j over [0, n), in four partial sums. */
  static double dot(double[] x, double[] y, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 4 <= n; j += 4) {
      a += x[j] * y[j];
      b += x[j + 1] * y[j + 1];
      c += x[j + 2] * y[j + 2];
      d += x[j + 3] * y[j + 3];
    }
    for (; j < n; j++) {
      a += x[j] * y[j];
    }
    return a + b + (c + d);
  }
}
