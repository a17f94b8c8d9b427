package org.talweg.papers.iclgd;

import java.util.random.RandomGenerator;

/**
 * One task: ten examples (x, w'x) of a linear function, w from N(0, I), x uniform in [-1/2,
 * 1/2]^10, and one more x to answer for.
 *
 * @param moments the sum over examples of e e', e = (x, y)
 * @param query (x, 0)
 * @param answer w'x
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Prompt(double[][] moments, double[] query, double answer) {
  static final int D = 10;
  static final int N = 10;
  static final int TOKEN = D + 1;

  /** A random task, its inputs multiplied by the scale. */
  static Prompt draw(RandomGenerator random, double scale) {
    double[] w = new double[D];
    for (int j = 0; j < D; j++) {
      w[j] = random.nextGaussian();
    }
    double[][] moments = new double[TOKEN][TOKEN];
    for (int i = 0; i < N; i++) {
      double[] e = token(w, random, scale);
      for (int j = 0; j < TOKEN; j++) {
        for (int k = 0; k < TOKEN; k++) {
          moments[j][k] += e[j] * e[k];
        }
      }
    }
    double[] query = token(w, random, scale);
    double answer = query[D];
    query[D] = 0;
    return new Prompt(moments, query, answer);
  }

  private static double[] token(double[] w, RandomGenerator random, double scale) {
    double[] e = new double[TOKEN];
    for (int j = 0; j < D; j++) {
      e[j] = scale * (random.nextDouble() - 0.5);
      e[D] += w[j] * e[j];
    }
    return e;
  }

  /** (1/N) sum of y x: minus the gradient of the loss at W = 0. */
  double[] step() {
    double[] step = new double[D];
    for (int j = 0; j < D; j++) {
      step[j] = moments[D][j] / N;
    }
    return step;
  }

  /** What one step of size eta from W = 0 answers. */
  double afterOneStep(double eta) {
    double[] step = step();
    double sum = 0;
    for (int j = 0; j < D; j++) {
      sum += eta * step[j] * query[j];
    }
    return sum;
  }
}
