package org.talweg.papers.tournament;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Catalog;
import org.talweg.model.Budget;
import org.talweg.papers.tournament.Profiles.Cost;
import org.talweg.papers.tournament.Profiles.Standing;
import org.talweg.search.function.TestFunctions;

class ProfilesTest {
  private static Workload branin(String name, OptionalDouble target) {
    return new Workload(
        name, TestFunctions.find("branin").problem(), Budget.evaluations(40), target);
  }

  private static Match match(String workload, String solver, long seed, double... secondsAndValue) {
    var course = new ArrayList<Match.Step>();
    for (int i = 0; i < secondsAndValue.length; i += 2) {
      course.add(new Match.Step(secondsAndValue[i], i / 2 + 1, secondsAndValue[i + 1]));
    }
    return new Match(workload, solver, seed, course, 10, "");
  }

  private static List<Workload> two() {
    return List.of(branin("a", OptionalDouble.of(1)), branin("b", OptionalDouble.of(1)));
  }

  @Test
  void theScoreIsTheAreaUnderTheProfile() {
    List<Match> matches =
        List.of(
            match("a", "quick", 1, 1, 5, 2, 0.5),
            match("a", "slow", 1, 5, 1),
            match("b", "quick", 1, 3, 0.9),
            match("b", "slow", 1, 1, 2));
    var profiles = new Profiles(two(), matches, Cost.SECONDS);
    Standing quick = profiles.standings().getFirst();
    Standing slow = profiles.standings().getLast();
    assertThat(quick.solver()).isEqualTo("quick");
    assertThat(quick.score()).isEqualTo(1);
    // On a it takes 2.5 times as long, on b it misses: (4 - 2.5)/3 of one half.
    assertThat(slow.score()).isCloseTo(0.25, within(1e-12));
    assertThat(slow.profile(2)).isEqualTo(0);
    assertThat(slow.profile(2.5)).isEqualTo(0.5);
    assertThat(slow.reached()).isEqualTo(1);
    double area = 0;
    int steps = 30_000;
    for (int i = 0; i < steps; i++) {
      area += slow.profile(1 + 3 * (i + 0.5) / steps) / steps;
    }
    assertThat(slow.score()).isCloseTo(area, within(1e-4));
  }

  /** Rows are solvers, columns workloads; infinite where the target was missed. */
  private static List<Match> times(double[][] times) {
    var matches = new ArrayList<Match>();
    for (int s = 0; s < times.length; s++) {
      for (int w = 0; w < times[s].length; w++) {
        matches.add(
            Double.isInfinite(times[s][w])
                ? match("w" + w, "s" + s, 1)
                : match("w" + w, "s" + s, 1, times[s][w], 0.5));
      }
    }
    return matches;
  }

  private static Map<String, Double> scores(double[][] times) {
    List<Workload> workloads =
        IntStream.range(0, times[0].length)
            .mapToObj(w -> branin("w" + w, OptionalDouble.of(1)))
            .toList();
    return new Profiles(workloads, times(times), Cost.SECONDS)
        .standings().stream().collect(Collectors.toMap(Standing::solver, Standing::score));
  }

  private static final double[][] THREE = {{1, 2, 4}, {2, 1, 8}, {Double.POSITIVE_INFINITY, 4, 4}};

  @Test
  void threeSolversOnThreeWorkloadsByHand() {
    Map<String, Double> scores = scores(THREE);
    assertThat(scores.get("s0")).isCloseTo(8 / 9.0, within(1e-12));
    assertThat(scores.get("s1")).isCloseTo(7 / 9.0, within(1e-12));
    assertThat(scores.get("s2")).isCloseTo(3 / 9.0, within(1e-12));
  }

  @Property(tries = 50)
  void slowerWorkloadsChangeNothingAndAnotherSolverRaisesNobody(
      @ForAll @DoubleRange(min = 0.1, max = 50) double factor,
      @ForAll @Size(3) List<@DoubleRange(min = 0.1, max = 20) Double> fourth) {
    Map<String, Double> scores = scores(THREE);
    double[][] scaled = new double[3][];
    for (int s = 0; s < 3; s++) {
      scaled[s] = THREE[s].clone();
      scaled[s][1] *= factor;
    }
    scores(scaled).forEach((s, score) -> assertThat(score).isCloseTo(scores.get(s), within(1e-12)));
    double[][] more = Arrays.copyOf(THREE, 4);
    more[3] = fourth.stream().mapToDouble(v -> v).toArray();
    Map<String, Double> joined = scores(more);
    scores.forEach((s, score) -> assertThat(joined.get(s)).isLessThanOrEqualTo(score + 1e-12));
  }

  @Test
  void halfOfTheRunsMustReachTheTarget() {
    List<Match> matches =
        List.of(
            match("a", "s", 1, 1, 0.5),
            match("a", "s", 2, 1, 3),
            match("a", "s", 3, 7, 1),
            match("a", "t", 1, 1, 3),
            match("a", "t", 2, 1, 3),
            match("a", "t", 3, 1, 0.1));
    var profiles = new Profiles(List.of(branin("a", OptionalDouble.of(1))), matches, Cost.SECONDS);
    assertThat(profiles.standings().getFirst().costs()).containsExactly(7.0);
    assertThat(profiles.standings().getLast().score()).isEqualTo(0);
  }

  @Test
  void ofAStudyTheTrialThatIsFirstAtTheTargetCounts() {
    Workload workload = branin("a", OptionalDouble.of(1));
    List<Match> trials =
        List.of(
            match("a", "s", 1, 9, 0.2),
            match("a", "s", 1, 2, 3, 4, 0.9),
            match("a", "s", 1, 1, 5),
            match("a", "s", 2, 6, 1),
            match("a", "s", 3, 1, 2),
            match("a", "t", 1, 7, 1));
    List<Match> studies = Studies.fastest(workload, trials, Cost.SECONDS);
    assertThat(studies).hasSize(4);
    assertThat(studies)
        .extracting(m -> m.paid(workload, 1, Cost.SECONDS))
        .containsExactly(4.0, 6.0, Double.POSITIVE_INFINITY, 7.0);
    // The median over the studies of s is 6, so that t pays 7/6 of it.
    assertThat(
            new Profiles(List.of(workload), studies, Cost.SECONDS)
                .standings()
                .getLast()
                .ratios()
                .getFirst())
        .isCloseTo(7 / 6.0, within(1e-12));
  }

  @Test
  void withoutATargetItIsWhatHalfOfTheSolversReach() {
    List<Match> matches =
        List.of(
            match("a", "s", 1, 1, 0.5),
            match("a", "s", 2, 1, 0.7),
            match("a", "s", 3, 1, 0.9),
            match("a", "t", 1, 1, 3),
            match("a", "t", 2, 1, 3),
            match("a", "t", 3, 1, 0.1));
    var profiles =
        new Profiles(List.of(branin("a", OptionalDouble.empty())), matches, Cost.EVALUATIONS);
    assertThat(profiles.targets()).containsEntry("a", 3.0);
  }

  @Test
  void aTournamentReadsTheCourseOfEveryRun() throws Exception {
    Workload workload = branin("branin", OptionalDouble.empty());
    List<Match> matches =
        new Tournament(Catalog.load())
            .run(List.of(workload), List.of("gp", "random", "bobyqa-typo"), 2, (_, _, _) -> {});
    assertThat(matches).hasSize(6);
    assertThat(matches)
        .filteredOn(m -> m.solver().equals("bobyqa-typo"))
        .allMatch(m -> !m.refused().isEmpty());
    for (Match match : matches) {
      for (int i = 1; i < match.course().size(); i++) {
        assertThat(match.course().get(i).value()).isLessThan(match.course().get(i - 1).value());
        assertThat(match.course().get(i).evaluations()).isBetween(i + 1L, 40L);
      }
    }
    var profiles = new Profiles(List.of(workload), matches, Cost.EVALUATIONS);
    assertThat(profiles.standings().getFirst().solver()).isEqualTo("gp");
    assertThat(profiles.standings().getFirst().reached()).isEqualTo(2);
  }

  @Test
  void severalObjectivesAreRefused() {
    assertThatThrownBy(
            () ->
                new Workload(
                    "z",
                    TestFunctions.find("zdt1-6").problem(),
                    Budget.evaluations(10),
                    OptionalDouble.empty()))
        .hasMessageContaining("2 objectives");
  }
}
