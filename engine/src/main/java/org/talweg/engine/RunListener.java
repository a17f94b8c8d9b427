package org.talweg.engine;

/** Hears what happens in a run, on the run's own thread: return soon. All methods do nothing. */
public interface RunListener {
  /** The run begins, or goes on after {@code replayed} finished trials from the journal. */
  default void started(String run, Plan plan, long replayed) {}

  /** A trial is about to be evaluated here. */
  default void trialStarted(long number, Proposal proposal) {}

  /** A trial has finished, here or elsewhere. */
  default void trialFinished(Trial trial, boolean improved, Ledger ledger) {}

  /** A solver says how it goes. */
  default void progress(String words) {}

  /**
   * Something the user should know: a fallback, a divergence, an evaluator that ignores time-outs.
   */
  default void warning(String words) {}

  /** The run has ended. */
  default void ended(Outcome<?> outcome) {}
}
