package org.talweg.papers.bilevelpenalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;

class BilevelPenaltyPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigure() throws Exception {
    Report report =
        Reproductions.run(
            "bilevel-penalty",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims()).hasSameSizeAs(new BilevelPenaltyPaper().claims());
  }

  @Test
  void theGradientsOfTheKnownValueFunctionsAgreeWithDifferences() {
    var problem = new ManyAnswers(7, 0);
    double[] x = new Random(7).doubles(ManyAnswers.N, -1, 1).toArray();
    double[] gradient = new double[ManyAnswers.N];
    double[] unused = new double[ManyAnswers.N];
    for (double s : new double[] {0, 0.1}) {
      double before = s == 0 ? problem.psi(x, gradient) : problem.psi(s, x, gradient);
      for (int i = 0; i < x.length; i++) {
        double[] moved = x.clone();
        moved[i] += 1e-6;
        double after = s == 0 ? problem.psi(moved, unused) : problem.psi(s, moved, unused);
        assertThat((after - before) / 1e-6).isCloseTo(gradient[i], within(1e-4));
      }
    }
  }

  @Test
  void thePenalisedValueIsTheLeastOfItsFunction() {
    // psi_s(x) = min over y of f + g / s, as g has the minimum 0: no y does better, one does as
    // well.
    var problem = new ManyAnswers(3, 0);
    double s = 0.2;
    double[] x = new Random(3).doubles(ManyAnswers.N, -1, 1).toArray();
    double[] z = Arrays.copyOf(x, ManyAnswers.N + ManyAnswers.M);
    double[] f = new double[z.length];
    double[] g = new double[z.length];
    for (int k = 0; k < 5000; k++) {
      problem.upper(z, 0, f);
      problem.lower(z, 0, g);
      for (int j = ManyAnswers.N; j < z.length; j++) {
        z[j] -= 0.1 * (f[j] + g[j] / s);
      }
    }
    problem.upper(z, 0, f);
    problem.lower(z, 0, g);
    double[] gradient = new double[ManyAnswers.N];
    problem.psi(s, x, gradient);
    for (int i = 0; i < x.length; i++) {
      assertThat(f[i] + g[i] / s).isCloseTo(gradient[i], within(1e-8));
    }
  }
}
