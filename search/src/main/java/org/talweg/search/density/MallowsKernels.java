package org.talweg.search.density;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Kernels of a permutation of m items: Mallows models about orders, and a uniform prior,
 *
 * <pre>
 *   κ_i(x) = exp(-θ d(x, c_i)) / Z,   Z = Π_{j=1..m} (1 - e^(-jθ)) / (1 - e^(-θ))
 * </pre>
 *
 * with d the number of pairs in opposite order; θ is such that the expected distance is given.
 * Drawn exactly by repeated insertion (Doignon, Pekeč and Regenwetter 2004). Cost per kernel:
 * O(m²).
 */
final class MallowsKernels implements Kernels {
  private final int at;
  private final int m;
  private final double[][] centres;
  private final double theta;
  private final double logZ;
  private final double logPrior;

  MallowsKernels(int at, int items, double[][] rows, double expectedDistance) {
    this.at = at;
    m = items;
    centres = rows;
    theta = theta(items, expectedDistance);
    double z = 0;
    double prior = 0;
    for (int j = 1; j <= m; j++) {
      z += Math.log(Math.expm1(-j * theta) / Math.expm1(-theta));
      prior -= Math.log(j);
    }
    logZ = z;
    logPrior = prior;
  }

  /** θ, by bisection: the expected distance falls with it. */
  private static double theta(int m, double distance) {
    double low = 1e-6;
    double high = 50;
    for (int k = 0; k < 60; k++) {
      double theta = Math.sqrt(low * high);
      if (expectedDistance(m, theta) > distance) {
        low = theta;
      } else {
        high = theta;
      }
    }
    return high;
  }

  /** m/(e^θ - 1) - Σ_{j=1..m} j/(e^(jθ) - 1). */
  static double expectedDistance(int m, double theta) {
    double sum = m / Math.expm1(theta);
    for (int j = 1; j <= m; j++) {
      sum -= j / Math.expm1(j * theta);
    }
    return sum;
  }

  /** Pairs in opposite order. */
  static int distance(int at, int m, double[] a, double[] b) {
    int opposite = 0;
    for (int i = at; i < at + m; i++) {
      for (int j = at; j < i; j++) {
        opposite += (a[i] < a[j]) == (b[i] < b[j]) ? 0 : 1;
      }
    }
    return opposite;
  }

  @Override
  public void addLogDensities(double[] row, double[] sum) {
    if (Double.isNaN(row[at])) {
      return;
    }
    for (int i = 0; i < centres.length; i++) {
      sum[i] +=
          Double.isNaN(centres[i][at])
              ? logPrior
              : -theta * distance(at, m, row, centres[i]) - logZ;
    }
    sum[centres.length] += logPrior;
  }

  @Override
  public void draw(int i, double[] unit, RandomGenerator random) {
    if (i == centres.length || Double.isNaN(centres[i][at])) {
      for (int k = at; k < at + m; k++) {
        unit[k] = random.nextDouble();
      }
      return;
    }
    double[] centre = centres[i];
    int[] reference =
        IntStream.range(at, at + m)
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(k -> centre[k]))
            .mapToInt(k -> k)
            .toArray();
    var order = new java.util.ArrayList<Integer>(m);
    for (int item : reference) {
      // Each item that follows the new one though it should go before costs one.
      int behind = 0;
      double total = Math.expm1(-theta * (order.size() + 1)) / Math.expm1(-theta);
      double left = random.nextDouble() * total - 1;
      while (left >= 0 && behind < order.size()) {
        behind++;
        left -= Math.exp(-theta * behind);
      }
      order.add(order.size() - behind, item);
    }
    for (int place = 0; place < m; place++) {
      unit[order.get(place)] = (place + 0.5) / m;
    }
  }
}
