package org.talweg.papers.targetsurrogates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;
import org.talweg.program.composite.CompositeLoss;
import org.talweg.program.composite.TargetLoss;
import org.talweg.program.composite.TargetModel;

class TargetSurrogatesTest {
  @Test
  void aQuickRunMeasuresEveryFigure() throws Exception {
    Report report =
        Reproductions.run(
            "target-surrogates",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims()).hasSameSizeAs(new TargetSurrogates().claims());
  }

  /** Three of four alike are labelled 1, so that the best logit is ln 3. */
  @Test
  void newtonFindsTheMinimiserInClosedForm() {
    var problem =
        new CompositeLoss(
            "logit",
            TargetModel.linear(new double[][] {{1}, {1}, {1}, {1}}),
            TargetLoss.logistic(new double[] {1, 1, 1, -1}),
            new double[1],
            0.25);
    assertThat(new Newton(problem).minimiser()[0]).isCloseTo(Math.log(3), within(1e-9));
    assertThat(new Newton(problem).smoothness()).isCloseTo(0.25, within(1e-9));
  }
}
