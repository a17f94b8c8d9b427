package org.talweg.search.gp;

import java.util.Arrays;
import java.util.List;

/**
 * The rows a Gaussian process was given, stored by column so that the squared distances of one row
 * to all of them are computed a column at a time.
 */
final class Inputs {
  private final List<Column> columns;
  private double[][] values;
  private int n;

  Inputs(Encoding encoding) {
    columns = encoding.columns();
    values = new double[encoding.width()][16];
  }

  int size() {
    return n;
  }

  void add(double[] row) {
    for (int k = 0; k < values.length; k++) {
      if (n == values[k].length) {
        values[k] = Arrays.copyOf(values[k], 2 * n);
      }
      values[k][n] = row[k];
    }
    n++;
  }

  void truncate(int size) {
    n = Math.min(n, size);
  }

  double[] row(int i) {
    double[] row = new double[values.length];
    for (int k = 0; k < row.length; k++) {
      row[k] = values[k][i];
    }
    return row;
  }

  /** q_i = Σ_p w_p D_p(x, x_i) for the first rows, as many as {@code count}. */
  void squaredDistances(double[] weights, double[] x, int count, double[] q) {
    Arrays.fill(q, 0, count, 0);
    for (int p = 0; p < weights.length; p++) {
      columns.get(p).addSquaredDistances(weights[p], x, values, count, q);
    }
  }

  /** D_p(x, x_i) for the first rows, as many as {@code count}. */
  void squaredDistances(int p, double[] x, int count, double[] q) {
    Arrays.fill(q, 0, count, 0);
    columns.get(p).addSquaredDistances(1, x, values, count, q);
  }

  /**
   * Adds, along every smooth coordinate k, Σ_i c_i w_p ∂D_p(x, x_i)/∂x_k to {@code gradient[k]}.
   */
  void addSlopes(double[] weights, double[] x, double[] c, double[] gradient) {
    for (int p = 0; p < weights.length; p++) {
      if (columns.get(p) instanceof Column.Number(int at, boolean conditional, boolean smooth)
          && smooth) {
        double a = x[at];
        double[] column = values[at];
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += c[i] * Column.slope(a, column[i], conditional);
        }
        gradient[at] += weights[p] * sum;
      }
    }
  }
}
