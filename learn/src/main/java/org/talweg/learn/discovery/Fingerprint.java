package org.talweg.learn.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What a rule does: it is run for a few steps on a few fixed numbers, and what it subtracts,
 * rounded to seven digits, is the key of a hash table. Rules that do the same have the same
 * fingerprint however they are written; others almost surely have another.
 *
 * <p>Source: Chen et al. 2023, section 2.2, functional hashing. Cost: microseconds.
 *
 * @param digits the rounded numbers
 */
record Fingerprint(List<Long> digits) {
  private static final int SIZE = 6;
  private static final long[] STEPS = {1, 2, 3, 40, 41};
  private static final double[] RATES = {0.02, 0.013, 0.03, 0.004, 0.001};
  private static final double[][] WEIGHTS = new double[STEPS.length][SIZE];
  private static final double[][] GRADIENTS = new double[STEPS.length][SIZE];

  /** Bits of the mantissa that rounding drops. */
  private static final int DROPPED = 29;

  private static final double TINY = 1e-15;

  static {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    for (int s = 0; s < STEPS.length; s++) {
      for (int i = 0; i < SIZE; i++) {
        WEIGHTS[s][i] = random.nextGaussian();
        GRADIENTS[s][i] = Math.pow(10, -i / 2.0) * random.nextGaussian();
      }
    }
    GRADIENTS[1][0] = 0;
    for (double[] gradient : GRADIENTS) {
      gradient[SIZE - 1] = 0; // a weight that no input reaches, as models have
    }
  }

  Fingerprint {
    digits = List.copyOf(digits);
  }

  /** The fingerprint; empty where the rule makes an update that is no number or infinite. */
  static Optional<Fingerprint> of(UpdateRule rule) {
    var machine = new Machine(rule, SIZE);
    var digits = new ArrayList<Long>();
    for (int s = 0; s < STEPS.length; s++) {
      for (double u : machine.update(WEIGHTS[s], GRADIENTS[s], RATES[s], STEPS[s])) {
        if (!Double.isFinite(u)) {
          return Optional.empty();
        }
        digits.add(rounded(u));
      }
    }
    return Optional.of(new Fingerprint(digits));
  }

  private static long rounded(double u) {
    return Math.abs(u) < TINY ? 0 : (Double.doubleToLongBits(u) + (1L << (DROPPED - 1))) >> DROPPED;
  }
}
