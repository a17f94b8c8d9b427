package org.talweg.program.interior;

import org.talweg.program.Nlp;

/**
 * The form in which the method takes a program: all constraints are equations c(x) = 0.
 *
 * <pre>
 *   min f(x)   subject to   c(x) = 0,   xL &lt;= x &lt;= xU
 * </pre>
 */
interface BarrierProblem extends Nlp {
  /** Says that the barrier parameter is now mu, for objectives that depend on it. */
  default void barrier(double mu) {}

  /**
   * Moves x to a point of less infeasibility by means of the problem's own, without a line search.
   *
   * @return whether there are such means
   */
  default boolean repair(double[] x, double mu) {
    return false;
  }

  /** The largest entry of c in the units of the program as it was given. */
  default double unscaledViolation(double[] c) {
    return Iterate.largest(c);
  }

  /** The factor by which the objective was multiplied. */
  default double objectiveScale() {
    return 1;
  }
}
