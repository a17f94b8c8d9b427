package org.talweg.search.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Point;

class ConstrainedTest {
  @ParameterizedTest
  @CsvSource({
    "gardner-1, -2, 0",
    "gardner-2, 0.2532, 1",
    "mishra-bird-constrained, -106.7645, 0",
    "g04, -30665.5387, 2",
    "g06, -6961.8139, 2",
    "g08, -0.095825, 0",
    "g24, -5.508013, 2",
    "pressure-vessel, 6059.7143, 2",
    "welded-beam, 1.7249, 4",
    "tension-compression-spring, 0.012665, 2",
    "speed-reducer, 2994.4711, 4",
  })
  void theBestValueIsThePublishedOneWithItsActiveConstraints(
      String name, double published, int active) {
    TestFunction function = TestFunctions.find(name);
    assertThat(function.best().orElseThrow()).isCloseTo(published, within(5e-5));
    double[] values = function.values(((Optimum.Least) function.optimum()).points().getFirst());
    double[] constraints = Arrays.copyOfRange(values, 1, values.length);
    assertThat(constraints).hasSize(function.constraints().size());
    assertThat(Arrays.stream(constraints).max().orElseThrow()).isLessThanOrEqualTo(0);
    assertThat(Arrays.stream(constraints).filter(g -> g > -1e-4).count()).isEqualTo(active);
  }

  /**
   * A random walk that keeps what violates less, then what is better: it stays above the optimum.
   */
  @ParameterizedTest
  @CsvSource({"g04", "g08", "g24", "pressure-vessel", "welded-beam", "speed-reducer"})
  void aRandomWalkComesNearTheOptimumAndNeverPassesIt(String name) throws Exception {
    TestFunction function = TestFunctions.find(name);
    BlackBox problem = function.problem();
    var random = new SplittableRandom(1);
    double[] best = function.space().toUnit(function.space().sample(random));
    Assessment incumbent = problem.assess(function.space().fromUnit(best));
    double optimum = function.best().orElseThrow();
    for (int i = 0; i < 20_000; i++) {
      double[] u = best.clone();
      double size = Math.pow(10, -4 * random.nextDouble());
      for (int k = 0; k < u.length; k++) {
        u[k] = Math.clamp(u[k] + size * random.nextGaussian(), 0.0, 1.0);
      }
      Point point = function.space().fromUnit(u);
      Assessment next = problem.assess(point);
      if (next.violation() < incumbent.violation()
          || next.feasible() && incumbent.feasible() && next.objective() <= incumbent.objective()) {
        best = u;
        incumbent = next;
      }
      if (next.feasible()) {
        assertThat(next.objective())
            .isGreaterThanOrEqualTo(optimum - ((Optimum.Least) function.optimum()).precision());
      }
    }
    assertThat(incumbent.feasible()).isTrue();
    assertThat(incumbent.objective()).isLessThan(optimum + Math.abs(optimum));
  }

  @Test
  void g08IsFiniteWhereItsFormulaDividesByZero() {
    TestFunction function = TestFunctions.find("g08");
    assertThat(function.values(0, 0)).doesNotContain(Double.NaN);
    assertThat(function.values(0, 3.3)[0]).isCloseTo(function.values(1e-7, 3.3)[0], within(1e-4));
  }
}
