package org.talweg.papers.halpernvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import org.talweg.papers.Verdict;
import org.talweg.program.inclusion.MonotoneInclusion;

class HalpernVrTest {
  @Test
  void aQuickRunMeasuresEveryFigure() throws Exception {
    Report report =
        Reproductions.run(
            "halpern-vr",
            ReproductionOptions.full().withQuick().withBase(1),
            new ReproductionListener() {});
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    assertThat(report.claims()).hasSameSizeAs(new HalpernVr().claims());
  }

  @Test
  void thePowerIterationFindsTheLargestSingularValue() {
    assertThat(Instances.spectralNorm(new double[][] {{3, 0}, {0, -4}})).isCloseTo(4, within(1e-9));
    assertThat(Instances.spectralNorm(new double[][] {{1, 1}, {1, 1}})).isCloseTo(2, within(1e-9));
  }

  /** <F(u) - F(v), u - v> >= (1/n) sum ||F_i(u) - F_i(v)||^2, L being 1. */
  @Test
  void theQuadraticsAreCocoercive() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
    MonotoneInclusion problem = Instances.quadratics(30, 5, random);
    for (int pair = 0; pair < 50; pair++) {
      double[] u = random.doubles(5, -3, 3).toArray();
      double[] v = random.doubles(5, -3, 3).toArray();
      double inner = 0;
      double squares = 0;
      for (int i = 0; i < 30; i++) {
        double[] atU = new double[5];
        double[] atV = new double[5];
        problem.operator().component(i, u, atU);
        problem.operator().component(i, v, atV);
        for (int j = 0; j < 5; j++) {
          inner += (atU[j] - atV[j]) * (u[j] - v[j]) / 30;
          squares += (atU[j] - atV[j]) * (atU[j] - atV[j]) / 30;
        }
      }
      assertThat(inner).isGreaterThanOrEqualTo(squares - 1e-12);
    }
  }
}
