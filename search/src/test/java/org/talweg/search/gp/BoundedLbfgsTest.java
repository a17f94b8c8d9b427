package org.talweg.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BoundedLbfgsTest {
  private static double rosenbrock(double[] x, double[] g) {
    double a = x[1] - x[0] * x[0];
    g[0] = -400 * x[0] * a - 2 * (1 - x[0]);
    g[1] = 200 * a;
    return 100 * a * a + (1 - x[0]) * (1 - x[0]);
  }

  @Test
  void itFindsTheMinimumOfRosenbrocksValley() {
    double[] x = {-1.2, 1};
    double value =
        new BoundedLbfgs(10, 200, 1e-12)
            .minimize(BoundedLbfgsTest::rosenbrock, x, new double[] {-2, -2}, new double[] {2, 2});
    assertThat(value).isLessThan(1e-12);
    assertThat(x).containsExactly(new double[] {1, 1}, within(1e-5));
  }

  @Test
  void itStopsAtTheBoundThatHoldsItBack() {
    double[] x = {-1.2, 1};
    new BoundedLbfgs(10, 200, 1e-12)
        .minimize(BoundedLbfgsTest::rosenbrock, x, new double[] {-2, -2}, new double[] {0.5, 2});
    assertThat(x).containsExactly(new double[] {0.5, 0.25}, within(1e-6));
  }

  @Property(tries = 50)
  void itNeverLeavesTheBoxNorRises(@ForAll long seed) {
    var random = Mixed.random(seed);
    double[] centre = random.doubles(5, -2, 2).toArray();
    double[] x = random.doubles(5, -1, 1).toArray();
    BoundedLbfgs.Smooth f =
        (at, g) -> {
          double sum = 0;
          for (int i = 0; i < 5; i++) {
            assertThat(at[i]).isBetween(-1.0, 1.0);
            g[i] = 4 * Math.pow(at[i] - centre[i], 3);
            sum += Math.pow(at[i] - centre[i], 4);
          }
          return sum;
        };
    double start = f.at(x, new double[5]);
    double[] low = BoundedLbfgs.constant(5, -1);
    double[] high = BoundedLbfgs.constant(5, 1);
    assertThat(new BoundedLbfgs(5, 60, 1e-10).minimize(f, x, low, high)).isLessThanOrEqualTo(start);
    for (int i = 0; i < 5; i++) {
      assertThat(x[i]).isCloseTo(Math.clamp(centre[i], -1.0, 1.0), within(0.05));
    }
  }

  @Test
  void infinityCountsAsAStepTooLong() {
    double[] x = {0.9};
    double value =
        new BoundedLbfgs(5, 100, 1e-10)
            .minimize(
                (at, g) -> {
                  g[0] = 2 * at[0];
                  return at[0] < 0.5 ? Double.POSITIVE_INFINITY : at[0] * at[0];
                },
                x,
                new double[] {-1},
                new double[] {1});
    assertThat(value).isBetween(0.25, 0.3);
  }
}
