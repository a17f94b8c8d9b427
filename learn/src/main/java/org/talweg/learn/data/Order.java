package org.talweg.learn.data;

import java.util.SplittableRandom;

/**
 * Which examples each step sees: one endless sequence of permutations, a new one for each epoch,
 * cut into batches. The batch of a step depends on the seed and the step's number alone, so a
 * training can be resumed at any step.
 */
public final class Order {
  private final long size;
  private final int batch;
  private final long seed;
  private long epoch = -1;
  private long[] permutation = {};

  public Order(long size, int batch, long seed) {
    if (size < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "batches of %d out of %d examples: both are at least 1".formatted(batch, size));
    }
    this.size = size;
    this.batch = batch;
    this.seed = seed;
  }

  /** The examples of a step, from 1. */
  public long[] batch(long step) {
    long[] examples = new long[batch];
    for (int i = 0; i < batch; i++) {
      long place = Math.addExact(Math.multiplyExact(step - 1, (long) batch), i);
      if (place / size != epoch) {
        epoch = place / size;
        permutation = permutation(size, mixed(seed, epoch));
      }
      examples[i] = permutation[(int) (place % size)];
    }
    return examples;
  }

  private static long mixed(long seed, long epoch) {
    return new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (epoch + 1)).nextLong();
  }

  static long[] permutation(long size, long seed) {
    long[] numbers = new long[Math.toIntExact(size)];
    var random = new SplittableRandom(seed);
    for (int i = 0; i < numbers.length; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }
}
