package org.talweg.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The order among assessments, with the rules of Deb (2000): a feasible one beats an infeasible
 * one, of two infeasible ones the less violated wins, and feasible ones are compared by Pareto
 * dominance, which for one objective is the usual order.
 */
public final class Dominance {
  private Dominance() {}

  /** The objective values as costs to be minimised. */
  public static double[] costs(List<Objective> objectives, Assessment a) {
    double[] costs = new double[objectives.size()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = objectives.get(i).direction().cost(a.objectives().get(i));
    }
    return costs;
  }

  /**
   * Whether {@code a} is better than {@code b}: less violated, or both feasible and {@code a}
   * nowhere worse and somewhere better.
   */
  public static boolean dominates(List<Objective> objectives, Assessment a, Assessment b) {
    return noWorse(objectives, a, b) && !noWorse(objectives, b, a);
  }

  private static boolean noWorse(List<Objective> objectives, Assessment a, Assessment b) {
    if (!a.feasible() || !b.feasible()) {
      return a.violation() <= b.violation();
    }
    for (int i = 0; i < objectives.size(); i++) {
      Direction direction = objectives.get(i).direction();
      if (direction.cost(a.objectives().get(i)) > direction.cost(b.objectives().get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The members that no other dominates, in their order; of members that are equally good (feasible
   * with the same objective values, or infeasible with the same violation) the first stays. Cost:
   * one comparison per pair of a member and a front member.
   */
  public static <T> List<T> front(
      List<Objective> objectives, List<T> members, Function<T, Assessment> assessment) {
    var front = new ArrayList<T>();
    for (T member : members) {
      addToFront(objectives, front, member, assessment);
    }
    return front;
  }

  /**
   * Adds a member to a front, unless one is as good, and drops what it dominates.
   *
   * @return whether the member joined
   */
  public static <T> boolean addToFront(
      List<Objective> objectives, List<T> front, T member, Function<T, Assessment> assessment) {
    Assessment a = assessment.apply(member);
    for (T other : front) {
      if (noWorse(objectives, assessment.apply(other), a)) {
        return false;
      }
    }
    front.removeIf(other -> noWorse(objectives, a, assessment.apply(other)));
    front.add(member);
    return true;
  }

  /**
   * The front's member nearest to the best of each objective, each objective scaled to the front's
   * range: a compromise where one must be named. The first of members that are equally near.
   */
  public static <T> T compromise(
      List<Objective> objectives, List<T> front, Function<T, Assessment> assessment) {
    List<double[]> costs =
        front.stream().map(member -> costs(objectives, assessment.apply(member))).toList();
    double[] distances = new double[front.size()];
    for (int i = 0; i < objectives.size(); i++) {
      int objective = i;
      double low = costs.stream().mapToDouble(c -> c[objective]).min().orElseThrow();
      double range = costs.stream().mapToDouble(c -> c[objective]).max().orElseThrow() - low;
      for (int k = 0; k < distances.length; k++) {
        double part = range == 0 ? 0 : (costs.get(k)[i] - low) / range;
        distances[k] += part * part;
      }
    }
    int nearest = 0;
    for (int k = 1; k < distances.length; k++) {
      nearest = distances[k] < distances[nearest] ? k : nearest;
    }
    return front.get(nearest);
  }
}
