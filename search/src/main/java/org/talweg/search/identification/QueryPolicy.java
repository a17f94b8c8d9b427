package org.talweg.search.identification;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Which question to ask next. */
@FunctionalInterface
public interface QueryPolicy {
  /** The probability of each question. */
  double[] probabilities(Tally tally);

  /** Every question alike. */
  static QueryPolicy uniform() {
    return tally -> {
      double[] p = new double[tally.hypotheses().questions()];
      Arrays.fill(p, 1.0 / p.length);
      return p;
    };
  }

  /**
   * Soft generalised binary search (Nowak 2011): the question on which the posterior is most evenly
   * split, ties alike, where answers are taken to be wrong with that probability.
   */
  static QueryPolicy softBisection(double flip) {
    return tally -> {
      double[] balance = tally.balance(flip);
      double most = Arrays.stream(balance).max().orElseThrow();
      double[] p = Arrays.stream(balance).map(b -> b >= most - 1e-12 ? 1 : 0).toArray();
      double ties = Arrays.stream(p).sum();
      return Arrays.stream(p).map(v -> v / ties).toArray();
    };
  }

  /** Draws a question. */
  static int draw(double[] p, RandomGenerator random) {
    double left = random.nextDouble();
    int last = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        last = i;
        left -= p[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
