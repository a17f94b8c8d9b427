package org.talweg.papers.smoe;

import java.util.random.RandomGenerator;

/**
 * How steep experts may be before a deep stack of layers blows up. With p the momentum across
 * layers,
 *
 * <pre>
 *   p &lt;- mu p + f(x)        x &lt;- x + gamma p
 * </pre>
 *
 * and one expert f(x) = -sigma x the stack is stable for 0 &lt; gamma sigma &lt; 2 (1 + mu).
 */
final class Stability {
  private static final int LAYERS = 1000;
  private static final double BOUND = 100;
  private static final int D = 16;
  private static final int EXPERTS = 4;

  private final double[][][] experts = new double[EXPERTS][D][D];
  private final double[][] gate = new double[EXPERTS][D];
  private final double[] start = new double[D];

  /** Four linear experts, -A x with A positive semidefinite of norm 1, and a random linear gate. */
  Stability(RandomGenerator random) {
    for (int e = 0; e < EXPERTS; e++) {
      double[][] root = new double[D][D];
      for (int i = 0; i < D; i++) {
        start[i] = random.nextGaussian();
        for (int j = 0; j < D; j++) {
          root[i][j] = random.nextGaussian();
          gate[e][j] = random.nextGaussian();
        }
      }
      for (int i = 0; i < D; i++) {
        for (int j = 0; j < D; j++) {
          for (int k = 0; k < D; k++) {
            experts[e][i][j] += root[i][k] * root[j][k];
          }
        }
      }
      double norm = norm(experts[e]);
      for (double[] row : experts[e]) {
        for (int j = 0; j < D; j++) {
          row[j] /= norm;
        }
      }
    }
  }

  private static double norm(double[][] a) {
    double[] v = new double[D];
    java.util.Arrays.fill(v, 1);
    double length = 1;
    for (int t = 0; t < 1000; t++) {
      double[] w = times(a, v);
      length = length(w);
      for (int j = 0; j < D; j++) {
        v[j] = w[j] / length;
      }
    }
    return length;
  }

  private static double[] times(double[][] a, double[] v) {
    double[] w = new double[D];
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        w[i] += a[i][j] * v[j];
      }
    }
    return w;
  }

  private static double length(double[] v) {
    double squares = 0;
    for (double x : v) {
      squares += x * x;
    }
    return Math.sqrt(squares);
  }

  /** The steepest single expert, in hundredths, up to which the stack stays bounded. */
  static double steepestExpert(double mu) {
    double last = 0;
    for (int i = 1; i <= 500; i++) {
      double sigma = i / 100.0;
      double x = 1;
      double p = 0;
      for (int layer = 0; layer < LAYERS && Math.abs(x) <= BOUND; layer++) {
        p = mu * p - sigma * x;
        x += p;
      }
      if (!(Math.abs(x) <= BOUND)) {
        return last;
      }
      last = sigma;
    }
    return last;
  }

  /**
   * The largest norm of experts, in fiftieths, up to which the mixture of the best two is bounded.
   */
  double steepestMixture(double mu) {
    double last = 0;
    for (int i = 1; i <= 500; i++) {
      double norm = i / 50.0;
      if (!bounded(mu, norm)) {
        return last;
      }
      last = norm;
    }
    return last;
  }

  private boolean bounded(double mu, double norm) {
    double[] x = start.clone();
    double[] p = new double[D];
    double most = BOUND * length(start);
    for (int layer = 0; layer < LAYERS; layer++) {
      double[] f = mixture(x);
      for (int j = 0; j < D; j++) {
        p[j] = mu * p[j] - norm * f[j];
        x[j] += p[j];
      }
      if (!(length(x) <= most)) {
        return false;
      }
    }
    return true;
  }

  /** The sum over the two experts of highest score, weighted by the softmax of the two scores. */
  private double[] mixture(double[] x) {
    int first = -1;
    int second = -1;
    double[] scores = new double[EXPERTS];
    for (int e = 0; e < EXPERTS; e++) {
      for (int j = 0; j < D; j++) {
        scores[e] += gate[e][j] * x[j];
      }
      if (first < 0 || scores[e] > scores[first]) {
        second = first;
        first = e;
      } else if (second < 0 || scores[e] > scores[second]) {
        second = e;
      }
    }
    double weight = 1 / (1 + Math.exp(scores[second] - scores[first]));
    double[] one = times(experts[first], x);
    double[] two = times(experts[second], x);
    for (int j = 0; j < D; j++) {
      one[j] = weight * one[j] + (1 - weight) * two[j];
    }
    return one;
  }
}
