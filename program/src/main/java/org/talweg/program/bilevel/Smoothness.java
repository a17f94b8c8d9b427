package org.talweg.program.bilevel;

import java.util.random.RandomGenerator;

/**
 * How smooth a function is near a point: the largest size of an eigenvalue of a block of its
 * Hessian, by the power method on differences of gradients along that block, which needs no second
 * derivatives. It is an estimate from below, good to a few per cent after its {@value #ITERATIONS}
 * iterations.
 */
final class Smoothness {
  private static final int ITERATIONS = 30;
  private static final double STEP = 1e-4;

  private Smoothness() {}

  /** Fills in the gradient with respect to all variables. */
  @FunctionalInterface
  interface Gradient {
    void at(double[] z, double[] gradient);
  }

  /** Over the variables from one index to before another. */
  static double of(Gradient gradient, double[] z, int from, int to, RandomGenerator random) {
    double[] here = new double[z.length];
    double[] there = new double[z.length];
    double[] moved = z.clone();
    double[] v = new double[to - from];
    for (int j = 0; j < v.length; j++) {
      v[j] = random.nextGaussian();
    }
    gradient.at(z, here);
    double largest = 0;
    for (int k = 0; k < ITERATIONS; k++) {
      double norm = norm(v);
      if (!(norm > 0) || Double.isInfinite(norm)) {
        break;
      }
      for (int j = 0; j < v.length; j++) {
        moved[from + j] = z[from + j] + STEP * v[j] / norm;
      }
      gradient.at(moved, there);
      for (int j = 0; j < v.length; j++) {
        v[j] = (there[from + j] - here[from + j]) / STEP;
      }
      largest = Math.max(largest, norm(v));
    }
    return largest;
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double value : v) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
