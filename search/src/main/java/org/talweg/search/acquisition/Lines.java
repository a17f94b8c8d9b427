package org.talweg.search.acquisition;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The line formula: ln (E[max_i (a_i + b_i Z)] - max_i a_i) for a standard normal Z, exactly, with
 * its slopes in every a_i and b_i.
 *
 * <pre>
 *   Σ_k (b_{k+1} - b_k) h(-|c_k|),   h(z) = φ(z) + z Φ(z)
 * </pre>
 *
 * over the lines of the upper envelope in the order of b, where c_k is where lines k and k+1 meet.
 *
 * <p>Frazier, "A tutorial on Bayesian optimization" (2018), section 4.2; Frazier, Powell and
 * Dayanik, "The knowledge gradient policy for correlated normal beliefs" (2009), algorithm 1.
 * Summed in logarithms, so that it is finite wherever two lines differ in slope. Cost: O(n log n).
 */
public final class Lines {
  private final Integer[] order;
  private final int[] hull;
  private final double[] logs;
  private final double[] a;
  private final double[] b;

  /** ∂/∂a_i of the last value. */
  final double[] onA;

  /** ∂/∂b_i of the last value. */
  final double[] onB;

  Lines(int n) {
    order = new Integer[n];
    hull = new int[n];
    logs = new double[n];
    a = new double[n];
    b = new double[n];
    onA = new double[n];
    onB = new double[n];
  }

  /** The logarithm of the expected gain of lines with these intercepts and slopes. */
  public static double logGain(double[] a, double[] b) {
    var lines = new Lines(a.length);
    System.arraycopy(a, 0, lines.a, 0, a.length);
    System.arraycopy(b, 0, lines.b, 0, b.length);
    return lines.logGain();
  }

  /** The intercepts, to be written before {@link #logGain}. */
  double[] a() {
    return a;
  }

  /** The slopes, to be written before {@link #logGain}. */
  double[] b() {
    return b;
  }

  /** The logarithm of the expected gain; -∞ where all slopes are equal. */
  double logGain() {
    int size = envelope();
    Arrays.fill(onA, 0);
    Arrays.fill(onB, 0);
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k + 1 < size; k++) {
      double rise = b[hull[k + 1]] - b[hull[k]];
      logs[k] = Math.log(rise) + Normal.logImprovement(-Math.abs(meeting(k)));
      most = Math.max(most, logs[k]);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (int k = 0; k + 1 < size; k++) {
      sum += Math.exp(logs[k] - most);
    }
    for (int k = 0; k + 1 < size; k++) {
      int i = hull[k];
      int j = hull[k + 1];
      double rise = b[j] - b[i];
      double c = meeting(k);
      double share = Math.exp(logs[k] - most) / sum / rise;
      double byA = share * Math.signum(c) * Normal.logImprovementSlope(-Math.abs(c));
      double byB = share * Normal.densityOverImprovement(-Math.abs(c));
      onA[i] -= byA;
      onA[j] += byA;
      onB[i] -= byB;
      onB[j] += byB;
    }
    return most + Math.log(sum);
  }

  private double meeting(int k) {
    return meeting(hull[k], hull[k + 1]);
  }

  /** The z at which line j, of greater slope, overtakes line i. */
  private double meeting(int i, int j) {
    return (a[i] - a[j]) / (b[j] - b[i]);
  }

  /** Lists in {@code hull} the lines that are highest somewhere, by slope; returns how many. */
  private int envelope() {
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        Comparator.comparingDouble((Integer i) -> b[i]).thenComparingDouble((Integer i) -> a[i]));
    int size = 0;
    for (int next : order) {
      if (size > 0 && b[hull[size - 1]] == b[next]) {
        size--;
      }
      while (size > 1 && meeting(hull[size - 1], next) <= meeting(hull[size - 2], hull[size - 1])) {
        size--;
      }
      hull[size++] = next;
    }
    return size;
  }
}
