package org.talweg.learn.discovery;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A quadratic whose gradient is noisy:
 *
 * <pre>
 *   f(w) = sigma^2 / 2 + (1/n) sum_i h_i (Q (w - w*))_i^2 / 2,      noise of covariance sigma^2 h / n^2
 * </pre>
 *
 * <p>The curvatures h go from 1 to the condition number in even ratios; Q is a product of three
 * reflections, so that no axis is that of a weight. The noise is that of a least-squares problem,
 * whose covariance is the curvature, and so is the loss that no weights avoid: without it a rule
 * would gain without end by getting nearer, and with w* = 0 by letting the weights decay.
 */
public final class NoisyQuadratic implements ProxyTask {
  private static final int REFLECTIONS = 3;

  private final int steps;
  private final double[] curvature;
  private final double[] start;
  private final double[] optimum;
  private final double unavoidable;
  private final double[][] reflections = new double[REFLECTIONS][];
  private final double[][] noise;

  /**
   * A task drawn by a seed.
   *
   * @param condition the largest curvature over the smallest
   * @param sigma deviation of the noise
   */
  public NoisyQuadratic(int size, double condition, double sigma, int steps, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.steps = steps;
    curvature = new double[size];
    Arrays.setAll(curvature, i -> Math.pow(condition, (double) i / Math.max(1, size - 1)));
    start = gaussian(size, 1, random);
    optimum = gaussian(size, 1, random);
    unavoidable = Math.max(sigma * sigma / 2, 1e-12);
    for (int r = 0; r < REFLECTIONS; r++) {
      double[] u = gaussian(size, 1, random);
      double length = Math.sqrt(Arrays.stream(u).map(x -> x * x).sum());
      reflections[r] = Arrays.stream(u).map(x -> x / length).toArray();
    }
    noise = new double[steps][];
    for (int t = 0; t < steps; t++) {
      noise[t] = gaussian(size, sigma, random);
    }
  }

  private static double[] gaussian(int size, double deviation, RandomGenerator random) {
    double[] x = new double[size];
    Arrays.setAll(x, _ -> deviation * random.nextGaussian());
    return x;
  }

  @Override
  public String name() {
    return "quadratic of " + size();
  }

  @Override
  public int size() {
    return curvature.length;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public double[] start() {
    return start.clone();
  }

  @Override
  public void gradient(double[] weights, int step, double[] gradient) {
    for (int i = 0; i < size(); i++) {
      gradient[i] = weights[i] - optimum[i];
    }
    for (double[] u : reflections) {
      reflect(gradient, u);
    }
    double[] z = noise[step - 1];
    for (int i = 0; i < size(); i++) {
      gradient[i] = (curvature[i] * gradient[i] + Math.sqrt(curvature[i]) * z[i]) / size();
    }
    for (int r = REFLECTIONS - 1; r >= 0; r--) {
      reflect(gradient, reflections[r]);
    }
  }

  private static void reflect(double[] x, double[] u) {
    double along = 0;
    for (int i = 0; i < x.length; i++) {
      along += x[i] * u[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] -= 2 * along * u[i];
    }
  }

  @Override
  public double loss(double[] weights) {
    double[] x = new double[size()];
    Arrays.setAll(x, i -> weights[i] - optimum[i]);
    for (double[] u : reflections) {
      reflect(x, u);
    }
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += curvature[i] * x[i] * x[i] / 2;
    }
    return unavoidable + sum / size();
  }
}
