package org.talweg.search.gp;

import java.util.Arrays;

/**
 * W = L⁻¹ for the Cholesky factor L of a growing covariance matrix K = LLᵀ.
 *
 * <p>With the inverse factor both steps of a prediction, v = Wk (variance: kᵀK⁻¹k = vᵀv) and Wᵀv =
 * K⁻¹k, are products rather than recurrences, and the last row can be added or dropped in place:
 * for a new column (k, c) it is (-vᵀW, 1)/δ with δ² = c - vᵀv.
 *
 * <p>Cost: factoring n³/3 multiply-adds, appending and each product n²/2, dropping nothing.
 */
final class InverseFactor {
  private double[][] rows = new double[0][];
  private double[][] scratch = new double[0][];
  private int n;

  /**
   * Replaces the factor by that of A + jitter·I, for the least jitter of the ladder 0, 1e-10 ..
   * 1e-4 times {@code scale} that makes it positive definite.
   *
   * @param a writes the upper triangle of A into {@code rows[i][j]}, i ≤ j
   * @return the jitter
   * @throws ArithmeticException where none is enough
   */
  double factor(int size, double scale, java.util.function.Consumer<double[][]> a) {
    reserve(size);
    double jitter = 0;
    for (int attempt = 0; attempt < 8; attempt++) {
      a.accept(scratch);
      for (int i = 0; i < size; i++) {
        scratch[i][i] += jitter;
      }
      if (Triangular.factor(scratch, size)) {
        Triangular.invert(scratch, size, rows);
        n = size;
        return jitter;
      }
      jitter = jitter == 0 ? 1e-10 * scale : 10 * jitter;
    }
    throw new ArithmeticException("the covariance of " + size + " points is not positive definite");
  }

  private void reserve(int size) {
    int old = rows.length;
    if (size > old) {
      int capacity = Math.max(size, old + old / 2 + 16);
      rows = Arrays.copyOf(rows, capacity);
      for (int i = old; i < capacity; i++) {
        rows[i] = new double[i + 1];
      }
    }
    if (scratch.length < size) {
      scratch = new double[rows.length][rows.length];
    }
  }

  /**
   * Adds a row: the covariances k of a new point with the n present ones, and its own variance c.
   *
   * @param v Wk, as {@link #whiten} gives it
   * @param least δ² is at least this, so that a repeated point does not divide by zero
   */
  void append(double[] v, double c, double least) {
    int old = rows.length;
    if (n == old) {
      rows = Arrays.copyOf(rows, old + old / 2 + 16);
      for (int i = old; i < rows.length; i++) {
        rows[i] = new double[i + 1];
      }
    }
    double delta = Math.sqrt(Math.max(c - Triangular.dot(v, v, n), least));
    double[] row = rows[n];
    unwhiten(v, row);
    for (int j = 0; j < n; j++) {
      row[j] /= -delta;
    }
    row[n] = 1 / delta;
    n++;
  }

  /** Drops all rows after the first {@code size}. */
  void truncate(int size) {
    n = Math.min(n, size);
  }

  int size() {
    return n;
  }

  /** v = Wk. */
  void whiten(double[] k, double[] v) {
    for (int i = 0; i < n; i++) {
      v[i] = Triangular.dot(rows[i], k, i + 1);
    }
  }

  /** w = Wᵀv. */
  void unwhiten(double[] v, double[] w) {
    Arrays.fill(w, 0, n, 0);
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      double[] b = rows[i];
      double[] c = rows[i + 1];
      double[] d = rows[i + 2];
      double[] e = rows[i + 3];
      Triangular.add4(w, v[i], b, v[i + 1], c, v[i + 2], d, v[i + 3], e, 0, i + 1);
      Triangular.add(w, v[i + 1], c, i + 1, i + 2);
      Triangular.add(w, v[i + 2], d, i + 1, i + 3);
      Triangular.add(w, v[i + 3], e, i + 1, i + 4);
    }
    for (; i < n; i++) {
      Triangular.add(w, v[i], rows[i], 0, i + 1);
    }
  }

  /** V = WK for the rows of K, each of which holds the covariances of one point with a batch. */
  void whiten(double[][] k, double[][] v, int batch) {
    for (int i = 0; i < n; i++) {
      double[] w = rows[i];
      double[] out = v[i];
      Arrays.fill(out, 0, batch, 0);
      int j = 0;
      for (; j + 4 <= i + 1; j += 4) {
        Triangular.add4(
            out, w[j], k[j], w[j + 1], k[j + 1], w[j + 2], k[j + 2], w[j + 3], k[j + 3], 0, batch);
      }
      for (; j <= i; j++) {
        Triangular.add(out, w[j], k[j], 0, batch);
      }
    }
  }

  /** ln |K|. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum -= 2 * Math.log(rows[i][i]);
    }
    return sum;
  }

  /** The lower triangle of K⁻¹. */
  void inverse(double[][] out) {
    Triangular.gram(rows, n, out);
  }
}
