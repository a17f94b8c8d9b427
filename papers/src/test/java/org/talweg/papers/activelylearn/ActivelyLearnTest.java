package org.talweg.papers.activelylearn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;

class ActivelyLearnTest {
  @Test
  void aQuickRunMeasuresEveryFigure() throws Exception {
    Report report =
        Reproductions.run(
            "actively-learn",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims()).hasSameSizeAs(new ActivelyLearn().claims());
  }
}
