package org.talweg.program.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LbfgsbTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Rosenbrock's function in pairs of neighbours. */
  private static double chain(double[] x, double[] g) {
    double f = 0;
    Arrays.fill(g, 0);
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      f += 100 * a * a + b * b;
      g[i] += -400 * a * x[i] - 2 * b;
      g[i + 1] += 200 * a;
    }
    return f;
  }

  private static double[] all(int n, double value) {
    double[] v = new double[n];
    Arrays.fill(v, value);
    return v;
  }

  private static Lbfgsb.Result minimise(Lbfgsb.Smooth f, int n, double from, double l, double u) {
    return Lbfgsb.minimise(f, all(n, from), all(n, l), all(n, u), 1e-8, 5000, () -> false);
  }

  @Test
  void withoutBoundsRosenbrocksChainIsMinimised() {
    var result = minimise(LbfgsbTest::chain, 50, -1, -INF, INF);
    assertThat(result.converged()).isTrue();
    assertThat(result.objective()).isLessThan(1e-12);
    assertThat(result.evaluations()).isLessThan(1000);
  }

  @Test
  void activeBoundsAreFound() {
    var result = minimise(LbfgsbTest::chain, 50, 3, 1.5, 4);
    assertThat(result.converged()).isTrue();
    assertThat(result.x()[0]).isEqualTo(1.5);
    assertThat(Arrays.stream(result.x()).allMatch(v -> v >= 1.5 && v <= 4)).isTrue();
  }

  @Property(tries = 100)
  void aConvexQuadraticEndsWhereNoFeasibleStepDescends(
      @ForAll @IntRange(min = 1, max = 15) int n, @ForAll long seed) {
    var random = new Random(seed);
    double[][] a = new double[n][n];
    double[] b = random.doubles(n, -3, 3).toArray();
    for (double[] row : a) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    Lbfgsb.Smooth f =
        (x, g) -> { // |A x - b|^2 / 2 + |x|^2 / 20
          double value = 0;
          for (int j = 0; j < n; j++) {
            g[j] = x[j] / 10;
            value += x[j] * x[j] / 20;
          }
          for (int i = 0; i < n; i++) {
            double r = -b[i];
            for (int j = 0; j < n; j++) {
              r += a[i][j] * x[j];
            }
            value += r * r / 2;
            for (int j = 0; j < n; j++) {
              g[j] += r * a[i][j];
            }
          }
          return value;
        };
    var result = minimise(f, n, 0.2, -0.5, 0.5);
    double[] g = new double[n];
    f.evaluate(result.x(), g);
    for (int j = 0; j < n; j++) {
      double x = result.x()[j];
      assertThat(x).isBetween(-0.5, 0.5);
      double descent =
          x < -0.5 + 1e-8 ? Math.min(0, g[j]) : x > 0.5 - 1e-8 ? Math.max(0, g[j]) : g[j];
      assertThat(descent).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void whatHasNoFiniteValueIsNotStepped() {
    var result =
        minimise(
            (x, g) -> {
              g[0] = 1 - 1 / x[0];
              return x[0] - Math.log(x[0]);
            },
            1,
            20,
            -INF,
            INF);
    assertThat(result.x()[0]).isCloseTo(1, within(1e-6));
  }
}
