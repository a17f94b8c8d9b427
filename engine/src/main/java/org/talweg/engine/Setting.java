package org.talweg.engine;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.talweg.model.Budget;

/**
 * What a strategy begins with.
 *
 * @param budget what this strategy may spend, which may be a share of the run's
 * @param seed the same seed and the same tellings give the same asks
 * @param parallel how many proposals may be pending at a time, at least 1
 * @param history trials finished before, of whatever origin, oldest first
 */
public record Setting(Budget budget, long seed, int parallel, List<Trial> history) {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  public Setting {
    history = List.copyOf(history);
  }

  /** A fresh generator of the setting's seed. */
  public RandomGenerator random() {
    return FACTORY.create(seed);
  }

  /** The setting of a part of this plan: its share of the evaluations and a seed of its own. */
  public Setting part(int index, double share, List<Trial> history) {
    // SplitMix64's finaliser: neighbouring parts get unrelated seeds.
    long z = seed + 0x9E3779B97F4A7C15L * (index + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return new Setting(budget.share(share), z ^ (z >>> 31), parallel, history);
  }
}
