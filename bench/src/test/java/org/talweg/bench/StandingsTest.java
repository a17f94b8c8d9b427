package org.talweg.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingsTest {
  private static final Contest CONTEST =
      new Contest(List.of("s"), List.of("planner", "a", "b"), 1, 10, false, List.of());

  private static Finished run(String problem, String solver, double gap) {
    return new Finished("s", problem, 2, solver, 1, 1000, List.of(gap), 1, 2, 10, solver, "");
  }

  @Test
  void reachIsTheShareOfSixOrdersOfMagnitude() {
    assertThat(Finished.reach(1, 1000)).isEqualTo(0.5, within(1e-12));
    assertThat(Finished.reach(0, 1000)).isEqualTo(1);
    assertThat(Finished.reach(1e-9, 1000)).isEqualTo(1);
    assertThat(Finished.reach(5000, 1000)).isEqualTo(0);
    assertThat(Finished.reach(Double.POSITIVE_INFINITY, 1000)).isEqualTo(0);
  }

  @Test
  void thePlannerIsComparedWithTheBestMeanNotTheBestOfEveryProblem() {
    Standings standings =
        Standings.of(
            CONTEST,
            List.of(
                run("p", "planner", 1),
                run("p", "a", 1e-3), // reach 1
                run("p", "b", 1e3), // 0
                run("q", "planner", 1), // 0.5
                run("q", "a", 1e3), // 0
                run("q", "b", 1e-1))); // 2/3
    Standings.Planner planner =
        standings.planner(standings.problems(), 0, Peers.none()).orElseThrow();
    assertThat(planner.single()).isEqualTo("a");
    assertThat(planner.singleReach()).isEqualTo(0.5, within(1e-12));
    assertThat(planner.reach()).isEqualTo(0.5, within(1e-12));
    assertThat(planner.holds()).isTrue();
  }

  @Test
  void equalGapsShareTheirPlacesAndARefusalComesLast() {
    Standings standings =
        Standings.of(
            CONTEST,
            List.of(
                run("p", "planner", 1),
                run("p", "a", 1),
                new Finished(
                    "s", "p", 2, "b", 1, Double.NaN, List.of(), 0, 0, 0, "", "not for me")));
    var problem = standings.problems().getFirst();
    assertThat(problem.rank("planner", 0)).isEqualTo(1.5);
    assertThat(problem.rank("a", 0)).isEqualTo(1.5);
    assertThat(problem.rank("b", 0)).isEqualTo(3);
    assertThat(problem.reach("b", 0)).isEqualTo(0);
    assertThat(standings.lines(standings.problems()).getLast().solver()).isEqualTo("b");
  }
}
