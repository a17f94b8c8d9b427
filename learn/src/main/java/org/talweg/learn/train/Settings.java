package org.talweg.learn.train;

import java.util.OptionalDouble;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.schedule.Warmup;

/**
 * What a training leaves to whoever states it, whatever the optimizer.
 *
 * @param goal what the weights are judged by
 * @param target with which the training ends, empty where it goes on until its budget is spent
 * @param batch examples per step
 * @param rate the peak learning rate; the optimizer's own where it is empty
 * @param schedule how the rate moves
 * @param clip the longest gradient, infinite for any
 * @param every steps from one checkpoint to the next; 0 for a twentieth of the training
 * @param judge steps from one look at the validation set to the next; 0 for at checkpoints only
 * @param threads of LibTorch; more than 1 pays for large models on idle cores
 * @param mixed whether products are computed in 16 bits ({@link
 *     org.talweg.learn.tensor.MixedPrecision})
 */
public record Settings(
    Goal goal,
    OptionalDouble target,
    int batch,
    OptionalDouble rate,
    Schedule schedule,
    double clip,
    long every,
    long judge,
    int threads,
    boolean mixed) {
  /** What the weights are judged by, on the validation set. */
  public enum Goal {
    LOSS,
    ACCURACY
  }

  public Settings {
    if (batch < 1 || !(clip > 0) || every < 0 || judge < 0 || threads < 1) {
      throw new IllegalArgumentException(
          "a batch of %d, gradients up to %s, checkpoints every %d steps, looks every %d, %d threads"
              .formatted(batch, clip, every, judge, threads));
    }
    if (rate.isPresent() && !(rate.getAsDouble() > 0)) {
      throw new IllegalArgumentException("a rate is greater than 0, not " + rate.getAsDouble());
    }
    if (target.isPresent() && !Double.isFinite(target.getAsDouble())) {
      throw new IllegalArgumentException("a target is a finite number");
    }
  }

  /**
   * The loss, 64 examples a step, a short warm-up and a cosine, gradients of any length up to 1.
   */
  public static Settings defaults() {
    return new Settings(
        Goal.LOSS,
        OptionalDouble.empty(),
        64,
        OptionalDouble.empty(),
        new Cosine(0.01).after(Warmup.Length.share(0.05)),
        1,
        0,
        0,
        1,
        false);
  }

  public Settings withGoal(Goal other) {
    return new Settings(other, target, batch, rate, schedule, clip, every, judge, threads, mixed);
  }

  public Settings withTarget(double value) {
    return new Settings(
        goal, OptionalDouble.of(value), batch, rate, schedule, clip, every, judge, threads, mixed);
  }

  public Settings withBatch(int other) {
    return new Settings(goal, target, other, rate, schedule, clip, every, judge, threads, mixed);
  }

  public Settings withRate(double other) {
    return new Settings(
        goal,
        target,
        batch,
        OptionalDouble.of(other),
        schedule,
        clip,
        every,
        judge,
        threads,
        mixed);
  }

  public Settings withSchedule(Schedule other) {
    return new Settings(goal, target, batch, rate, other, clip, every, judge, threads, mixed);
  }

  public Settings withClip(double other) {
    return new Settings(goal, target, batch, rate, schedule, other, every, judge, threads, mixed);
  }

  public Settings withCheckpointEvery(long steps) {
    return new Settings(goal, target, batch, rate, schedule, clip, steps, judge, threads, mixed);
  }

  public Settings withJudgeEvery(long steps) {
    return new Settings(goal, target, batch, rate, schedule, clip, every, steps, threads, mixed);
  }

  public Settings withThreads(int count) {
    return new Settings(goal, target, batch, rate, schedule, clip, every, judge, count, mixed);
  }

  public Settings withMixedPrecision(boolean other) {
    return new Settings(goal, target, batch, rate, schedule, clip, every, judge, threads, other);
  }
}
