package org.talweg.learn.optimizer;

/** Small matrices in plain Java, for references. */
public final class Dense {
  private Dense() {}

  public static double[][] of(double[] flat, int offset, int rows, int columns) {
    double[][] a = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(flat, offset + i * columns, a[i], 0, columns);
    }
    return a;
  }

  public static double[][] t(double[][] a) {
    double[][] b = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        b[j][i] = a[i][j];
      }
    }
    return b;
  }

  public static double[][] times(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  /** alpha a + beta b. */
  static double[][] sum(double alpha, double[][] a, double beta, double[][] b) {
    double[][] c = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        c[i][j] = alpha * a[i][j] + beta * b[i][j];
      }
    }
    return c;
  }

  static double norm(double[][] a) {
    double sum = 0;
    for (double[] row : a) {
      for (double x : row) {
        sum += x * x;
      }
    }
    return Math.sqrt(sum);
  }

  /** Gram and Schmidt, twice. */
  static double[][] basis(double[][] a) {
    double[][] q = t(a);
    for (int j = 0; j < q.length; j++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < j; k++) {
          double dot = 0;
          for (int i = 0; i < q[j].length; i++) {
            dot += q[j][i] * q[k][i];
          }
          for (int i = 0; i < q[j].length; i++) {
            q[j][i] -= dot * q[k][i];
          }
        }
      }
      double length = norm(new double[][] {q[j]});
      for (int i = 0; i < q[j].length; i++) {
        q[j][i] /= length;
      }
    }
    return t(q);
  }

  /** The leading eigenvectors of a symmetric matrix by Jacobi's rotations, the largest first. */
  static double[][] leading(double[][] symmetric, int r) {
    int n = symmetric.length;
    double[][] a = sum(1, symmetric, 0, symmetric);
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < 60; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
          double[][] turn = new double[n][n];
          for (int i = 0; i < n; i++) {
            turn[i][i] = 1;
          }
          turn[p][p] = Math.cos(angle);
          turn[q][q] = Math.cos(angle);
          turn[p][q] = Math.sin(angle);
          turn[q][p] = -Math.sin(angle);
          a = times(times(t(turn), a), turn);
          v = times(v, turn);
        }
      }
    }
    double[][] diagonal = a;
    Integer[] order = new Integer[n];
    java.util.Arrays.setAll(order, i -> i);
    java.util.Arrays.sort(order, (x, y) -> Double.compare(diagonal[y][y], diagonal[x][x]));
    double[][] columns = new double[r][];
    for (int k = 0; k < r; k++) {
      columns[k] = t(v)[order[k]];
    }
    return t(columns);
  }

  /** The solution of a x = b by elimination with pivots. */
  public static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[][] m = sum(1, a, 0, a);
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      int pivot = i;
      for (int k = i + 1; k < n; k++) {
        pivot = Math.abs(m[k][i]) > Math.abs(m[pivot][i]) ? k : pivot;
      }
      double[] row = m[pivot];
      m[pivot] = m[i];
      m[i] = row;
      double right = x[pivot];
      x[pivot] = x[i];
      x[i] = right;
      for (int k = i + 1; k < n; k++) {
        double factor = m[k][i] / m[i][i];
        for (int j = i; j < n; j++) {
          m[k][j] -= factor * m[i][j];
        }
        x[k] -= factor * x[i];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        x[i] -= m[i][j] * x[j];
      }
      x[i] /= m[i][i];
    }
    return x;
  }

  /** lambda I + the mean of the rows' squares, the empirical Fisher matrix. */
  public static double[][] fisher(double[][] rows, double damping) {
    double[][] f = times(t(rows), rows);
    f = sum(1.0 / rows.length, f, 0, f);
    for (int i = 0; i < f.length; i++) {
      f[i][i] += damping;
    }
    return f;
  }

  static double[][] newtonSchulz(double[][] r) {
    double[][] x = r.length > r[0].length ? t(r) : r;
    x = sum(1 / (norm(x) + 1e-7), x, 0, x);
    for (int k = 0; k < 5; k++) {
      double[][] p = times(x, t(x));
      double[][] px = times(p, x);
      x = sum(1, sum(3.4445, x, -4.7750, px), 2.0315, times(p, px));
    }
    return r.length > r[0].length ? t(x) : x;
  }
}
