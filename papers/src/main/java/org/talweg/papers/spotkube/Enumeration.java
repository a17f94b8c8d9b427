package org.talweg.papers.spotkube;

import java.util.Arrays;
import org.talweg.search.placement.PlacementProblem;

/**
 * Exhaustive search over the published box 0 &le; n_j &le; r: count by count like an odometer, cost
 * and room kept up to date by one addition each. Cost: prod_j (r + 1) placements.
 */
final class Enumeration {
  private Enumeration() {}

  /**
   * What was visited.
   *
   * @param seconds of the visits made
   * @param total placements in the box, of which at most some were visited
   */
  record Visited(long visited, double total, double cheapest, double seconds) {
    /** Of all, at the rate of those visited. */
    double secondsOfAll() {
      return seconds * total / visited;
    }
  }

  /** Visits at most so many placements. */
  static Visited run(PlacementProblem problem, long most) {
    int types = problem.types().size();
    int r = Math.max(4, problem.pods().count() / types);
    double[] price = new double[types];
    int[] room = new int[types];
    Arrays.setAll(price, j -> problem.types().get(j).price());
    Arrays.setAll(room, problem::room);
    int[] nodes = new int[types];
    double cost = 0;
    long fits = 0;
    double cheapest = Double.POSITIVE_INFINITY;
    long visited = 0;
    long start = System.nanoTime();
    while (visited < most) {
      visited++;
      if (fits >= problem.pods().count() && cost < cheapest) {
        cheapest = cost;
      }
      int j = 0;
      while (j < types && nodes[j] == r) {
        nodes[j] = 0;
        cost -= r * price[j];
        fits -= (long) r * room[j];
        j++;
      }
      if (j == types) {
        break;
      }
      nodes[j]++;
      cost += price[j];
      fits += room[j];
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Visited(visited, Math.pow(r + 1.0, types), cheapest, seconds);
  }
}
