package org.talweg.learn.discovery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Rules and steps drawn by a seed. */
final class Rules {
  private Rules() {}

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** AdamW after that many random changes. */
  static UpdateRule drawn(long seed, int changes) {
    RandomGenerator random = random(seed);
    UpdateRule rule = UpdateRule.ADAMW;
    for (int i = 0; i < changes; i++) {
      rule = Mutation.FREE.of(rule, random, new HashMap<>());
    }
    return rule;
  }

  /** What the rule subtracts in a few steps on random numbers. */
  static double[][] updates(UpdateRule rule, long seed) {
    RandomGenerator random = random(seed);
    var machine = new Machine(rule, 5);
    double[][] updates = new double[4][];
    for (int t = 1; t <= updates.length; t++) {
      double[] w = random.doubles(5, -1, 1).toArray();
      double[] g = random.doubles(5, -1, 1).toArray();
      updates[t - 1] = Arrays.copyOf(machine.update(w, g, 0.01 * t, t), 5);
    }
    return updates;
  }
}
