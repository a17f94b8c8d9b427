package org.talweg.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.talweg.model.Space;

class GaussianProcessTest {
  private final Encoding encoding = Encoding.of(Mixed.space());

  @Property(tries = 30)
  void thePosteriorEqualsTheTextbookOnDenseMatrices(@ForAll long seed, @ForAll Kernel kernel) {
    RandomGenerator random = Mixed.random(seed);
    int n = random.nextInt(1, 40);
    double[][] rows = Mixed.rows(encoding, n, random);
    double[] y = Mixed.outputs(n, random);
    Hyperparameters h = Mixed.hyperparameters(encoding, random);
    var process = GaussianProcess.of(encoding, kernel, h, rows, y);
    // The nugget is part of the model: at little noise it moves a prediction by 1e-8.
    var naive = new Naive(encoding, kernel, h, rows, y, GaussianProcess.NUGGET);
    var prediction = new Prediction(encoding.width());
    for (double[] x : Mixed.rows(encoding, 20, random)) {
      process.predict(x, prediction);
      assertThat(prediction.mean).isCloseTo(naive.mean(x), within(1e-8));
      assertThat(prediction.variance).isCloseTo(naive.covariance(x, x), within(1e-8));
    }
  }

  @Property(tries = 20)
  void appendingAPointEqualsRefitting(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    double[][] rows = Mixed.rows(encoding, 60, random);
    double[] y = Mixed.outputs(60, random);
    Hyperparameters h = Mixed.hyperparameters(encoding, random);
    var fresh = GaussianProcess.of(encoding, Kernel.MATERN_5_2, h, rows, y);
    var grown =
        GaussianProcess.of(
            encoding, Kernel.MATERN_5_2, h, Arrays.copyOf(rows, 10), Arrays.copyOf(y, 10));
    for (int i = 10; i < 60; i++) {
      grown.append(rows[i], y[i], h.noise());
    }
    assertSame(grown, fresh, random, 1e-9);
  }

  @Property(tries = 20)
  void droppingFantasiesRestoresThePosterior(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    var process = Mixed.process(Mixed.space(), 20, random);
    var untouched = Mixed.process(Mixed.space(), 20, Mixed.random(seed));
    for (double[] row : Mixed.rows(encoding, 30, random)) {
      process.append(row, random.nextGaussian(), 0);
    }
    process.truncate(20);
    assertSame(process, untouched, random, 0);
  }

  @Property(tries = 20)
  void permutingObservationsChangesNothing(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    double[][] rows = Mixed.rows(encoding, 30, random);
    double[] y = Mixed.outputs(30, random);
    Hyperparameters h = Mixed.hyperparameters(encoding, random);
    double[][] reversed = rows.clone();
    double[] y2 = y.clone();
    for (int i = 0; i < 30; i++) {
      reversed[i] = rows[29 - i];
      y2[i] = y[29 - i];
    }
    assertSame(
        GaussianProcess.of(encoding, Kernel.RBF, h, rows, y),
        GaussianProcess.of(encoding, Kernel.RBF, h, reversed, y2),
        random,
        1e-9);
  }

  @Property(tries = 20)
  void aRepeatedPointEqualsItsMeanWithSmallerNoise(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    double[][] unique = Mixed.rows(encoding, 12, random);
    Hyperparameters h = Mixed.hyperparameters(encoding, random);
    int[] counts = random.ints(12, 1, 5).toArray();
    double[][] all = new double[Arrays.stream(counts).sum()][];
    double[] y = Mixed.outputs(all.length, random);
    var observations = new Observations();
    for (int i = 0, at = 0; i < 12; i++) {
      for (int c = 0; c < counts[i]; c++, at++) {
        all[at] = unique[i];
        observations.add(unique[i], y[at]);
      }
    }
    var weighted = GaussianProcess.of(encoding, Kernel.MATERN_5_2, h, observations);
    assertThat(weighted.size()).isEqualTo(12);
    var naive = new Naive(encoding, Kernel.MATERN_5_2, h, all, y);
    var prediction = new Prediction(encoding.width());
    for (double[] x : Mixed.rows(encoding, 10, random)) {
      weighted.predict(x, prediction);
      assertThat(prediction.mean).isCloseTo(naive.mean(x), within(1e-8));
      assertThat(prediction.variance).isCloseTo(naive.covariance(x, x), within(1e-8));
    }
  }

  @Property(tries = 20)
  void gradientsEqualFiniteDifferences(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    var process = Mixed.process(Mixed.space(), 25, random);
    var at = new Prediction(encoding.width());
    var up = new Prediction(encoding.width());
    var down = new Prediction(encoding.width());
    for (double[] x : Mixed.rows(encoding, 10, random)) {
      process.predictWithGradients(x, at);
      for (int k : encoding.smooth()) {
        if (Double.isNaN(x[k])) {
          assertThat(at.meanGradient[k]).isZero();
          continue;
        }
        double step = 1e-5;
        process.predict(moved(x, k, step), up);
        process.predict(moved(x, k, -step), down);
        assertThat(at.meanGradient[k])
            .isCloseTo((up.mean - down.mean) / (2 * step), within(1e-6 * scale(process)));
        assertThat(at.varianceGradient[k])
            .isCloseTo((up.variance - down.variance) / (2 * step), within(1e-6 * scale(process)));
      }
    }
  }

  @Property(tries = 20)
  void aBatchPredictsWhatSinglePredictionsDo(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    var process = Mixed.process(Mixed.space(), 33, random);
    double[][] rows = Mixed.rows(encoding, 150, random);
    double[] mean = new double[150];
    double[] variance = new double[150];
    process.predict(rows, 150, mean, variance);
    var single = new Prediction(encoding.width());
    for (int i = 0; i < 150; i++) {
      process.predict(rows[i], single);
      assertThat(mean[i]).isCloseTo(single.mean, within(1e-9));
      assertThat(variance[i]).isCloseTo(single.variance, within(1e-9));
    }
  }

  @Property(tries = 10)
  void itInterpolatesWithoutNoise(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    Space space = Mixed.box(3);
    var box = Encoding.of(space);
    double[][] rows = Mixed.rows(box, 30, random);
    double[] y = Mixed.outputs(30, random);
    var h = new Hyperparameters(new double[] {0.3, 0.4, 0.5}, 2, 0, 0.7);
    var process = GaussianProcess.of(box, Kernel.MATERN_5_2, h, rows, y);
    var prediction = new Prediction(3);
    for (int i = 0; i < 30; i++) {
      process.predict(rows[i], prediction);
      assertThat(prediction.mean).isCloseTo(y[i], within(1e-6));
      assertThat(prediction.variance).isBetween(0.0, 1e-7);
    }
  }

  static double[] moved(double[] row, int k, double step) {
    double[] moved = row.clone();
    moved[k] += step;
    return moved;
  }

  private static double scale(GaussianProcess process) {
    return Math.max(1, process.hyperparameters().signal());
  }

  private void assertSame(
      GaussianProcess a, GaussianProcess b, RandomGenerator random, double tolerance) {
    var one = new Prediction(encoding.width());
    var other = new Prediction(encoding.width());
    for (double[] x : Mixed.rows(encoding, 10, random)) {
      a.predictWithGradients(x, one);
      b.predictWithGradients(x, other);
      assertThat(one.mean).isCloseTo(other.mean, within(tolerance));
      assertThat(one.variance).isCloseTo(other.variance, within(tolerance));
      assertThat(one.meanGradient).containsExactly(other.meanGradient, within(10 * tolerance));
    }
  }
}
