package org.talweg.papers.spotkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.talweg.papers.Claim;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;
import org.talweg.search.placement.ExactPlacement;
import org.talweg.search.placement.Placement;
import org.talweg.search.placement.PlacementProblem;

class SpotKubeTest {
  private static final SpotKube SPOTKUBE = new SpotKube();

  /** Figures that meet a criterion exactly, or miss it by a little. */
  private static Figure figure(Criterion criterion, boolean met) {
    double miss = criterion.relation() == Criterion.Relation.AT_MOST ? 1e-9 : -1e-9;
    return Figure.median(
        criterion.quantity(), criterion.method(), "", criterion.threshold() + (met ? 0 : miss));
  }

  @Test
  void everyClaimIsJudgedByItsStatedRule() {
    for (Claim claim : SPOTKUBE.claims()) {
      List<Criterion> all = claim.criteria();
      assertThat(verdict(claim, all)).isEqualTo(Verdict.HELD);
      assertThat(verdict(claim, List.of())).isEqualTo(Verdict.NOT_HELD);
      assertThat(verdict(claim, all.stream().filter(c -> !c.effect()).toList()))
          .isEqualTo(Verdict.NOT_HELD);
      assertThat(verdict(claim, List.of(all.getFirst()))).isEqualTo(Verdict.PARTLY);
      for (Criterion missed : all) {
        assertThat(verdict(claim, all.stream().filter(c -> !c.equals(missed)).toList()))
            .isEqualTo(Verdict.PARTLY);
      }
    }
  }

  private static Verdict verdict(Claim claim, List<Criterion> met) {
    return claim
        .judge(claim.criteria().stream().map(c -> figure(c, met.contains(c))).toList())
        .verdict();
  }

  @Test
  void claimsHaveDifferentNames() {
    List<String> names = SPOTKUBE.claims().stream().map(Claim::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    Report report =
        Reproductions.run(
            "spotkube",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.quick()).isTrue();
    assertThat(report.claims()).hasSameSizeAs(SPOTKUBE.claims());
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    Figure exact =
        report.figures().stream()
            .filter(f -> f.quantity().equals(PlacementStudy.relativeToOptimum(Catalogue.RANDOM)))
            .filter(f -> f.method().equals(PlacementStudy.OURS))
            .findFirst()
            .orElseThrow();
    assertThat(exact.spread().min()).isGreaterThanOrEqualTo(1 - 1e-9);
  }

  @Property(tries = 30)
  void enumerationWithinTheBoundFindsNothingBelowTheOptimum(
      @ForAll @LongRange(min = 0, max = 1000) long seed,
      @ForAll @IntRange(min = 10, max = 40) int pods) {
    PlacementProblem problem = PlacementStudy.problem(Catalogue.REPOSITORY.types(seed), pods);
    Enumeration.Visited visited = Enumeration.run(problem, Long.MAX_VALUE);
    double optimum = problem.cost(ExactPlacement.cheapest(problem).orElseThrow());
    assertThat((double) visited.visited()).isEqualTo(visited.total());
    assertThat(visited.cheapest()).isGreaterThanOrEqualTo(optimum - 1e-9);
  }

  @Test
  void thePublishedFitnessPenalisesIdlePlacementsAndRefusesSmallOnes() {
    PlacementProblem problem = PlacementStudy.problem(Catalogue.REPOSITORY.types(0), 12);
    var search = new PublishedSearch(problem, 100);
    assertThat(search.fitness(Placement.of(3, 0, 0, 0)))
        .isEqualTo(Map.of("cost", 1e9, "nodes", 0.0));
    assertThat(search.fitness(Placement.of(4, 0, 0, 0)))
        .isEqualTo(Map.of("cost", 4 * 0.0299, "nodes", 4.0));
    // Eight machines: 13.6 of 6 processors and 32 of 12 GiB, so rho = 32 / 12.
    Map<String, Double> idle = search.fitness(Placement.of(8, 0, 0, 0));
    assertThat(idle.get("cost")).isCloseTo(8 * 0.0299 * 32 / 12, within(1e-12));
    assertThat(idle.get("nodes")).isCloseTo(8 * 12 / 32.0, within(1e-12));
  }
}
