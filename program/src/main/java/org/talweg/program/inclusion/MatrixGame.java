package org.talweg.program.inclusion;

import java.util.Arrays;

/** The operator of a matrix game; the rows and columns of a square matrix are its components. */
record MatrixGame(double[][] a, double[][] transposed, int components)
    implements FiniteSumOperator {

  static MonotoneInclusion inclusion(String name, double[][] a, double tolerance) {
    if (a.length == 0 || a[0].length == 0) {
      throw new IllegalArgumentException("a game has a move for each player");
    }
    int rows = a.length;
    int columns = a[0].length;
    double squares = 0;
    double[][] transposed = new double[columns][rows];
    for (int r = 0; r < rows; r++) {
      if (a[r].length != columns) {
        throw new IllegalArgumentException(
            "row %d of the game has %d entries, the first one %d"
                .formatted(r, a[r].length, columns));
      }
      for (int c = 0; c < columns; c++) {
        transposed[c][r] = a[r][c];
        squares += a[r][c] * a[r][c];
      }
    }
    if (!(squares > 0) || Double.isInfinite(squares)) {
      throw new IllegalArgumentException("the payoffs of a game are finite, and not all 0");
    }
    double[] start = new double[columns + rows];
    Arrays.fill(start, 0, columns, 1.0 / columns);
    Arrays.fill(start, columns, columns + rows, 1.0 / rows);
    return new MonotoneInclusion(
        name,
        new MatrixGame(a, transposed, rows == columns ? rows : 1),
        Resolvent.simplices(columns, rows),
        start,
        Math.sqrt(squares),
        false,
        tolerance);
  }

  @Override
  public int dimension() {
    return a.length + transposed.length;
  }

  @Override
  public void component(int i, double[] u, double[] value) {
    if (components == 1) {
      evaluate(u, value);
      return;
    }
    int n = components;
    double x = n * u[i];
    double y = n * u[n + i];
    for (int j = 0; j < n; j++) {
      value[j] = y * a[i][j];
      value[n + j] = -x * transposed[i][j];
    }
  }

  @Override
  public void evaluate(double[] u, double[] value) {
    int columns = transposed.length;
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      for (int r = 0; r < a.length; r++) {
        sum += transposed[c][r] * u[columns + r];
      }
      value[c] = sum;
    }
    for (int r = 0; r < a.length; r++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += a[r][c] * u[c];
      }
      value[columns + r] = -sum;
    }
  }
}
