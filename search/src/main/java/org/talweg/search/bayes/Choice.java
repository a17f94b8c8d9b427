package org.talweg.search.bayes;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** How a solver of this package chooses the next point: all that distinguishes it from others. */
interface Choice {
  /**
   * What to evaluate next.
   *
   * @param row of the encoding
   * @param times how often in a row, 1 but where repeating a point is worth more than thinking
   */
  record Next(double[] row, int times) {
    static Next once(double[] row) {
      return new Next(row, 1);
    }
  }

  /**
   * The next point, not one of those {@linkplain Beliefs#excluded excluded}.
   *
   * @param beliefs with at least one value of every objective, and conditioned on what is pending
   * @param random of this choice alone
   * @return empty where no point is left
   */
  Optional<Next> next(Beliefs beliefs, RandomGenerator random);
}
