package org.talweg.search.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The volume of what a set of points dominates, up to a reference point:
 *
 * <pre>
 * HV(A, r) = volume of the union over a in A of the boxes [a_1, r_1] x ... x [a_m, r_m]
 * </pre>
 *
 * <p>Sources: for two objectives a sweep; for three the sweep with a staircase of Beume, Fonseca,
 * Lopez-Ibanez, Paquete and Vahrenhold, On the Complexity of Computing the Hypervolume Indicator
 * (2009); for more, WFG of While, Bradstreet and Barone, A Fast Way of Calculating Exact
 * Hypervolumes (2012), which adds what each point has alone against those after it.
 *
 * <p>Guarantees: exact but for rounding; points that do not dominate the reference, and dominated
 * or repeated ones, change nothing. Cost: O(n log n) for up to three objectives, for m &gt; 3
 * exponential in m at worst and in practice far below.
 */
public final class Hypervolume {
  private Hypervolume() {}

  /**
   * The hypervolume of the points, which are costs to be minimised.
   *
   * @throws IllegalArgumentException where a point has another number of objectives than the
   *     reference, one is NaN or negative infinity, or the reference is not finite
   */
  public static double of(List<double[]> points, double... reference) {
    var inside = new ArrayList<double[]>();
    for (double[] point : points) {
      if (check(point, reference)) {
        inside.add(point);
      }
    }
    return volume(inside, reference);
  }

  /** How much of the hypervolume of all is lost without the point, which need not be among them. */
  public static double alone(double[] point, List<double[]> others, double... reference) {
    var inside = new ArrayList<double[]>();
    for (double[] other : others) {
      if (check(other, reference)) {
        inside.add(other);
      }
    }
    return check(point, reference) ? alone(point, inside, 0, reference) : 0;
  }

  private static boolean check(double[] point, double[] reference) {
    if (point.length != reference.length) {
      throw new IllegalArgumentException(
          "a point of " + point.length + " objectives, a reference of " + reference.length);
    }
    boolean inside = true;
    for (int i = 0; i < point.length; i++) {
      if (!(point[i] > Double.NEGATIVE_INFINITY) || !Double.isFinite(reference[i])) {
        throw new IllegalArgumentException(
            "no volume between " + Arrays.toString(point) + " and " + Arrays.toString(reference));
      }
      inside &= point[i] < reference[i];
    }
    return inside;
  }

  private static double volume(List<double[]> points, double[] reference) {
    if (points.isEmpty()) {
      return 0;
    }
    return switch (reference.length) {
      case 1 -> reference[0] - points.stream().mapToDouble(p -> p[0]).min().orElseThrow();
      case 2 -> sweep(points, reference);
      case 3 -> staircase(points, reference);
      default -> wfg(points, reference);
    };
  }

  /** Two objectives: strips between the first costs, from the best first cost on. */
  private static double sweep(List<double[]> points, double[] reference) {
    var sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(p -> p[0]));
    double area = 0;
    double lowest = reference[1];
    for (double[] p : sorted) {
      if (p[1] < lowest) {
        area += (reference[0] - p[0]) * (lowest - p[1]);
        lowest = p[1];
      }
    }
    return area;
  }

  /**
   * Three objectives: layers between the third costs. The part of a layer that is dominated is
   * bounded by a staircase of the first two costs of all points below; inserting a point removes
   * the steps it dominates and adds the area it gains.
   */
  private static double staircase(List<double[]> points, double[] reference) {
    var sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(p -> p[2]));
    // From each step's first cost to its second, which falls as the first rises.
    var steps = new TreeMap<Double, Double>();
    steps.put(Double.NEGATIVE_INFINITY, reference[1]);
    steps.put(reference[0], Double.NEGATIVE_INFINITY);
    double area = 0;
    double volume = 0;
    double level = sorted.getFirst()[2];
    for (double[] p : sorted) {
      volume += area * (p[2] - level);
      level = p[2];
      area += insert(steps, p[0], p[1]);
    }
    return volume + area * (reference[2] - level);
  }

  /** The area gained. */
  private static double insert(TreeMap<Double, Double> steps, double x, double y) {
    double height = steps.floorEntry(x).getValue();
    if (height <= y) {
      return 0;
    }
    double gained = 0;
    double left = x;
    Map.Entry<Double, Double> next = steps.ceilingEntry(x);
    while (next.getValue() >= y) {
      gained += (next.getKey() - left) * (height - y);
      left = next.getKey();
      height = next.getValue();
      steps.remove(left);
      next = steps.higherEntry(left);
    }
    gained += (next.getKey() - left) * (height - y);
    steps.put(x, y);
    return gained;
  }

  /** More objectives: every point's volume that no later point shares. */
  private static double wfg(List<double[]> points, double[] reference) {
    var sorted = new ArrayList<>(points);
    int last = reference.length - 1;
    sorted.sort(Comparator.comparingDouble((double[] p) -> p[last]).reversed());
    double sum = 0;
    for (int i = 0; i < sorted.size(); i++) {
      sum += alone(sorted.get(i), sorted, i + 1, reference);
    }
    return sum;
  }

  /** The point's box less what the others, from that index on, dominate of it. */
  private static double alone(double[] point, List<double[]> others, int from, double[] reference) {
    var limited = new ArrayList<double[]>();
    for (double[] other : others.subList(from, others.size())) {
      double[] worse = new double[point.length];
      for (int i = 0; i < worse.length; i++) {
        worse[i] = Math.max(point[i], other[i]);
      }
      addUndominated(limited, worse);
    }
    double box = 1;
    for (int i = 0; i < point.length; i++) {
      box *= reference[i] - point[i];
    }
    return Math.max(0, box - volume(limited, reference));
  }

  private static void addUndominated(List<double[]> front, double[] point) {
    for (double[] other : front) {
      if (covers(other, point)) {
        return;
      }
    }
    front.removeIf(other -> covers(point, other));
    front.add(point);
  }

  private static boolean covers(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] > b[i]) {
        return false;
      }
    }
    return true;
  }
}
