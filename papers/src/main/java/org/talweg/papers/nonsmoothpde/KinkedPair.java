package org.talweg.papers.nonsmoothpde;

import java.util.Arrays;
import org.talweg.program.simulation.Simulation;

/**
 * Two standard functions with kinks,
 *
 * <pre>
 *   f1 = max{ x^2 + (y - 1)^2 + y - 1, -x^2 - (y - 1)^2 + y + 1 }      (Crescent)
 *   f2 = -x + 2 (x^2 + y^2 - 1) + 1.75 |x^2 + y^2 - 1|                 (Mifflin 2)
 * </pre>
 */
final class KinkedPair implements Simulation {
  @Override
  public int variables() {
    return 2;
  }

  @Override
  public int objectives() {
    return 2;
  }

  @Override
  public double[] values(double[] u) {
    double x = u[0];
    double y = u[1];
    double bowl = x * x + (y - 1) * (y - 1);
    double ring = x * x + y * y - 1;
    return new double[] {
      Math.max(bowl + y - 1, -bowl + y + 1), -x + 2 * ring + 1.75 * Math.abs(ring)
    };
  }

  @Override
  public double[] subgradient(int i, double[] u) {
    double x = u[0];
    double y = u[1];
    if (i == 0) {
      double bowl = x * x + (y - 1) * (y - 1);
      double sign = bowl + y - 1 >= -bowl + y + 1 ? 1 : -1;
      return new double[] {2 * sign * x, 2 * sign * (y - 1) + 1};
    }
    double factor = 2 + (x * x + y * y - 1 >= 0 ? 1.75 : -1.75);
    return new double[] {-1 + 2 * factor * x, 2 * factor * y};
  }

  /** The least f2 among points of a grid over [-0.5, 1.5]^2 whose f1 is below a value. */
  static final class Grid {
    private static final int SIDE = 601;
    private final double[] first;
    private final double[] leastSecond;

    Grid() {
      var pair = new KinkedPair();
      double[][] all = new double[SIDE * SIDE][];
      for (int k = 0; k < all.length; k++) {
        double x = -0.5 + 2.0 * (k % SIDE) / (SIDE - 1);
        double y = -0.5 + 2.0 * (k / SIDE) / (SIDE - 1);
        all[k] = pair.values(new double[] {x, y});
      }
      Arrays.sort(all, (a, b) -> Double.compare(a[0], b[0]));
      first = Arrays.stream(all).mapToDouble(v -> v[0]).toArray();
      leastSecond = new double[all.length];
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < all.length; k++) {
        least = Math.min(least, all[k][1]);
        leastSecond[k] = least;
      }
    }

    /** Whether some point of the grid is better by more than a margin in both. */
    boolean dominates(double[] values, double margin) {
      int at = Arrays.binarySearch(first, values[0] - margin);
      int below = (at >= 0 ? at : -at - 1) - 1;
      return below >= 0 && leastSecond[below] < values[1] - margin;
    }
  }
}
