package org.talweg.engine;

import java.util.Optional;
import org.talweg.engine.Outcome.Solution;
import org.talweg.model.Problem;

/**
 * A reformulation into a sequence of problems, each of which contributes a solution to the front of
 * several objectives, and may depend on what those before came to. The engine plans and solves them
 * one after another.
 */
public interface Sweep<P extends Problem<S>, S, Q extends Problem<T>, T>
    extends Reformulation<P, S, Q, T> {
  /** How many solutions are sought where the budget does not say. */
  int POINTS = 20;

  /** What is still to be solved. */
  interface Course<Q extends Problem<T>, T, S> {
    /**
     * The next problem; empty where the front has been gone through.
     *
     * @param last what the problem before came to; empty at first, and where that found nothing
     */
    Optional<Reformulated<Q, T, S>> next(Optional<Solution<S>> last);

    /** Whether the solution of the problem handed out last is meant for the front. */
    default boolean onFront() {
      return true;
    }
  }

  /** Begins; seeks about so many solutions. */
  Course<Q, T, S> begin(P problem, int points);

  /** One of the problems, which is like most of them: for planning. */
  @Override
  Optional<Reformulated<Q, T, S>> apply(P problem);
}
