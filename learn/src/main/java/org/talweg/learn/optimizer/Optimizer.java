package org.talweg.learn.optimizer;

import org.talweg.learn.gradient.Rate;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Schedule;

/**
 * A first-order method: from the gradient to a direction, which a learning rate is multiplied by.
 */
public interface Optimizer {
  /** From the gradient to the direction to go against, decay included. */
  Transformation direction();

  /** The peak learning rate where nobody says otherwise. */
  double rate();

  /** The whole update. */
  default Transformation transformation(double peak, Schedule schedule) {
    return direction().then(new Rate(peak, schedule));
  }
}
