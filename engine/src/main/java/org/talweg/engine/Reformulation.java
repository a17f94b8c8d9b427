package org.talweg.engine;

import java.util.Optional;
import org.talweg.model.Problem;

/**
 * Turns a problem of one form into a problem of another, or of the same form with less in it, and
 * carries the solution back. Found through {@link java.util.ServiceLoader}; stateless.
 */
public interface Reformulation<P extends Problem<S>, S, Q extends Problem<T>, T> {
  /** How the new problem's optimum relates to the old one's. */
  enum Exactness {
    /** An optimum of the new problem carries back to an optimum. */
    EXACT,
    /** The new problem's optimum bounds the old one's. */
    RELAXATION,
    /** Neither is promised. */
    APPROXIMATION
  }

  /** The machine-readable profile. */
  Capability capability();

  /** What carrying the solution back preserves. */
  Exactness exactness();

  /**
   * How much of what a solver expects to reach on the new problem it may expect on this one, from 0
   * to 1, because the new problem is harder than its features tell; inexactness aside.
   */
  default double survives(P problem) {
    return 1;
  }

  /**
   * Whether objective values mean the same in both problems, so that what a solver claims of the
   * new one's optimum bounds the old one's; only where this is no approximation.
   */
  default boolean keepsObjective() {
    return false;
  }

  /** What it does to this problem, in a few words, for {@code explain}. */
  default String account(P problem) {
    return capability().description();
  }

  /** The new problem and the way back; empty where there is nothing to reformulate. */
  Optional<Reformulated<Q, T, S>> apply(P problem);
}
