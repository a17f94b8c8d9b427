package org.talweg.papers.nonsmoothpde;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;

class NonsmoothPdeTest {
  @Test
  void aQuickRunMeasuresEveryFigure() throws Exception {
    Report report =
        Reproductions.run(
            "nonsmooth-pde-mo",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims()).hasSameSizeAs(new NonsmoothPde().claims());
  }

  @Test
  void subgradientsArePartialDerivativesBesideKinks() {
    var pair = new KinkedPair();
    for (double[] u : new double[][] {{0.3, 0.2}, {1.2, 0.9}, {-0.4, 1.3}}) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          double[] above = u.clone();
          double[] below = u.clone();
          above[j] += 1e-6;
          below[j] -= 1e-6;
          double slope = (pair.values(above)[i] - pair.values(below)[i]) / 2e-6;
          assertThat(pair.subgradient(i, u)[j] - slope).isBetween(-1e-6, 1e-6);
        }
      }
    }
  }
}
