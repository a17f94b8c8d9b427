package org.talweg.learn.gradient;

import org.talweg.learn.schedule.Schedule;

/**
 * The learning rate, last in a chain: u &lt;- -eta s(t) u, so that adding u descends.
 *
 * @param peak eta
 * @param schedule s, a factor of the peak
 */
public record Rate(double peak, Schedule schedule) implements Transformation {
  @Override
  public void apply(Update update, Memory memory) {
    update.scale(-at(update.step()));
  }

  /** eta s(t). */
  public double at(Step step) {
    return peak * schedule.factor(step.number(), step.horizon());
  }
}
