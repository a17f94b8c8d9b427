package org.talweg.papers.equitablesampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;

class EquitableSamplingTest {
  @Test
  void aQuickRunMeasuresEveryFigure() throws Exception {
    Report report =
        Reproductions.run(
            "equitable-sampling",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims()).hasSameSizeAs(new EquitableSampling().claims());
  }

  @Test
  void noPolicyScoresAboveTheHeritability() {
    var genotypes = new Genotypes(3, true);
    // A model of 500 samples explains much, and no more than there is, up to the test's error.
    assertThat(genotypes.score(0, 500)).isBetween(0.25, 0.65);
    assertThat(genotypes.score(0, 60)).isBetween(0.0, genotypes.score(0, 500));
    assertThat(genotypes.score(0, 0)).isZero();
  }

  @Test
  void anEstimateFromCollectedSamplesIsNearTheScore() {
    var genotypes = new Genotypes(5, true);
    assertThat(genotypes.estimate(0, 250, 500)).isCloseTo(genotypes.score(0, 250), within(0.15));
  }

  @Test
  void estimatesOfKnownCurvesAreOffByTheStatedError() {
    double squares = 0;
    for (int seed = 0; seed < 400; seed++) {
      var curves = new KnownCurves(seed, 0.02);
      double error = curves.estimate(1, 160, 300) - curves.score(1, 160);
      squares += error * error;
    }
    // sd sqrt(40 / 160) = 0.01; the root of a mean of 400 squares is within 5 x 3.5% of it.
    assertThat(Math.sqrt(squares / 400)).isCloseTo(0.01, within(0.0018));
  }
}
