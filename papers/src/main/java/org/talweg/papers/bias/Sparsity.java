package org.talweg.papers.bias;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Linear regression with 20 of 200 coefficients other than 0, from 120 noisy examples, one example
 * a step; and powerpropagation, w = theta |theta|^(a - 1), beside the optimizer it is to first
 * order:
 *
 * <pre>
 *   w &lt;- w - eta a^2 |w|^(2 - 2/a) dL/dw
 * </pre>
 */
final class Sparsity {
  static final int D = 200;
  private static final int NONZERO = 20;
  private static final int N = 120;
  private static final int TEST = 1000;
  private static final double NOISE = 0.1;
  private static final double START = 0.1;

  private final double[] truth = new double[D];
  private final double[][] x = new double[N + TEST][D];
  private final double[] y = new double[N + TEST];
  private final double[] start = new double[D];
  private final int[] order;

  Sparsity(RandomGenerator random, int steps) {
    for (int k = 0; k < NONZERO; k++) {
      truth[k] = random.nextBoolean() ? 1 : -1;
    }
    for (int i = 0; i < x.length; i++) {
      Arrays.setAll(x[i], _ -> random.nextGaussian());
      y[i] = dot(x[i], truth) + NOISE * random.nextGaussian();
    }
    Arrays.setAll(start, _ -> random.nextBoolean() ? START : -START);
    order = random.ints(steps, 0, N).toArray();
  }

  /** Plain steps. */
  double[] plain(double rate) {
    return preconditioned(1, rate);
  }

  /** Steps scaled by a^2 |w|^(2 - 2/a). */
  double[] preconditioned(double a, double rate) {
    double[] w = start.clone();
    for (int i : order) {
      double residual = dot(x[i], w) - y[i];
      for (int j = 0; j < D; j++) {
        double scale = a == 1 ? 1 : a * a * Math.pow(Math.abs(w[j]), 2 - 2 / a);
        w[j] -= rate * scale * residual * x[i][j];
      }
    }
    return w;
  }

  /** Plain steps on theta. */
  double[] powerpropagation(double a, double rate) {
    double[] theta = new double[D];
    Arrays.setAll(theta, j -> Math.signum(start[j]) * Math.pow(Math.abs(start[j]), 1 / a));
    double[] w = start.clone();
    for (int i : order) {
      double residual = dot(x[i], w) - y[i];
      for (int j = 0; j < D; j++) {
        double size = Math.pow(Math.abs(theta[j]), a - 1);
        theta[j] -= rate * a * size * residual * x[i][j];
        w[j] = theta[j] * Math.pow(Math.abs(theta[j]), a - 1);
      }
    }
    return w;
  }

  /** The share of variance explained on examples held out. */
  double explained(double[] w) {
    double mean = 0;
    for (int i = N; i < y.length; i++) {
      mean += y[i] / TEST;
    }
    double left = 0;
    double all = 0;
    for (int i = N; i < y.length; i++) {
      left += Math.pow(dot(x[i], w) - y[i], 2);
      all += (y[i] - mean) * (y[i] - mean);
    }
    return 1 - left / all;
  }

  /** Only the largest tenth kept. */
  static double[] pruned(double[] w) {
    double[] sizes = Arrays.stream(w).map(Math::abs).sorted().toArray();
    double least = sizes[w.length - w.length / 10];
    return Arrays.stream(w).map(v -> Math.abs(v) >= least ? v : 0).toArray();
  }

  /** |v - w| / |w|. */
  static double distance(double[] v, double[] w) {
    double squares = 0;
    for (int j = 0; j < w.length; j++) {
      squares += (v[j] - w[j]) * (v[j] - w[j]);
    }
    return Math.sqrt(squares / dot(w, w));
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }
}
