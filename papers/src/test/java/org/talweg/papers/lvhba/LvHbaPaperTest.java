package org.talweg.papers.lvhba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;
import org.talweg.program.bilevel.LeaderFollower;

class LvHbaPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigure() throws Exception {
    Report report =
        Reproductions.run(
            "lv-hba",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims()).hasSameSizeAs(new LvHbaPaper().claims());
  }

  @Test
  void theCoupledToysSolutionIsFeasibleAndStationary() throws Exception {
    int n = 4;
    double[] values = new double[6];
    for (int k = -1; k <= 1; k++) {
      double x = -0.3 + 0.01 * k;
      double[] leader = new double[n];
      double[] follower = new double[2 * n];
      Arrays.fill(leader, x);
      Arrays.fill(follower, 0, n, x + 1);
      Arrays.fill(follower, n, 2 * n, -2 * x - 1);
      var assessment = CoupledToy.problem(n).assess(new LeaderFollower(leader, follower));
      assertThat(assessment.violation()).isZero();
      values[k + 1] = assessment.objective();
    }
    assertThat(values[1]).isLessThan(values[0]).isLessThan(values[2]);
    assertThat(values[1]).isCloseTo(0.05 * n, within(1e-12));
  }

  @Test
  void unrollingMoreStepsBringsItNearerToTheSolution() {
    double twenty = CoupledToy.unrolled(5, 20, 40_000);
    double sixty = CoupledToy.unrolled(5, 60, 120_000);
    assertThat(twenty).isLessThan(0.05);
    assertThat(sixty).isLessThan(twenty / 10);
  }
}
