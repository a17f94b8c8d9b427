package org.talweg.engine;

import org.talweg.model.BlackBox;
import org.talweg.model.Point;

/**
 * A solver of black boxes: it says which point to try next and hears what came of it. The engine
 * evaluates, in parallel and out of order, and resumes a run by asking and telling again what the
 * journal holds; so a strategy must depend on nothing but its setting and what it is told.
 */
public interface BlackBoxSolver extends Solver<BlackBox, Point> {
  /** A fresh strategy for one run. */
  Strategy begin(BlackBox problem, Setting setting);

  /** Not called: the engine drives the {@linkplain #begin strategy}. */
  @Override
  default void solve(BlackBox problem, Run<Point> run) {
    throw new UnsupportedOperationException("the engine asks and tells " + capability().name());
  }
}
