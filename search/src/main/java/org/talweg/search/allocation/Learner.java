package org.talweg.search.allocation;

/**
 * How well a group is served by a model that learned from so many of its samples: a number, at most
 * 1, larger is better. Both methods give the same answer to the same question.
 */
public interface Learner {
  /**
   * The score that counts, asked only for samples that have been collected.
   *
   * @param samples 0 or more
   */
  double score(int group, int samples) throws InterruptedException;

  /**
   * An estimate of {@code score(group, size)} from collected samples alone, such as by training on
   * random subsets of that size and testing on the rest.
   *
   * @param collected more than size
   */
  default double estimate(int group, int size, int collected) throws InterruptedException {
    return score(group, size);
  }
}
