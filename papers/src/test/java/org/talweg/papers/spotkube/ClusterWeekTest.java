package org.talweg.papers.spotkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.search.placement.NodeType;
import org.talweg.search.placement.Placement;
import org.talweg.search.placement.PlacementProblem;

/** What every simulated week conserves. */
class ClusterWeekTest {
  private static final List<NodeType> TYPES = Catalogue.REPOSITORY.types(0);
  private static final PlacementProblem PROBLEM = PlacementStudy.problem(TYPES, 1);

  /** Machines of the first type for half the pods, of the last for the other half. */
  private static Placement halves(int pods) {
    return Placement.of(
        Math.ceilDiv(pods, 2 * PROBLEM.room(0)), 0, 0, Math.ceilDiv(pods, 2 * PROBLEM.room(3)));
  }

  private static ClusterWeek week(long seed, boolean revocations, boolean spot) {
    var market = new SpotMarket(seed, TYPES.size(), revocations);
    return ClusterWeek.simulate(
        PROBLEM, Demand.week(seed, 10), market, ClusterWeekTest::halves, spot);
  }

  private static long wantedMinutes(long seed) {
    return Arrays.stream(Demand.week(seed, 10))
        .mapToLong(pods -> 60L * halves(pods).nodes().stream().mapToInt(n -> n).sum())
        .sum();
  }

  @Property(tries = 20)
  void everyWantedMachineRunsOrIsBeingReplaced(@ForAll long seed) {
    ClusterWeek week = week(seed, true, true);
    assertThat(week.machineMinutes() + week.lostMinutes()).isEqualTo(wantedMinutes(seed));
  }

  @Property(tries = 20)
  void withoutRevocationsNothingIsLostAndEveryPodIsServed(@ForAll long seed) {
    for (ClusterWeek week : List.of(week(seed, false, true), week(seed, true, false))) {
      assertThat(week.lostMinutes()).isZero();
      assertThat(week.unserved()).isZero();
      assertThat(week.shortfallMinutes()).isZero();
      assertThat(week.worstLost()).isZero();
      assertThat(week.machineMinutes()).isEqualTo(wantedMinutes(seed));
    }
  }

  @Property(tries = 20)
  void onDemandCostsTheSumOfItsHours(@ForAll long seed) {
    var market = new SpotMarket(seed, TYPES.size(), true);
    double expected = 0;
    for (int pods : Demand.week(seed, 10)) {
      for (int j = 0; j < TYPES.size(); j++) {
        expected += halves(pods).nodes().get(j) * TYPES.get(j).price() * market.onDemand(j);
      }
    }
    assertThat(week(seed, true, false).cost()).isCloseTo(expected, within(1e-6));
  }

  @Property(tries = 20)
  void unservedPodsNeedAShortfallAndRoomThatWasLost(@ForAll long seed) {
    ClusterWeek week = week(seed, true, true);
    assertThat(week.unserved()).isGreaterThanOrEqualTo(week.shortfallMinutes());
    assertThat(week.shortfallMinutes()).isLessThanOrEqualTo((int) week.lostMinutes());
    double room = 7.0 * week.lostMinutes();
    assertThat(week.unserved()).isLessThanOrEqualTo(room);
  }

  @Property(tries = 20)
  void aPlacementOfTwiceTheMachinesServesNoFewerPods(@ForAll long seed) {
    var market = new SpotMarket(seed, TYPES.size(), true);
    ClusterWeek twice =
        ClusterWeek.simulate(
            PROBLEM,
            Demand.week(seed, 10),
            market,
            pods -> Placement.of(halves(pods).nodes().stream().mapToInt(n -> 2 * n).toArray()),
            true);
    assertThat(twice.unserved()).isLessThanOrEqualTo(week(seed, true, true).unserved());
  }

  @Test
  void aLostMachineIsMissedForThreeMinutes() {
    // One machine, needed all week: each loss costs three minutes, unless the week ends first.
    int[] demand = new int[Demand.HOURS];
    Arrays.fill(demand, 1);
    var market = new SpotMarket(11, TYPES.size(), true);
    ClusterWeek week =
        ClusterWeek.simulate(PROBLEM, demand, market, pods -> Placement.of(1, 0, 0, 0), true);
    assertThat(week.lostMinutes()).isPositive();
    assertThat(week.lostMinutes() % ClusterWeek.REPLACEMENT).isZero();
    assertThat(week.shortfallMinutes()).isEqualTo((int) week.lostMinutes());
  }

  @Test
  void machinesAreLostAsOftenAsStated() {
    // Mean over types and seeds of an hourly probability drawn from 0.02 to 0.15.
    long lost = 0;
    long hours = 0;
    for (long seed = 0; seed < 60; seed++) {
      var market = new SpotMarket(seed, 4, true);
      for (int j = 0; j < 4; j++) {
        for (int minute = 0; minute < 60 * Demand.HOURS; minute++) {
          lost += market.lost(j, minute, 10);
        }
        hours += 10 * Demand.HOURS;
      }
    }
    // An event in two minutes of one hour counts twice, hence a little above the mean of 0.085.
    assertThat((double) lost / hours).isBetween(0.08, 0.1);
  }

  @Property(tries = 50)
  void demandIsWithinItsBounds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int step) {
    for (int pods : Demand.week(seed, step)) {
      assertThat(pods).isBetween(step, 100 + step / 2);
      assertThat(pods % step).isZero();
    }
  }
}
