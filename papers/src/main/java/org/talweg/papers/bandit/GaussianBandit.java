package org.talweg.papers.bandit;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Hyperparameters;
import org.talweg.search.gp.Kernel;
import org.talweg.search.gp.Observations;
import org.talweg.search.gp.PosteriorSample;

/**
 * Candidates x_i uniform in [0,1]^d with costs f(x_i), f ~ GP(0, exp(-|x - x'|²/(2 l²))), observed
 * with Gaussian noise. The model is told the length l and the noise.
 *
 * @param rows the candidates
 * @param costs f at the candidates, to be minimised
 */
public record GaussianBandit(
    Encoding encoding, Hyperparameters model, double[][] rows, double[] costs) {

  /** Draws the candidates, then their costs. */
  public static GaussianBandit draw(
      int candidates, int dimension, double length, double noise, RandomGenerator random) {
    Encoding encoding = box(dimension);
    double[] lengths = new double[dimension];
    Arrays.fill(lengths, length);
    var model = new Hyperparameters(lengths, 1, noise * noise, 0);
    double[][] rows = new double[candidates][];
    Arrays.setAll(rows, _ -> random.doubles(dimension).toArray());
    var prior = GaussianProcess.of(encoding, Kernel.RBF, model, new Observations());
    double[] costs = PosteriorSample.of(prior, rows).draw(random);
    return new GaussianBandit(encoding, model, rows, costs);
  }

  /** The encoding of [0,1]^d. */
  public static Encoding box(int dimension) {
    return Encoding.of(
        Space.of(
            IntStream.range(0, dimension)
                .mapToObj(k -> Parameter.real("x" + k, 0, 1))
                .toArray(Parameter[]::new)));
  }

  /** Candidates. */
  public int size() {
    return rows.length;
  }

  /** Errors of that many observations to come. */
  public double[] errors(int observations, RandomGenerator random) {
    double deviation = Math.sqrt(model.noise());
    return IntStream.range(0, observations)
        .mapToDouble(_ -> deviation * random.nextGaussian())
        .toArray();
  }

  /** By how much a candidate costs more than the best. */
  public double regret(int i) {
    return costs[i] - Arrays.stream(costs).min().orElseThrow();
  }

  /** The expected regret of a candidate drawn uniformly. */
  public double regretOfChance() {
    return Arrays.stream(costs).average().orElseThrow() - Arrays.stream(costs).min().orElseThrow();
  }

  /** The posterior of what was observed of the candidates. */
  public GaussianProcess posterior(Observations observations) {
    return GaussianProcess.of(encoding, Kernel.RBF, model, observations);
  }
}
