package org.talweg.search.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;

/** Samples of Pareto fronts of two objectives. */
final class Fronts {
  private Fronts() {}

  /**
   * The first two values of the function at n places of a curve over [0, 1], by increasing first
   * cost and without dominated ones.
   */
  static List<double[]> along(
      UnaryOperator<double[]> function, DoubleFunction<double[]> curve, int n) {
    var values = new ArrayList<double[]>();
    for (int i = 0; i < n; i++) {
      double[] f = function.apply(curve.apply(n == 1 ? 0.5 : (double) i / (n - 1)));
      values.add(new double[] {f[0], f[1]});
    }
    return undominated(values);
  }

  /** Those that no other dominates, by increasing first cost; of equal ones the first. */
  static List<double[]> undominated(List<double[]> values) {
    var sorted = new ArrayList<>(values);
    sorted.sort(Comparator.<double[]>comparingDouble(f -> f[0]).thenComparingDouble(f -> f[1]));
    var front = new ArrayList<double[]>();
    for (double[] f : sorted) {
      if (front.isEmpty() || f[1] < front.getLast()[1]) {
        front.add(f);
      }
    }
    return front;
  }

  /** The place that is the part t of the way through the intervals [e0, e1], [e2, e3], ... */
  static double piecewise(double[] ends, double t) {
    double total = 0;
    for (int i = 0; i < ends.length; i += 2) {
      total += ends[i + 1] - ends[i];
    }
    double left = t * total;
    for (int i = 0; i < ends.length - 2; i += 2) {
      double length = ends[i + 1] - ends[i];
      if (left <= length) {
        return ends[i] + left;
      }
      left -= length;
    }
    return Math.min(ends[ends.length - 2] + left, ends[ends.length - 1]);
  }
}
