package org.talweg.papers.learningtorelax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;

class LearningToRelaxTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndNoMethodBeatsTheBestOfEachInstance() throws Exception {
    Report report =
        Reproductions.run(
            "learning-to-relax",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims()).hasSameSizeAs(new LearningToRelax().claims());
    assertThat(report.figures())
        .filteredOn(f -> f.quantity().contains("the best omega for each instance"))
        .isNotEmpty()
        .allMatch(f -> f.spread().min() >= 1);
  }
}
