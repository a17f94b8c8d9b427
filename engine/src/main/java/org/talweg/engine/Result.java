package org.talweg.engine;

import java.time.Duration;
import org.talweg.model.Assessment;

/** What came of a trial. Nothing is silent: a failure is a result with its reason. */
public sealed interface Result {
  /** Evaluated and judged. */
  record Done(Assessment assessment) implements Result {}

  /** Could not be evaluated or judged, after all retries. */
  record Failed(String reason) implements Result {}

  /** Given up after that time. */
  record TimedOut(Duration after) implements Result {}

  /** Given up by the stopping rule after its last reported value. */
  record Stopped(long step, double value) implements Result {}

  /**
   * Never evaluated: it violates known constraints by that much. Told to strategies, not journaled.
   */
  record Rejected(double violation) implements Result {}

  /** One lower-case word for tables. */
  default String word() {
    return switch (this) {
      case Done(Assessment a) -> a.feasible() ? "done" : "infeasible";
      case Failed _ -> "failed";
      case TimedOut _ -> "timed-out";
      case Stopped _ -> "stopped";
      case Rejected _ -> "rejected";
    };
  }
}
