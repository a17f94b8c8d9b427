package org.talweg.learn.schedule;

/** The share of the peak learning rate that each step takes. */
@FunctionalInterface
public interface Schedule {
  /** The peak throughout. */
  Schedule CONSTANT = (step, horizon) -> 1;

  /**
   * The factor of a step.
   *
   * @param step t, from 1
   * @param horizon T, the number of steps planned; 0 where nobody knows, and then a schedule that
   *     falls towards the end does not fall
   */
  double factor(long step, long horizon);

  /** This schedule after a linear rise. */
  default Schedule after(Warmup.Length warmup) {
    return new Warmup(warmup, this);
  }
}
