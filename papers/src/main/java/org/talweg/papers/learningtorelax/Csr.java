package org.talweg.papers.learningtorelax;

import java.util.Arrays;

/**
 * A square sparse matrix by compressed rows: the entries of row i are value[p] in column column[p],
 * start[i] &le; p &lt; start[i+1], columns ascending, the diagonal at p = middle[i]. Small, because
 * the relaxation sweeps, which no library has, must run over its rows anyway.
 */
record Csr(int[] start, int[] middle, int[] column, double[] value) {
  /**
   * scale times the negative 5-point Laplacian on side x side points, plus shift on the diagonal.
   */
  static Csr laplacian(int side, double scale, double shift) {
    int n = side * side;
    int[] start = new int[n + 1];
    int[] middle = new int[n];
    int[] column = new int[5 * n];
    double[] value = new double[5 * n];
    int p = 0;
    for (int i = 0; i < n; i++) {
      int x = i % side;
      int[] neighbours = {
        i >= side ? i - side : -1,
        x > 0 ? i - 1 : -1,
        i,
        x < side - 1 ? i + 1 : -1,
        i + side < n ? i + side : -1
      };
      for (int j : neighbours) {
        if (j >= 0) {
          column[p] = j;
          middle[i] = j == i ? p : middle[i];
          value[p] = j == i ? 4 * scale + shift : -scale;
          p++;
        }
      }
      start[i + 1] = p;
    }
    return new Csr(start, middle, Arrays.copyOf(column, p), Arrays.copyOf(value, p));
  }

  int size() {
    return start.length - 1;
  }

  double diagonal(int i) {
    return value[middle[i]];
  }

  double[] times(double[] x) {
    double[] y = new double[size()];
    for (int i = 0; i < y.length; i++) {
      for (int p = start[i]; p < start[i + 1]; p++) {
        y[i] += value[p] * x[column[p]];
      }
    }
    return y;
  }

  /** b - A x. */
  double[] residual(double[] b, double[] x) {
    double[] r = times(x);
    Arrays.setAll(r, i -> b[i] - r[i]);
    return r;
  }

  /** Solves (D / omega + L) z = r, L the entries below the diagonal, row by row from the first. */
  void solveLower(double[] r, double omega, double[] z) {
    for (int i = 0; i < z.length; i++) {
      double sum = r[i];
      for (int p = start[i]; p < middle[i]; p++) {
        sum -= value[p] * z[column[p]];
      }
      z[i] = sum * omega / value[middle[i]];
    }
  }

  /** Solves (D / omega + U) z = r, U the entries above the diagonal, row by row from the last. */
  void solveUpper(double[] r, double omega, double[] z) {
    for (int i = z.length - 1; i >= 0; i--) {
      double sum = r[i];
      for (int p = middle[i] + 1; p < start[i + 1]; p++) {
        sum -= value[p] * z[column[p]];
      }
      z[i] = sum * omega / value[middle[i]];
    }
  }

  /** y = ((1/omega - 1) D - U) z. */
  void timesRest(double[] z, double omega, double[] y) {
    for (int i = 0; i < z.length; i++) {
      double sum = (1 / omega - 1) * value[middle[i]] * z[i];
      for (int p = middle[i] + 1; p < start[i + 1]; p++) {
        sum -= value[p] * z[column[p]];
      }
      y[i] = sum;
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }
}
