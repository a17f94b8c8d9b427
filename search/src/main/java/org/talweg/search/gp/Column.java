package org.talweg.search.gp;

/**
 * How one parameter enters the kernel: a squared distance D(a, b) between two encoded values.
 *
 * <p>Every D is the squared Euclidean distance of some embedding, so that k(x, x') = s² g(Σ D_p /
 * l_p²) is positive semidefinite for every g that is a mixture of Gaussians.
 *
 * <ul>
 *   <li>{@link Number}: D = (a - b)². A parameter that may be inactive is bent onto an arc of
 *       radius 1, D = 4 sin²((a - b)/2), whose centre stands for "inactive": D = 1 where the
 *       activity differs, 0 where both are inactive (Hutter and Osborne, "A kernel for hierarchical
 *       parameter spaces", 2013, with unit radius and angle).
 *   <li>{@link Level}: D = 1 between different levels ("inactive" is one more level).
 *   <li>{@link Order}: D = the share of item pairs in opposite order, so that the squared
 *       exponential becomes the Mallows kernel (Jiao and Vert, "The Kendall and Mallows kernels",
 *       2015); D = 1 where the activity differs.
 * </ul>
 *
 * An encoded value is its unit-cube coordinate at the middle of its cell; NaN is "inactive".
 */
sealed interface Column {
  /** First coordinate of the row that the column reads. */
  int at();

  /**
   * A real number, whole number or ordinal level; smooth where the kernel's slope means something.
   */
  record Number(int at, boolean conditional, boolean smooth) implements Column {}

  /** A level without an order. */
  record Level(int at) implements Column {}

  /** A permutation, encoded as the position of every item. */
  record Order(int at, int items) implements Column {}

  /** D(a, b) for two rows. */
  default double squaredDistance(double[] a, double[] b) {
    return switch (this) {
      case Number(int at, boolean conditional, _) -> number(a[at], b[at], conditional);
      case Level(int at) -> same(a[at], b[at]) ? 0 : 1;
      case Order(int at, int items) -> {
        if (Double.isNaN(a[at]) || Double.isNaN(b[at])) {
          yield same(a[at], b[at]) ? 0 : 1;
        }
        int opposite = 0;
        for (int i = 0; i < items; i++) {
          for (int j = 0; j < i; j++) {
            if ((a[at + i] < a[at + j]) != (b[at + i] < b[at + j])) {
              opposite++;
            }
          }
        }
        yield items < 2 ? 0 : 2.0 * opposite / (items * (items - 1.0));
      }
    };
  }

  /** Adds weight · D(x, row i) to {@code sum[i]} for the first n rows, stored by column. */
  default void addSquaredDistances(
      double weight, double[] x, double[][] columns, int n, double[] sum) {
    switch (this) {
      case Number(int at, boolean conditional, _) -> {
        double a = x[at];
        double[] column = columns[at];
        if (conditional) {
          for (int i = 0; i < n; i++) {
            sum[i] += weight * number(a, column[i], true);
          }
        } else {
          for (int i = 0; i < n; i++) {
            double d = a - column[i];
            sum[i] += weight * d * d;
          }
        }
      }
      case Level(int at) -> {
        for (int i = 0; i < n; i++) {
          sum[i] += same(x[at], columns[at][i]) ? 0 : weight;
        }
      }
      case Order(int at, int items) -> {
        double[] row = new double[at + items];
        for (int i = 0; i < n; i++) {
          for (int k = at; k < at + items; k++) {
            row[k] = columns[k][i];
          }
          sum[i] += weight * squaredDistance(x, row);
        }
      }
    }
  }

  /** ∂D/∂a, for a smooth column. */
  static double slope(double a, double b, boolean conditional) {
    if (!conditional) {
      return 2 * (a - b);
    }
    double slope = 2 * Math.sin(a - b);
    return Double.isNaN(slope) ? 0 : slope;
  }

  private static double number(double a, double b, boolean conditional) {
    double d = a - b;
    if (!conditional) {
      return d * d;
    }
    if (Double.isNaN(d)) {
      return same(a, b) ? 0 : 1;
    }
    double half = Math.sin(d / 2);
    return 4 * half * half;
  }

  private static boolean same(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }
}
