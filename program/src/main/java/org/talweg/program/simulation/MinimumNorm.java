package org.talweg.program.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The point of least norm in the convex hull of a few vectors p_1, .., p_m, by Wolfe's method: it
 * keeps a corral of affinely independent vectors, adds the one that lies most against the point so
 * far, and steps toward the affine hull's nearest point, dropping vectors whose weight runs out.
 *
 * <p>Source: P. Wolfe, "Finding the nearest point in a polytope", Math. Programming 11 (1976).
 * Finite; ends where x'p_j is at least x'x less {@value #TOLERANCE} of the largest square for all
 * j.
 */
final class MinimumNorm {
  private static final double TOLERANCE = 1e-12;
  private static final int MOST_STEPS = 1000;

  /**
   * The point.
   *
   * @param weights of the vectors, which sum to 1
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once
  record Point(double[] x, double[] weights) {}

  private MinimumNorm() {}

  /** The nearest point to 0; at least one vector. */
  static Point of(List<double[]> vectors) {
    int m = vectors.size();
    double[][] gram = new double[m][m];
    double largest = 0;
    int first = 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = dot(vectors.get(i), vectors.get(j));
        gram[j][i] = gram[i][j];
      }
      largest = Math.max(largest, gram[i][i]);
      first = gram[i][i] < gram[first][first] ? i : first;
    }
    var corral = new ArrayList<>(List.of(first));
    double[] weights = new double[m];
    weights[first] = 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] against = times(gram, weights);
      double square = 0;
      for (int i = 0; i < m; i++) {
        square += weights[i] * against[i];
      }
      int most = 0;
      for (int i = 1; i < m; i++) {
        most = against[i] < against[most] ? i : most;
      }
      if (against[most] >= square - TOLERANCE * largest || corral.contains(most)) {
        break;
      }
      corral.add(most);
      shrink(gram, corral, weights);
    }
    double[] x = new double[vectors.getFirst().length];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < x.length; j++) {
        x[j] += weights[i] * vectors.get(i)[j];
      }
    }
    return new Point(x, weights);
  }

  /** Goes to the affine hull's nearest point, or as far as weights allow, until it is reached. */
  private static void shrink(double[][] gram, List<Integer> corral, double[] weights) {
    while (true) {
      double[] affine = affine(gram, corral);
      double share = 1;
      int dropped = -1;
      for (int k = 0; k < corral.size(); k++) {
        double w = weights[corral.get(k)];
        if (affine[k] <= 0 && w / (w - affine[k]) < share) {
          share = w / (w - affine[k]);
          dropped = k;
        } else if (affine[k] <= 0 && w == 0) {
          share = 0;
          dropped = k;
        }
      }
      for (int k = 0; k < corral.size(); k++) {
        int i = corral.get(k);
        weights[i] = Math.max(0, (1 - share) * weights[i] + share * affine[k]);
      }
      if (dropped < 0) {
        return;
      }
      weights[corral.get(dropped)] = 0;
      corral.remove(dropped);
    }
  }

  /** Weights of sum 1 of least norm, whatever their sign: by elimination with pivots. */
  private static double[] affine(double[][] gram, List<Integer> corral) {
    int n = corral.size();
    double[][] a = new double[n + 1][n + 2];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = gram[corral.get(i)][corral.get(j)];
      }
      a[i][n] = 1;
      a[n][i] = 1;
    }
    a[n][n + 1] = 1;
    for (int k = 0; k <= n; k++) {
      int pivot = k;
      for (int i = k + 1; i <= n; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      if (row[k] == 0) {
        continue; // affinely dependent by rounding: that vector gets nothing
      }
      for (int i = 0; i <= n; i++) {
        double factor = i == k ? 0 : a[i][k] / row[k];
        for (int j = k; factor != 0 && j <= n + 1; j++) {
          a[i][j] -= factor * row[j];
        }
      }
    }
    double[] weights = new double[n];
    Arrays.setAll(weights, k -> a[k][k] == 0 ? 0 : a[k][n + 1] / a[k][k]);
    return weights;
  }

  private static double[] times(double[][] gram, double[] weights) {
    double[] product = new double[weights.length];
    Arrays.setAll(product, i -> dot(gram[i], weights));
    return product;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
