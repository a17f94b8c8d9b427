package org.talweg.learn.schedule;

/**
 * A straight line from the peak towards a floor: f + (1 - f) (1 - (t - 1)/T).
 *
 * @param floor f, the share of the peak that would be reached a step after the last
 */
public record Linear(double floor) implements Schedule {
  @Override
  public double factor(long step, long horizon) {
    return horizon == 0 ? 1 : floor + (1 - floor) * (1 - (Math.min(step, horizon) - 1.0) / horizon);
  }
}
