package org.talweg.search.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChebCbTest {
  @Property(tries = 100)
  void theSeriesIsThatOfCosines(@ForAll @DoubleRange(min = 0, max = 3.14) double angle) {
    double[] terms = ChebCb.chebyshev(Math.cos(angle), 6);
    for (int j = 0; j < 6; j++) {
      assertThat(terms[j]).isCloseTo(Math.cos(j * angle), within(1e-12));
    }
  }

  @Test
  void squareCbGivesTheInverseGapsAndTheRestToTheBest() {
    double[] p = ChebCb.squareCb(new double[] {0.5, 0.2, 0.3}, 10);
    assertThat(p[0]).isCloseTo(1 / 6.0, within(1e-15));
    assertThat(p[2]).isCloseTo(1 / 4.0, within(1e-15));
    assertThat(p[1]).isCloseTo(7 / 12.0, within(1e-15));
    assertThat(ChebCb.squareCb(new double[] {3}, 10)).containsExactly(1);
    double[] even = ChebCb.squareCb(new double[] {1, 2, 3, 4}, 0);
    assertThat(Arrays.stream(even)).allMatch(v -> Math.abs(v - 0.25) < 1e-15);
  }

  /** Projected gradient steps, many: slow, and independent of active sets. */
  private static double[] byProjectedGradient(double[][] g, double[] q, double[] u) {
    int m = q.length;
    double trace = 0;
    for (int j = 0; j < m; j++) {
      trace += g[j][j];
    }
    double[] theta = new double[m];
    for (int step = 0; step < 200_000; step++) {
      double[] next = new double[m];
      for (int j = 0; j < m; j++) {
        double gradient = -q[j];
        for (int k = 0; k < m; k++) {
          gradient += g[j][k] * theta[k];
        }
        next[j] = Math.clamp(theta[j] - gradient / trace, -u[j], u[j]);
      }
      theta = next;
    }
    return theta;
  }

  private static double value(double[][] g, double[] q, double[] theta) {
    double sum = 0;
    for (int j = 0; j < q.length; j++) {
      sum -= q[j] * theta[j];
      for (int k = 0; k < q.length; k++) {
        sum += g[j][k] * theta[j] * theta[k] / 2;
      }
    }
    return sum;
  }

  @Property(tries = 40)
  void theBoxedFitIsNoWorseThanProjectedGradients(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int rows) {
    var random = new Random(seed);
    int m = 4;
    double[][] g = new double[m][m];
    double[] q = new double[m];
    double[] u = new double[m];
    for (int row = 0; row < rows; row++) {
      double[] phi = ChebCb.chebyshev(random.nextDouble(-1, 1), m);
      double y = random.nextDouble();
      for (int j = 0; j < m; j++) {
        q[j] += y * phi[j];
        for (int k = 0; k < m; k++) {
          g[j][k] += phi[j] * phi[k];
        }
      }
    }
    Arrays.setAll(u, j -> random.nextDouble(0.01, 0.6));
    double[] theta = BoxLeastSquares.minimize(g, q, u);
    for (int j = 0; j < m; j++) {
      assertThat(Math.abs(theta[j])).isLessThanOrEqualTo(u[j]);
    }
    assertThat(value(g, q, theta))
        .isLessThanOrEqualTo(value(g, q, byProjectedGradient(g, q, u)) + 1e-8);
  }

  @Test
  void aFitInsideTheBoxIsOrdinaryLeastSquares() {
    double[][] g = {{2, 0.5}, {0.5, 1}};
    double[] q = {1, 0.75};
    double[] theta = BoxLeastSquares.minimize(g, q, new double[] {10, 10});
    // By Cramer's rule.
    assertThat(theta[0]).isCloseTo((1 - 0.375) / 1.75, within(1e-9));
    assertThat(theta[1]).isCloseTo((1.5 - 0.5) / 1.75, within(1e-9));
  }

  /** The best value follows the context: cost 1 + 20 |w - c| over w = 0, 1/9, ..., 1. */
  private static double lateMean(Tuner tuner, long seed) {
    var random = new Random(seed);
    double late = 0;
    for (int t = 0; t < 3000; t++) {
      double c = random.nextDouble();
      double cost = 1 + 20 * Math.abs(tuner.choose(OptionalDouble.of(c)) / 9.0 - c);
      tuner.observe(cost);
      late += t >= 2500 ? cost / 500 : 0;
    }
    return late;
  }

  @Test
  void itFollowsTheContextAndAFixedValueCannot() {
    // The best fixed value costs 1 + 20 / 4 = 6, a random one 1 + 20 / 3.
    assertThat(lateMean(ChebCb.tuner(10, 1, 0, 1, new Random(1)), 5)).isLessThan(4);
    assertThat(lateMean(BinnedTsallisInf.tuner(10, 1, 0, 1, 5, new Random(1)), 5)).isLessThan(6);
    assertThat(lateMean(TsallisInf.tuner(10, 1, new Random(1)), 5)).isGreaterThan(5.5);
  }

  @Test
  void constantCostsAndOneContextDoNoHarm() {
    for (double cost : new double[] {0, 1, 1e-300, 1e200}) {
      Tuner tuner = ChebCb.tuner(3, 0, 0, 1, new Random(1));
      for (int t = 0; t < 100; t++) {
        assertThat(tuner.choose(OptionalDouble.of(0.5))).isBetween(0, 2);
        tuner.observe(cost);
      }
    }
  }
}
