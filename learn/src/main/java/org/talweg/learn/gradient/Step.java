package org.talweg.learn.gradient;

/**
 * Which step of how many.
 *
 * @param number t, from 1
 * @param horizon T, how many steps the training is planned to take; 0 where nobody knows
 */
public record Step(long number, long horizon) {
  public Step {
    if (number < 1 || horizon < 0) {
      throw new IllegalArgumentException("step " + number + " of " + horizon);
    }
  }
}
