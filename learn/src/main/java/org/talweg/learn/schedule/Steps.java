package org.talweg.learn.schedule;

import java.util.List;

/**
 * The rate falls at milestones: gamma to the number of milestones passed.
 *
 * @param gamma the factor at each
 * @param milestones shares of the horizon, rising
 */
public record Steps(double gamma, List<Double> milestones) implements Schedule {
  public Steps {
    milestones = List.copyOf(milestones);
  }

  /** A tenth at a half and at three quarters. */
  public Steps() {
    this(0.1, List.of(0.5, 0.75));
  }

  @Override
  public double factor(long step, long horizon) {
    double factor = 1;
    for (double milestone : milestones) {
      if (horizon > 0 && step > milestone * horizon) {
        factor *= gamma;
      }
    }
    return factor;
  }
}
