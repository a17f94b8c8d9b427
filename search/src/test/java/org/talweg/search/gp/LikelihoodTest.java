package org.talweg.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LikelihoodTest {
  /** So wide that the prior is as good as absent. */
  private static final Prior FLAT = new Prior(0, 1e9, 0, 1e9, 0, 1e9, 1e9);

  private final Encoding encoding = Encoding.of(Mixed.space());

  /** The replicates of twelve points, as a likelihood reads them, and each on its own. */
  private record Repeated(Sample sample, double[][] rows, double[] y) {}

  private Repeated repeated(RandomGenerator random) {
    double[][] unique = Mixed.rows(encoding, 12, random);
    int[] counts = random.ints(12, 1, 5).toArray();
    var observations = new Observations();
    int total = java.util.Arrays.stream(counts).sum();
    double[][] rows = new double[total][];
    double[] y = Mixed.outputs(total, random);
    for (int i = 0, at = 0; i < 12; i++) {
      for (int c = 0; c < counts[i]; c++, at++) {
        rows[at] = unique[i];
        observations.add(unique[i], y[at]);
      }
    }
    int n = observations.size();
    double[][] first = new double[n][];
    double[] means = new double[n];
    double[] noise = new double[n];
    double within = 0;
    double logs = 0;
    for (int i = 0; i < n; i++) {
      first[i] = observations.row(i);
      means[i] = observations.mean(i);
      noise[i] = 1.0 / observations.count(i);
      within += observations.within(i);
      logs += Math.log(observations.count(i));
    }
    return new Repeated(new Sample(first, means, noise, total - n, within, logs), rows, y);
  }

  @Property(tries = 20)
  void theLikelihoodOfUniquePointsEqualsThatOfAllObservations(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    Repeated data = repeated(random);
    var likelihood = new Likelihood(encoding, Kernel.MATERN_5_2, FLAT, data.sample(), Double.NaN);
    double[] theta = likelihood.variables(Mixed.hyperparameters(encoding, random));
    double value = likelihood.at(theta, new double[theta.length]);
    Hyperparameters h = likelihood.hyperparameters(theta);
    var naive = new Naive(encoding, Kernel.MATERN_5_2, h, data.rows(), data.y());
    assertThat(-value).isCloseTo(naive.logLikelihood(), within(1e-7));
  }

  @Property(tries = 20)
  void theGradientEqualsFiniteDifferences(
      @ForAll long seed, @ForAll Kernel kernel, @ForAll boolean noiseKnown) {
    RandomGenerator random = Mixed.random(seed);
    Sample sample = repeated(random).sample();
    Prior prior = Prior.standard(encoding.lengths());
    var likelihood =
        new Likelihood(encoding, kernel, prior, sample, noiseKnown ? 0.02 : Double.NaN);
    double[] theta = likelihood.variables(Mixed.hyperparameters(encoding, random));
    double[] gradient = new double[theta.length];
    double value = likelihood.at(theta, gradient);
    double[] ignored = new double[theta.length];
    for (int k = 0; k < theta.length; k++) {
      double step = 1e-5;
      double up = likelihood.at(GaussianProcessTest.moved(theta, k, step), ignored);
      double down = likelihood.at(GaussianProcessTest.moved(theta, k, -step), ignored);
      assertThat(gradient[k])
          .isCloseTo((up - down) / (2 * step), within(1e-6 * (1 + Math.abs(value))));
    }
  }

  @Property(tries = 5)
  void aFitFindsTheNoiseOfRepeatedPoints(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    var box = Encoding.of(Mixed.box(1));
    var observations = new Surrogate(box, Surrogate.Settings.noisy().withoutWarp(), random);
    for (int i = 0; i < 20; i++) {
      for (int repeat = 0; repeat < 20; repeat++) {
        double x = i / 19.0;
        observations.add(new double[] {x}, Math.sin(6 * x) + 0.3 * random.nextGaussian());
      }
    }
    double noise = observations.process().hyperparameters().noise();
    double scale = observations.outputs().scale();
    assertThat(Math.sqrt(noise) * scale).isBetween(0.26, 0.34);
  }
}
