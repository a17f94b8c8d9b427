package org.talweg.search.function;

import org.talweg.model.Point;

/** How a test function's values come from a point: objectives first, then constraints. */
public sealed interface Evaluation {
  /**
   * From coordinates alone, in the order of the parameters, whatever those are called. The
   * mathematics is defined on all of R^dimension unless the function's file says otherwise.
   */
  record ByPosition(int dimension, Positional rule) implements Evaluation {}

  /** From parameters by their names: choices, conditions and permutations have no coordinates. */
  record ByName(Named rule) implements Evaluation {}

  /** Values at coordinates and a fidelity, which is 1 where the function has only one. */
  @FunctionalInterface
  interface Positional {
    double[] at(double[] x, double fidelity);
  }

  /** Values at a point. */
  @FunctionalInterface
  interface Named {
    double[] at(Point point);
  }
}
