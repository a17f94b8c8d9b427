package org.talweg.search.function;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

/**
 * Problems of one objective over an order of items, small enough that their optimum is proven. Each
 * evaluation costs O(n) for the tour and O(n^2) for the assignment.
 */
final class Orders {
  private Orders() {}

  static List<Family> families() {
    return List.of(
        Family.single("tour-burma14", Orders::burma14),
        Family.single("assignment-nug12", Orders::nug12));
  }

  /** Degrees and minutes, DDD.MM, of latitude and longitude. */
  private static final double[][] BURMA14 = {
    {16.47, 96.10}, {16.47, 94.44}, {20.09, 92.54}, {22.39, 93.37}, {25.23, 97.24},
    {22.00, 96.05}, {20.47, 97.02}, {17.20, 96.29}, {16.30, 97.38}, {14.05, 98.12},
    {16.53, 97.38}, {21.52, 95.59}, {19.41, 97.13}, {20.09, 94.55}
  };

  /** The shortest round trip of TSPLIB's burma14, in its whole kilometres. */
  private static TestFunction burma14() {
    int n = BURMA14.length;
    int[][] km = new int[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        km[i][j] = geographic(BURMA14[i], BURMA14[j]);
      }
    }
    return order(
        "tour-burma14",
        "Reinelt, TSPLIB: A Traveling Salesman Problem Library (1991), burma14",
        "tour",
        "c",
        n,
        tour -> {
          double length = 0;
          for (int i = 0; i < n; i++) {
            length += km[tour[i]][tour[(i + 1) % n]];
          }
          return length;
        },
        3323,
        1,
        10,
        9,
        11,
        8,
        13,
        7,
        12,
        6,
        5,
        4,
        3,
        14,
        2);
  }

  /** TSPLIB's GEO distance, with its own pi and radius, since those decide the rounding. */
  private static int geographic(double[] a, double[] b) {
    double q1 = Math.cos(radians(a[1]) - radians(b[1]));
    double q2 = Math.cos(radians(a[0]) - radians(b[0]));
    double q3 = Math.cos(radians(a[0]) + radians(b[0]));
    return (int) (6378.388 * Math.acos(0.5 * ((1 + q1) * q2 - (1 - q1) * q3)) + 1);
  }

  private static double radians(double degreesAndMinutes) {
    double degrees = Math.floor(degreesAndMinutes);
    return 3.141592 * (degrees + 5 * (degreesAndMinutes - degrees) / 3) / 180;
  }

  private static final int[][] NUG12_FLOWS = {
    {0, 5, 2, 4, 1, 0, 0, 6, 2, 1, 1, 1},
    {5, 0, 3, 0, 2, 2, 2, 0, 4, 5, 0, 0},
    {2, 3, 0, 0, 0, 0, 0, 5, 5, 2, 2, 2},
    {4, 0, 0, 0, 5, 2, 2, 10, 0, 0, 5, 5},
    {1, 2, 0, 5, 0, 10, 0, 0, 0, 5, 1, 1},
    {0, 2, 0, 2, 10, 0, 5, 1, 1, 5, 4, 0},
    {0, 2, 0, 2, 0, 5, 0, 10, 5, 2, 3, 3},
    {6, 0, 5, 10, 0, 1, 10, 0, 0, 0, 5, 0},
    {2, 4, 5, 0, 0, 1, 5, 0, 0, 0, 10, 10},
    {1, 5, 2, 0, 5, 5, 2, 0, 0, 0, 5, 0},
    {1, 0, 2, 5, 1, 4, 3, 5, 10, 5, 0, 2},
    {1, 0, 2, 5, 1, 0, 3, 0, 10, 0, 2, 0}
  };

  /** Twelve facilities on a grid of three rows of four, nearest neighbours at distance 1. */
  private static TestFunction nug12() {
    int n = NUG12_FLOWS.length;
    return order(
        "assignment-nug12",
        "Nugent, Vollmann and Ruml, An Experimental Comparison of Techniques for the Assignment of"
            + " Facilities to Locations (1968); QAPLIB nug12",
        "placement",
        "f",
        n,
        placed -> {
          double cost = 0;
          for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
              int distance = Math.abs(i / 4 - j / 4) + Math.abs(i % 4 - j % 4);
              cost += distance * NUG12_FLOWS[placed[i]][placed[j]];
            }
          }
          return cost;
        },
        578,
        12,
        7,
        9,
        3,
        4,
        8,
        11,
        1,
        5,
        6,
        10,
        2);
  }

  /** The cost of an order of the items 0 to n-1. */
  @FunctionalInterface
  private interface Cost {
    double of(int[] order);
  }

  private static TestFunction order(
      String name,
      String source,
      String parameter,
      String prefix,
      int n,
      Cost cost,
      double best,
      int... optimum) {
    String[] items = IntStream.rangeClosed(1, n).mapToObj(i -> prefix + i).toArray(String[]::new);
    List<String> known = List.of(items);
    Space space = Space.of(Parameter.permutation(parameter, items));
    var order = new ArrayList<String>();
    for (int item : optimum) {
      order.add(prefix + item);
    }
    Evaluation.Named rule =
        (Point point) -> {
          List<String> given = point.order(parameter);
          if (given.size() != n || !new HashSet<>(given).equals(new HashSet<>(known))) {
            throw new IllegalArgumentException(
                name + " orders the items " + String.join(" ", known) + ", not " + given);
          }
          return new double[] {cost.of(given.stream().mapToInt(known::indexOf).toArray())};
        };
    return TestFunction.of(
        name,
        source,
        space,
        1,
        0,
        new Evaluation.ByName(rule),
        new Optimum.Least(
            best, 0, List.of(space.point(Map.of(parameter, new Value.Order(order))))));
  }
}
