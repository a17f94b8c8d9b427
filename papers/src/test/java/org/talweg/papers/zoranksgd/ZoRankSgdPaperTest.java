package org.talweg.papers.zoranksgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;
import org.talweg.search.ranking.Ranking;

class ZoRankSgdPaperTest {
  private static final ZoRankSgdPaper PAPER = new ZoRankSgdPaper();

  @Test
  void claimsHaveDifferentNames() {
    List<String> names = PAPER.claims().stream().map(Claim::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    Report report =
        Reproductions.run(
            "zo-ranksgd",
            ReproductionOptions.full().withQuick().withSeeds(1).withBase(1),
            new ReproductionListener() {});
    assertThat(report.quick()).isTrue();
    assertThat(report.claims()).hasSameSizeAs(PAPER.claims());
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
  }

  @Test
  void theFunctionsBeginAndEndAsThePaperHasThem() {
    var random = Context.random(1, "start");
    assertThat(Landscape.ROSENBROCK.value(Landscape.ROSENBROCK.start(random))).isEqualTo(99);
    double[] ones = new double[Landscape.DIMENSION];
    java.util.Arrays.fill(ones, 1);
    assertThat(Landscape.ROSENBROCK.value(ones)).isZero();
    assertThat(Landscape.QUADRATIC.value(ones)).isEqualTo(100);
  }

  /** P(1 before 2) = 1 / (1 + exp(-(v_2 - v_1) / T)); of 0, 1 and 10 the quartiles are 5 apart. */
  @Test
  void theRankerErrsAsPlackettAndLuceHaveIt() {
    var random = Context.random(3, "errors");
    int n = 20_000;
    int first = 0;
    for (int i = 0; i < n; i++) {
      Ranking ranking = Ranker.ERRING.rank(new double[] {0, 1, 10}, 3, random);
      first += ranking.better(0, 1) ? 1 : 0;
    }
    double p = 1 / (1 + Math.exp(-1 / 0.5));
    assertThat(first / (double) n).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / n)));
  }
}
