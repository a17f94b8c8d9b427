package org.talweg.papers.zoranksgd;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The two functions of the paper's figure 2, in 100 variables, with where and how far to search.
 */
enum Landscape {
  /** f(x) = ‖x‖² from x ~ N(0, I). */
  QUADRATIC("the quadratic", 0.1, 30_000) {
    @Override
    double[] start(RandomGenerator random) {
      double[] x = new double[DIMENSION];
      Arrays.setAll(x, c -> random.nextGaussian());
      return x;
    }

    @Override
    double value(double[] x) {
      return Arrays.stream(x).map(c -> c * c).sum();
    }
  },

  /** f(x) = Σ 100 (x_{c+1} - x_c²)² + (1 - x_c)² from the origin, where it is 99. */
  ROSENBROCK("Rosenbrock", 0.01, 60_000) {
    @Override
    double[] start(RandomGenerator random) {
      return new double[DIMENSION];
    }

    @Override
    double value(double[] x) {
      double sum = 0;
      for (int c = 0; c + 1 < x.length; c++) {
        double bend = x[c + 1] - x[c] * x[c];
        sum += 100 * bend * bend + (1 - x[c]) * (1 - x[c]);
      }
      return sum;
    }
  };

  static final int DIMENSION = 100;

  private final String words;
  final double mu;
  final int evaluations;

  Landscape(String words, double mu, int evaluations) {
    this.words = words;
    this.mu = mu;
    this.evaluations = evaluations;
  }

  abstract double[] start(RandomGenerator random);

  abstract double value(double[] x);

  @Override
  public String toString() {
    return words;
  }
}
