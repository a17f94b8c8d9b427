package org.talweg.papers.botutorial;

import static org.assertj.core.api.Assertions.assertThat;

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

class BoTutorialTest {
  private static final BoTutorial PAPER = new BoTutorial();

  @Test
  void claimsHaveDifferentNames() {
    List<String> names = PAPER.claims().stream().map(Claim::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void aQuickRunMeasuresEveryFigureAndItsIdentitiesHold() throws Exception {
    Report report =
        Reproductions.run(
            "bo-tutorial",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.quick()).isTrue();
    assertThat(report.claims()).hasSameSizeAs(PAPER.claims());
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims().subList(3, 6))
        .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Verdict.HELD));
  }

  /**
   * With hardly any noise and twice as many evaluations as candidates, all that learns finds it.
   */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RANDOM")
  void everyArmThatLearnsFindsTheBestOfAFewCandidates(Arm arm) {
    GaussianBandit bandit = GaussianBandit.draw(12, 2, 0.15, 1e-3, Context.random(7, "bandit"));
    double[] errors = bandit.errors(24, Context.random(7, "errors"));
    assertThat(NoiseStudy.regret(bandit, errors, arm, 7)).isZero();
  }
}
