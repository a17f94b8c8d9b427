package org.talweg.papers.fewuniquecandidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;
import org.talweg.papers.bandit.GaussianBandit;

class FewUniqueCandidatesTest {
  private static final FewUniqueCandidates PAPER = new FewUniqueCandidates();

  @Test
  void claimsHaveDifferentNames() {
    List<String> names = PAPER.claims().stream().map(Claim::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    Report report =
        Reproductions.run(
            "few-unique-candidates",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.quick()).isTrue();
    assertThat(report.claims()).hasSameSizeAs(PAPER.claims());
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims())
        .filteredOn(
            claim ->
                claim.name().equals("the posterior on unique points is the posterior")
                    || claim.name().equals("repeats hide at most C"))
        .hasSize(2)
        .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Verdict.HELD));
  }

  /** B σ²/λ ≤ C² - 1 wherever there is more than one repeat, and one more would break it. */
  @Test
  void repeatsAreAsManyAsTheStalenessAllows() {
    for (double variance : new double[] {1, 0.1, 7e-4, 3e-5}) {
      int b = MiniMeta.repeats(1.2, 0.01, variance);
      assertThat(b == 1 || 1 + b * variance / 0.01 <= 1.2 * 1.2).isTrue();
      assertThat(1 + (b + 1) * variance / 0.01).isGreaterThan(1.2 * 1.2);
    }
    assertThat(MiniMeta.repeats(1, 0.01, 1e-5)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void withoutStalenessEveryObservationIsARoundOnEitherPosterior(Rule rule) throws Exception {
    var bandit = GaussianBandit.draw(60, 2, 0.3, 0.1, Context.random(4, "bandit"));
    double[] errors = bandit.errors(40, Context.random(4, "errors"));
    var unique = MiniMeta.run(bandit, errors, rule, 1, new Posterior.OfUniquePoints(bandit));
    var all = MiniMeta.run(bandit, errors, rule, 1, new Posterior.OfAllObservations(bandit));
    assertThat(unique.rounds()).isEqualTo(40);
    assertThat(all.chosen()).isEqualTo(unique.chosen());
    assertThat(all.regret()).isCloseTo(unique.regret(), within(1e-12));
    assertThat(unique.shrinkage()).isZero();
  }
}
