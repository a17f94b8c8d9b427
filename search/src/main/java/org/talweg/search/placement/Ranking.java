package org.talweg.search.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.model.Assessment;
import org.talweg.model.Dominance;
import org.talweg.model.Objective;

/**
 * The order of NSGA-II (Deb et al. 2002): first by the number of fronts to peel off before a member
 * is undominated, then by the crowding distance, the sum over objectives of the gap between its
 * neighbours on its front, in units of the front's range; larger gaps first, ends infinite. Cost:
 * O(n^2) comparisons.
 */
final class Ranking {
  private Ranking() {}

  /** A member's front, from 0, and its crowding distance. The better place compares as less. */
  record Place(int front, double crowding) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::front)
            .thenComparing(Place::crowding, Comparator.reverseOrder());

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** The place of every member, in their order. */
  static List<Place> of(List<Objective> objectives, List<Assessment> members) {
    int n = members.size();
    int[] front = fronts(objectives, members);
    double[] crowding = new double[n];
    int last = Arrays.stream(front).max().orElse(-1);
    double[][] costs = new double[n][];
    Arrays.setAll(costs, i -> Dominance.costs(objectives, members.get(i)));
    for (int f = 0; f <= last; f++) {
      int here = f;
      List<Integer> of = IntStream.range(0, n).filter(i -> front[i] == here).boxed().toList();
      for (int k = 0; k < objectives.size(); k++) {
        addGaps(new ArrayList<>(of), costs, k, crowding);
      }
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      places.add(new Place(front[i], crowding[i]));
    }
    return places;
  }

  private static int[] fronts(List<Objective> objectives, List<Assessment> members) {
    int n = members.size();
    int[] dominators = new int[n];
    List<List<Integer>> dominated = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      dominated.add(new ArrayList<>());
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (Dominance.dominates(objectives, members.get(i), members.get(j))) {
          dominated.get(i).add(j);
          dominators[j]++;
        }
      }
    }
    int[] front = new int[n];
    List<Integer> current = IntStream.range(0, n).filter(i -> dominators[i] == 0).boxed().toList();
    for (int f = 0; !current.isEmpty(); f++) {
      List<Integer> next = new ArrayList<>();
      for (int i : current) {
        front[i] = f;
        for (int j : dominated.get(i)) {
          if (--dominators[j] == 0) {
            next.add(j);
          }
        }
      }
      current = next;
    }
    return front;
  }

  private static void addGaps(List<Integer> front, double[][] costs, int k, double[] crowding) {
    front.sort(Comparator.comparingDouble(i -> costs[i][k]));
    double range = costs[front.getLast()][k] - costs[front.getFirst()][k];
    crowding[front.getFirst()] = Double.POSITIVE_INFINITY;
    crowding[front.getLast()] = Double.POSITIVE_INFINITY;
    for (int i = 1; i + 1 < front.size() && range > 0; i++) {
      crowding[front.get(i)] += (costs[front.get(i + 1)][k] - costs[front.get(i - 1)][k]) / range;
    }
  }
}
