package org.talweg.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.talweg.search.gp.GradientProcess.Observation;
import org.talweg.search.gp.GradientProcess.Scales;

class GradientProcessTest {
  private static final int D = 3;

  private static double f(double[] x) {
    return Math.sin(4 * x[0]) + x[1] * x[1] * x[0] - Math.cos(3 * x[2] + x[1]);
  }

  private static double[] gradient(double[] x) {
    double s = Math.sin(3 * x[2] + x[1]);
    return new double[] {4 * Math.cos(4 * x[0]) + x[1] * x[1], 2 * x[1] * x[0] + s, 3 * s};
  }

  private static double[] point(RandomGenerator random) {
    return random.doubles(D).toArray();
  }

  private static List<Observation> observations(int n, RandomGenerator random) {
    var all = new ArrayList<Observation>();
    for (int i = 0; i < n; i++) {
      double[] x = point(random);
      all.add(new Observation(x, f(x), i % 3 == 2 ? null : gradient(x)));
    }
    return all;
  }

  private static Scales scales(double noise) {
    return new Scales(new double[] {0.4, 0.6, 0.5}, 2, noise, noise);
  }

  @Property(tries = 20)
  void theEvidencesGradientEqualsFiniteDifferences(@ForAll long seed, @ForAll boolean noisy) {
    RandomGenerator random = Mixed.random(seed);
    var evidence = new GradientProcess.Evidence(observations(5, random), Prior.standard(D), noisy);
    double[] theta = evidence.guess();
    for (int t = 0; t < theta.length; t++) {
      theta[t] += 0.3 * random.nextGaussian();
    }
    double[] gradient = new double[theta.length];
    var unused = evidence.at(theta, gradient);
    for (int t = 0; t < theta.length; t++) {
      double slope = slope(evidence, theta, t, gradient[t]);
      assertThat(gradient[t]).isCloseTo(slope, within(1e-4 * Math.max(1, Math.abs(slope))));
    }
  }

  /**
   * The central difference nearest to the gradient, of three steps: without noise the covariance is
   * so ill conditioned in some cases that a short step shows rounding, in others it needs one.
   */
  private static double slope(
      GradientProcess.Evidence evidence, double[] theta, int t, double gradient) {
    double nearest = Double.NaN;
    double[] ignored = new double[theta.length];
    for (double h : new double[] {1e-5, 1e-4, 1e-3}) {
      double[] more = theta.clone();
      double[] less = theta.clone();
      more[t] += h;
      less[t] -= h;
      double slope = (evidence.at(more, ignored) - evidence.at(less, ignored)) / (2 * h);
      if (!(Math.abs(slope - gradient) >= Math.abs(nearest - gradient))) {
        nearest = slope;
      }
    }
    return nearest;
  }

  @Property(tries = 20)
  void thePosteriorsGradientEqualsFiniteDifferences(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    var process = new GradientProcess(scales(1e-4), observations(6, random));
    double[] x = point(random);
    var at = new Prediction(D);
    var more = new Prediction(D);
    var less = new Prediction(D);
    process.predict(x, at);
    double h = 1e-5;
    for (int i = 0; i < D; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += h;
      down[i] -= h;
      process.predictValue(up, more);
      process.predictValue(down, less);
      assertThat(at.meanGradient[i]).isCloseTo((more.mean - less.mean) / (2 * h), within(1e-5));
      assertThat(at.varianceGradient[i])
          .isCloseTo((more.variance - less.variance) / (2 * h), within(1e-5));
    }
  }

  @Property(tries = 20)
  void theMeanTakesTheObservedValuesAndSlopes(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    List<Observation> observations = observations(6, random);
    var process = new GradientProcess(scales(GradientProcess.EXACT), observations);
    var at = new Prediction(D);
    for (Observation o : observations) {
      process.predict(o.x(), at);
      assertThat(at.mean).isCloseTo(o.y(), within(1e-4));
      double[] gradient = o.gradient();
      for (int i = 0; gradient != null && i < D; i++) {
        assertThat(at.meanGradient[i]).isCloseTo(gradient[i], within(1e-3));
      }
    }
  }

  @Property(tries = 20)
  void withoutGradientsItIsTheUsualProcess(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    double noise = 0.01;
    var values = new ArrayList<Observation>();
    double[][] rows = new double[8][];
    double[] y = new double[8];
    for (int i = 0; i < 8; i++) {
      rows[i] = point(random);
      y[i] = f(rows[i]);
      values.add(new Observation(rows[i], y[i], null));
    }
    var process = new GradientProcess(scales(noise), values);
    double[][] c = new double[8][8];
    double[] k = new double[8];
    double[] x = point(random);
    for (int i = 0; i < 8; i++) {
      k[i] = squaredExponential(x, rows[i]);
      for (int j = 0; j < 8; j++) {
        c[i][j] = squaredExponential(rows[i], rows[j]) + (i == j ? 2 * noise : 0);
      }
    }
    double[] alpha = solve(c, y);
    double[] beta = solve(c, k);
    double mean = 0;
    double variance = 2;
    for (int i = 0; i < 8; i++) {
      mean += k[i] * alpha[i];
      variance -= k[i] * beta[i];
    }
    var at = new Prediction(D);
    process.predictValue(x, at);
    assertThat(at.mean).isCloseTo(mean, within(1e-8));
    assertThat(at.variance).isCloseTo(variance, within(1e-8));
  }

  private static double squaredExponential(double[] x, double[] y) {
    double[] l = scales(0).lengths();
    double q = 0;
    for (int i = 0; i < D; i++) {
      q += Math.pow((x[i] - y[i]) / l[i], 2);
    }
    return 2 * Math.exp(-q / 2);
  }

  /** Gauss-Jordan, for the few rows of this test. */
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = java.util.Arrays.copyOf(matrix[i], n + 1);
      a[i][n] = right[i];
    }
    for (int p = 0; p < n; p++) {
      for (int i = 0; i < n; i++) {
        if (i != p) {
          double factor = a[i][p] / a[p][p];
          for (int j = p; j <= n; j++) {
            a[i][j] -= factor * a[p][j];
          }
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = a[i][n] / a[i][i];
    }
    return x;
  }
}
