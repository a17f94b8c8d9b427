package org.talweg.engine.journal;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Outcome;
import org.talweg.engine.Result;
import org.talweg.engine.Trial;
import org.talweg.model.Resource;

/** Something that happened in a run. Events are only ever appended. */
public sealed interface Event {
  /**
   * The leader decided to evaluate a point.
   *
   * @param point a JSON object of the active parameters
   * @param fidelity NaN for full
   * @param worker who evaluates it, null where any worker may claim it
   */
  record Asked(long trial, String point, double fidelity, @Nullable String worker)
      implements Event {}

  /**
   * The strategy was asked and, after answers that needed no evaluation, had to wait: recorded
   * because those answers changed its state.
   */
  record Waited() implements Event {}

  /** A worker took a trial that was free, or whose worker is gone. */
  record Claimed(long trial, String worker) implements Event {}

  /** The leader found the trial's worker gone: any worker may claim it again. */
  record Released(long trial) implements Event {}

  /** A trial's result; the first one stands. */
  record Finished(
      long trial, Result result, double seconds, List<Trial.Report> reports, String worker)
      implements Event {
    public Finished {
      reports = List.copyOf(reports);
    }
  }

  /** A solution that a solver without trials offered and the problem judged. */
  record Offered(String solution, Result result) implements Event {}

  /**
   * An answer from outside, such as a person's, that a solver without trials asked for.
   *
   * @param question what was asked, which no two answers of a run share
   */
  record Answered(String question, String answer) implements Event {}

  /** The last answer not yet withdrawn was taken back. */
  record Withdrawn() implements Event {}

  /** What a solver without trials said of how it went, kept to be shown. */
  record Noted(String words) implements Event {}

  /** A process began to work on the run, or to lead it again. */
  record Opened(String worker, int parallel) implements Event {}

  /**
   * The run is over.
   *
   * @param status lower-case {@link org.talweg.engine.Outcome.Status}
   * @param seconds wall time spent in all
   * @param answer under noise, the first trial at the point that is the answer; 0 where the answer
   *     is the best one measured
   * @param best the answer's objective values; none where there is no answer
   */
  record Ended(String status, String reason, double seconds, long answer, List<Double> best)
      implements Event {
    public Ended {
      best = List.copyOf(best);
    }

    /** The end of a run with that outcome. */
    public static Ended of(Outcome<?> outcome, long answer) {
      return new Ended(
          outcome.status().name().toLowerCase(Locale.ROOT),
          outcome.reason(),
          outcome.spent().getOrDefault(Resource.SECONDS, 0.0),
          answer,
          outcome.best().map(best -> best.assessment().objectives()).orElse(List.of()));
    }
  }
}
