package org.talweg.search.identification;

import java.util.Arrays;

/**
 * A policy with weights to be learned: question i is asked with probability proportional to exp(w .
 * phi_i), where phi_i holds, once as it is and once times the share of the budget used,
 *
 * <pre>
 *   ln(0.01 + balance_i) and balance_i for answers wrong with probability 0.1, 0.25 and 0.35,
 *   n_i / (1 + n),  and whether the question has not been asked
 * </pre>
 *
 * <p>Sixteen weights, of which the logarithms alone give soft bisection in the limit; the paper's
 * network has hundreds of thousands and minutes of training.
 */
public record LearnedPolicy(double[] weights) implements QueryPolicy {
  private static final double[] FLIPS = {0.1, 0.25, 0.35};
  private static final int PLAIN = 2 * 3 + 2;

  /** How many weights there are. */
  static final int SIZE = 2 * PLAIN;

  public LearnedPolicy {
    if (weights.length != SIZE) {
      throw new IllegalArgumentException(SIZE + " weights, not " + weights.length);
    }
  }

  /** Near soft bisection with a flip of 0.25: where training begins. */
  static LearnedPolicy start() {
    double[] weights = new double[SIZE];
    weights[2] = 4;
    weights[3] = 4;
    return new LearnedPolicy(weights);
  }

  /** phi, a row per question. */
  static double[][] features(Tally tally) {
    int d = tally.hypotheses().questions();
    double[][] phi = new double[d][SIZE];
    int total = 0;
    for (int i = 0; i < d; i++) {
      total += tally.asked(i);
    }
    for (int f = 0; f < FLIPS.length; f++) {
      double[] balance = tally.balance(FLIPS[f]);
      for (int i = 0; i < d; i++) {
        phi[i][2 * f] = Math.log(0.01 + balance[i]);
        phi[i][2 * f + 1] = balance[i];
      }
    }
    for (int i = 0; i < d; i++) {
      phi[i][PLAIN - 2] = tally.asked(i) / (1.0 + total);
      phi[i][PLAIN - 1] = tally.asked(i) == 0 ? 1 : 0;
      for (int j = 0; j < PLAIN; j++) {
        phi[i][PLAIN + j] = tally.progress() * phi[i][j];
      }
    }
    return phi;
  }

  @Override
  public double[] probabilities(Tally tally) {
    return probabilities(features(tally));
  }

  double[] probabilities(double[][] phi) {
    double[] p = new double[phi.length];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < SIZE; j++) {
        p[i] += weights[j] * phi[i][j];
      }
    }
    double most = Arrays.stream(p).max().orElseThrow();
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(p[i] - most);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  /** Adds the gradient of ln p_chosen: phi_chosen - sum_i p_i phi_i. */
  static void addScore(double[][] phi, double[] p, int chosen, double[] gradient) {
    for (int j = 0; j < SIZE; j++) {
      double mean = 0;
      for (int i = 0; i < p.length; i++) {
        mean += p[i] * phi[i][j];
      }
      gradient[j] += phi[chosen][j] - mean;
    }
  }
}
