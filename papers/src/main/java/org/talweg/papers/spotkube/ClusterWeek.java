package org.talweg.papers.spotkube;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.talweg.search.placement.Placement;
import org.talweg.search.placement.PlacementProblem;

/**
 * A week of a cluster, minute by minute. At every full hour the placement becomes the policy's for
 * the pods wanted; such changes take no time, for they can be prepared. A machine that is lost is
 * replaced by one of its type {@value #REPLACEMENT} minutes later, is not paid meanwhile, and its
 * pods go unserved where the other machines have no idle room.
 *
 * @param cost in $
 * @param shortfallMinutes in which some pod went unserved
 * @param unserved pod-minutes that went unserved
 * @param worstLost pod-minutes of room lost per hour, mean over the worst 5% of hours
 * @param machineMinutes that machines ran, which are paid
 * @param lostMinutes that machines waited to be replaced
 */
record ClusterWeek(
    double cost,
    int shortfallMinutes,
    double unserved,
    double worstLost,
    long machineMinutes,
    long lostMinutes) {
  /** Minutes until a lost machine is replaced. */
  static final int REPLACEMENT = 3;

  private static final double WORST = 0.05;

  /**
   * Simulates.
   *
   * @param spot whether machines are revocable and at spot prices, or on demand
   */
  static ClusterWeek simulate(
      PlacementProblem problem,
      int[] demand,
      SpotMarket market,
      IntFunction<Placement> policy,
      boolean spot) {
    int types = problem.types().size();
    // Machines of each type being replaced, by the minute modulo REPLACEMENT in which they return.
    int[][] returning = new int[types][REPLACEMENT];
    int[] down = new int[types];
    double[] lostRoom = new double[demand.length];
    double cost = 0;
    int shortfallMinutes = 0;
    double unserved = 0;
    long machineMinutes = 0;
    long lostMinutes = 0;
    for (int minute = 0; minute < 60 * demand.length; minute++) {
      int hour = minute / 60;
      Placement placement = policy.apply(demand[hour]);
      long room = 0;
      for (int j = 0; j < types; j++) {
        down[j] -= returning[j][minute % REPLACEMENT];
        returning[j][minute % REPLACEMENT] = 0;
        int wanted = placement.nodes().get(j);
        if (spot && wanted > down[j]) {
          int lost = market.lost(j, minute, wanted - down[j]);
          returning[j][minute % REPLACEMENT] = lost;
          down[j] += lost;
        }
        // The placement may have shrunk meanwhile: what is not wanted is not missed.
        int missing = Math.min(down[j], wanted);
        int running = wanted - missing;
        double factor = spot ? market.price(j, hour) : market.onDemand(j);
        cost += running * problem.types().get(j).price() * factor / 60;
        room += (long) running * problem.room(j);
        lostRoom[hour] += missing * problem.room(j);
        machineMinutes += running;
        lostMinutes += missing;
      }
      long missingPods = Math.max(0, demand[hour] - room);
      unserved += missingPods;
      shortfallMinutes += missingPods > 0 ? 1 : 0;
    }
    return new ClusterWeek(
        cost, shortfallMinutes, unserved, worst(lostRoom), machineMinutes, lostMinutes);
  }

  private static double worst(double[] hours) {
    double[] sorted = hours.clone();
    Arrays.sort(sorted);
    int count = (int) Math.ceil(WORST * sorted.length);
    return Arrays.stream(sorted, sorted.length - count, sorted.length).average().orElse(0);
  }
}
