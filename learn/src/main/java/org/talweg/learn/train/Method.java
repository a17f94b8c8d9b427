package org.talweg.learn.train;

import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Schedule;

/** What a trainer needs to know of an optimizer. */
public interface Method {
  /** The peak learning rate where nobody says otherwise. */
  double rate();

  /** From the gradient to what is added to the parameters. */
  Transformation transformation(double peak, Schedule schedule);
}
