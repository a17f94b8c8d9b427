package org.talweg.search.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The least cost of exactly n machines with room for exactly p pods, for all n and p, by dynamic
 * programming over the types:
 *
 * <pre>
 *   g_j(n, p) = min over 0 <= k <= limit_j of  g_(j-1)(n - k, p - k r_j) + k c_j,   g_0(0, 0) = 0
 * </pre>
 *
 * <p>A type with limit L is split into bundles of 1, 2, 4, ... machines and a rest that together
 * make every k up to L, so that each bundle is taken or not; one bit per bundle and state remembers
 * which. Exact: the cheapest placement is the least g(n, p) over n and P &le; p &le; most room, and
 * the front of cost against machines holds the least for every n.
 *
 * <p>Time and bits: bundles x (most machines + 1) x (most room + 1); without counting machines the
 * middle factor is 1.
 */
final class CoveringTable {
  /** Some machines of one type. */
  private record Bundle(int type, int count, int room, double cost) {}

  private final int types;
  private final int pods;
  private final int width;
  private final int height;
  private final boolean counting;
  private final double[] least;
  private final List<Bundle> bundles;
  private final List<BitSet> taken = new ArrayList<>();

  CoveringTable(PlacementProblem problem, boolean counting) {
    this.types = problem.types().size();
    this.pods = problem.pods().count();
    this.width = problem.mostRoom() + 1;
    this.counting = counting;
    this.height = counting ? mostNodes(problem) + 1 : 1;
    this.bundles = bundles(problem);
    this.least = new double[Math.multiplyExact(width, height)];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    least[0] = 0;
    bundles.forEach(bundle -> taken.add(take(bundle)));
  }

  /** Steps of the computation. */
  static double steps(PlacementProblem problem, boolean counting) {
    double states = (problem.mostRoom() + 1.0) * (counting ? mostNodes(problem) + 1.0 : 1);
    return states * bundles(problem).size();
  }

  private static int mostNodes(PlacementProblem problem) {
    long limits = 0;
    int smallest = Integer.MAX_VALUE;
    for (int j = 0; j < problem.types().size(); j++) {
      if (problem.limit(j) > 0) {
        limits += problem.limit(j);
        smallest = Math.min(smallest, problem.room(j));
      }
    }
    return (int) Math.min(limits, problem.mostRoom() / smallest);
  }

  private static List<Bundle> bundles(PlacementProblem problem) {
    var bundles = new ArrayList<Bundle>();
    for (int j = 0; j < problem.types().size(); j++) {
      int left = problem.limit(j);
      for (int size = 1; left > 0; size *= 2) {
        int count = Math.min(size, left);
        double cost = count * problem.types().get(j).price();
        bundles.add(new Bundle(j, count, count * problem.room(j), cost));
        left -= count;
      }
    }
    return bundles;
  }

  /** States from the largest down, so that the bundle is taken once at most. */
  private BitSet take(Bundle bundle) {
    var better = new BitSet(least.length);
    int rows = counting ? bundle.count : 0;
    for (int n = height - 1; n >= rows; n--) {
      int row = n * width;
      int from = row - rows * width - bundle.room;
      for (int p = width - 1; p >= bundle.room; p--) {
        double cost = least[from + p] + bundle.cost;
        if (cost < least[row + p]) {
          least[row + p] = cost;
          better.set(row + p);
        }
      }
    }
    return better;
  }

  /** The cheapest placement; empty where the limits leave no room for all pods. */
  Optional<Placement> cheapest() {
    int best = -1;
    for (int n = 0; n < height; n++) {
      int state = cheapest(n);
      if (best < 0 || least[state] < least[best]) {
        best = state;
      }
    }
    return Double.isInfinite(least[best]) ? Optional.empty() : Optional.of(placement(best));
  }

  /** The placements that none beats in both cost and machines, the cheapest first. */
  List<Placement> front() {
    var front = new ArrayList<Placement>();
    double dearer = Double.POSITIVE_INFINITY;
    for (int n = height - 1; n >= 0; n--) {
      int state = cheapest(n);
      // Equal sums of prices differ in the last bits, depending on their order.
      if (least[state] < dearer * (1 - 1e-12)) {
        dearer = least[state];
        front.add(placement(state));
      }
    }
    Collections.reverse(front);
    return front;
  }

  /** The state of n machines and room enough whose cost is least. */
  private int cheapest(int n) {
    int best = n * width + pods;
    for (int state = best + 1; state < (n + 1) * width; state++) {
      if (least[state] < least[best]) {
        best = state;
      }
    }
    return best;
  }

  private Placement placement(int state) {
    int[] nodes = new int[types];
    int at = state;
    for (int b = bundles.size() - 1; b >= 0; b--) {
      if (taken.get(b).get(at)) {
        Bundle bundle = bundles.get(b);
        nodes[bundle.type] += bundle.count;
        at -= (counting ? bundle.count : 0) * width + bundle.room;
      }
    }
    return Placement.of(nodes);
  }
}
