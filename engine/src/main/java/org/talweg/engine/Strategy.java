package org.talweg.engine;

import java.util.Optional;

/**
 * The ask-and-tell state of one solver in one run. Called from one thread at a time.
 *
 * <p>The engine never evaluates a point that violates a known constraint, nor, without noise, one
 * that has been evaluated: it tells the answer at once and asks again, at no charge.
 */
public interface Strategy extends AutoCloseable {
  /**
   * The next point to evaluate.
   *
   * @return empty where results of earlier proposals are needed first; with none pending, the
   *     strategy is finished. An empty answer must leave the state as it was, since the engine does
   *     not record it.
   */
  Optional<Proposal> ask();

  /**
   * The result of a proposal of this strategy's; {@link Trial#proposal} is the very object asked.
   */
  void tell(Trial trial);

  /** The result of a trial that another strategy of the same plan asked for. Ignored by default. */
  default void learn(Trial trial) {}

  /** Releases threads, if any. */
  @Override
  default void close() {}
}
