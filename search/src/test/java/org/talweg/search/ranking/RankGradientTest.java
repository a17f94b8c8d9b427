package org.talweg.search.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class RankGradientTest {
  private static double[] mean(
      ToDoubleFunction<double[]> f, double[] x, double mu, int m, int k, int samples, long seed) {
    var random = new Random(seed);
    double[] sum = new double[x.length];
    for (int s = 0; s < samples; s++) {
      double[][] xi = new double[m][x.length];
      double[] cost = new double[m];
      for (int i = 0; i < m; i++) {
        double[] y = x.clone();
        for (int c = 0; c < x.length; c++) {
          xi[i][c] = random.nextGaussian();
          y[c] += mu * xi[i][c];
        }
        cost[i] = f.applyAsDouble(y);
      }
      double[] g = RankGradient.of(Ranking.byCost(m, k, i -> cost[i]), xi);
      Arrays.setAll(sum, c -> sum[c] + g[c] / samples);
    }
    return sum;
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int c = 0; c < a.length; c++) {
      ab += a[c] * b[c];
      aa += a[c] * a[c];
      bb += b[c] * b[c];
    }
    return ab / Math.sqrt(aa * bb);
  }

  /**
   * On f = ⟨a, y⟩ and a full order, E[g] = E|a difference of two normals| a/‖a‖ = 2/√π a/‖a‖,
   * whatever m: each edge is a pair of normals ordered along a.
   */
  @Test
  void itIsUnbiasedUpToLengthOnLinearFunctions() {
    double[] a = {3, -1, 0.5, 0, 2};
    double norm = Numbers.norm(a);
    ToDoubleFunction<double[]> f = y -> y[0] * 3 - y[1] + 0.5 * y[2] + 2 * y[4];
    for (int m : new int[] {2, 6}) {
      int samples = 20_000;
      double[] g = mean(f, new double[5], 0.1, m, m, samples, 11 + m);
      // A component of one g has a variance of at most 2: five standard deviations.
      double tolerance = 5 * Math.sqrt(2.0 / samples);
      for (int c = 0; c < 5; c++) {
        assertThat(g[c]).isCloseTo(2 / Math.sqrt(Math.PI) * a[c] / norm, within(tolerance));
      }
    }
  }

  @Test
  void partialOrdersPointTheSameWay() {
    ToDoubleFunction<double[]> f = y -> y[0] * 3 - y[1] + 0.5 * y[2] + 2 * y[4];
    for (int k : new int[] {1, 3}) {
      double[] g = mean(f, new double[5], 0.1, 8, k, 20_000, 5);
      assertThat(cosine(g, new double[] {3, -1, 0.5, 0, 2})).isGreaterThan(0.999);
    }
  }

  @Test
  void onAQuadraticItPointsAlongTheGradientAsMuGoesToZero() {
    double[] x = {1, -0.5, 0.25, 2};
    double[] gradient = {2, -4, 2, 2};
    ToDoubleFunction<double[]> f =
        y -> y[0] * y[0] + 4 * y[1] * y[1] + 4 * y[2] * y[2] + 0.5 * y[3] * y[3];
    assertThat(cosine(mean(f, x, 0.001, 6, 6, 20_000, 3), gradient)).isGreaterThan(0.999);
    assertThat(cosine(mean(f, x, 0.3, 6, 6, 20_000, 3), gradient)).isGreaterThan(0.95);
  }

  /** Var of the direction: a full order of m says more than the best of m, and that than a pair. */
  @Test
  void moreEdgesMeanLessVariance() {
    ToDoubleFunction<double[]> f = y -> y[0];
    double[] variance = new double[3];
    int[][] oracles = {{2, 2}, {8, 1}, {8, 8}};
    for (int o = 0; o < 3; o++) {
      var random = new Random(17);
      for (int s = 0; s < 4_000; s++) {
        int m = oracles[o][0];
        double[][] xi = new double[m][10];
        for (double[] one : xi) {
          Arrays.setAll(one, c -> random.nextGaussian());
        }
        double[] g =
            RankGradient.of(Ranking.byCost(m, oracles[o][1], i -> f.applyAsDouble(xi[i])), xi);
        for (int c = 1; c < 10; c++) {
          variance[o] += g[c] * g[c] / (g[0] * g[0] + 1e-9) / 4_000;
        }
      }
    }
    assertThat(variance[2]).isLessThan(variance[1]);
    assertThat(variance[1]).isLessThan(variance[0]);
  }
}
