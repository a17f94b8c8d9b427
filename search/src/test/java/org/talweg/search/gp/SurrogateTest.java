package org.talweg.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SurrogateTest {
  private final Encoding encoding = Encoding.of(Mixed.box(2));

  private static double bowl(double[] x) {
    return Math.exp(3 * Math.hypot(x[0] - 0.3, x[1] - 0.6)) + Math.sin(7 * x[0]);
  }

  @Test
  void mostObservationsAreAppendedWithoutAFit() {
    var surrogate = new Surrogate(encoding, Surrogate.Settings.noiseFree(), Mixed.random(1));
    for (double[] row : Mixed.rows(encoding, 200, Mixed.random(2))) {
      surrogate.add(row, bowl(row));
      assertThat(surrogate.process().size()).isEqualTo(surrogate.observations().size());
    }
    assertThat(surrogate.fits()).isLessThan(80);
  }

  @Property(tries = 5)
  void positiveAffineMapsChangeNothing(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    var one = new Surrogate(encoding, Surrogate.Settings.noiseFree(), Mixed.random(5));
    var other = new Surrogate(encoding, Surrogate.Settings.noiseFree(), Mixed.random(5));
    for (double[] row : Mixed.rows(encoding, 25, random)) {
      one.add(row, bowl(row));
      other.add(row, 4096 * bowl(row) - 5);
    }
    var p = new Prediction(2);
    var q = new Prediction(2);
    for (double[] row : Mixed.rows(encoding, 20, random)) {
      one.process().predict(row, p);
      other.process().predict(row, q);
      assertThat(q.mean).isCloseTo(p.mean, within(1e-5));
      assertThat(q.variance).isCloseTo(p.variance, within(1e-5));
    }
  }

  @Test
  void beyondItsLimitsTheModelStaysSmallAndStillPredicts() {
    var settings = new Surrogate.Settings(Kernel.MATERN_5_2, 0, false, true, 60, 40);
    var surrogate = new Surrogate(encoding, settings, Mixed.random(1));
    double[][] rows = Mixed.rows(encoding, 300, Mixed.random(2));
    for (double[] row : rows) {
      surrogate.add(row, bowl(row));
      assertThat(surrogate.process().size()).isLessThan(100);
    }
    var prediction = new Prediction(2);
    double[] best = surrogate.observations().row(surrogate.incumbent());
    surrogate.process().predict(new double[] {best[0] + 0.01, best[1]}, prediction);
    assertThat(surrogate.outputs().fromModel(prediction.mean))
        .isCloseTo(bowl(new double[] {best[0] + 0.01, best[1]}), within(0.05));
  }

  @Test
  void aRepeatedPointCostsNoRow() {
    var surrogate = new Surrogate(encoding, Surrogate.Settings.noisy(), Mixed.random(1));
    double[][] rows = Mixed.rows(encoding, 10, Mixed.random(2));
    for (int repeat = 0; repeat < 50; repeat++) {
      for (double[] row : rows) {
        surrogate.add(row, bowl(row) + 0.1 * (repeat % 5));
      }
    }
    assertThat(surrogate.process().size()).isEqualTo(10);
    assertThat(surrogate.observations().total()).isEqualTo(500);
  }

  @Test
  void hostileOutputsDoNoHarm() {
    double[][] hostile = {
      {1, 1, 1, 1, 1, 1, 1, 1},
      {1.7e308, -1.7e308, 1e300, 0, 1, 2, -1e308, 5},
      {5e-324, 0, 1e-323, 0, 5e-324, 0, 0, 0},
      {1, 2, 3, 4, 5, 6, 7, 1e200}
    };
    for (double[] y : hostile) {
      var surrogate = new Surrogate(encoding, Surrogate.Settings.noisy(), Mixed.random(1));
      double[][] rows = Mixed.rows(encoding, y.length, Mixed.random(2));
      var prediction = new Prediction(2);
      for (int i = 0; i < y.length; i++) {
        surrogate.add(rows[i], y[i]);
        surrogate.process().predict(new double[] {0.4, 0.4}, prediction);
        assertThat(prediction.mean).isFinite();
        assertThat(prediction.variance).isFinite();
      }
    }
  }
}
