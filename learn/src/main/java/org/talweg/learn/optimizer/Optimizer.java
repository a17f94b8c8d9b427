package org.talweg.learn.optimizer;

import org.talweg.engine.Capability;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Method;
import org.talweg.learn.train.Trainer;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;

/**
 * A first-order method: from the gradient to a direction, which a learning rate is multiplied by.
 * With a line in {@code META-INF/services/org.talweg.engine.Solver} and a constructor without
 * arguments it is a solver of trainings; batches, checkpoints, progress and resuming come from
 * {@link Trainer}.
 */
public interface Optimizer extends Solver<Training, Weights>, Method {
  /** From the gradient to the direction to go against, decay included. */
  Transformation direction();

  /** How much of the way it expects to go, for the planner; best where nothing is known. */
  double reach();

  @Override
  default Transformation transformation(double peak, Schedule schedule) {
    return direction().then(new Rate(peak, schedule));
  }

  @Override
  default Estimate estimate(Training training, Budget budget) {
    return new Estimate.Fits(reach(), 0, "one gradient a step");
  }

  @Override
  default void solve(Training training, Run<Weights> run) throws InterruptedException {
    Trainer.train(training, run, this, capability().name());
  }

  /** The profile of an optimizer. */
  static Capability profile(String name, String description, String source) {
    return Capability.solver(name, Training.TRAINING, description, source, Capability.Trait.NOISE);
  }
}
