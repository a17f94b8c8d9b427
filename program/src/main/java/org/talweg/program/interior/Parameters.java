package org.talweg.program.interior;

/**
 * What the interior-point method can be told; {@link #defaults()} are the values of Wächter and
 * Biegler (2006) except where noted. Constants of the line search stand in {@link LineSearch}.
 *
 * @param tolerance epsilon_tol: the scaled KKT error to be reached
 * @param acceptableTolerance the error that is accepted when it has been held for {@link
 *     #ACCEPTABLE_ITERATIONS} iterations, or when no more progress is possible
 * @param gapTolerance the objective's remaining change that is asked for besides, relative to
 *     max(1, |f|): the sum of all complementarity products, and what the next step promises (ours)
 * @param iterations most iterations, those of restoration included
 * @param barrier mu_0: the first barrier parameter
 * @param push kappa_1 = kappa_2: how far the start is pushed from its bounds, relative to their
 *     size, and to their distance
 * @param relaxation by how much bounds are widened, relative to max(1, |bound|)
 * @param largestGradient g_max: functions whose gradient at the start is larger are scaled down to
 *     it
 * @param bestEffort how many iterations are spent on the gap once the tolerance is reached (ours)
 */
public record Parameters(
    double tolerance,
    double acceptableTolerance,
    double gapTolerance,
    int iterations,
    double barrier,
    double push,
    double relaxation,
    double largestGradient,
    int bestEffort) {
  /** For how many iterations the acceptable tolerance must hold. */
  static final int ACCEPTABLE_ITERATIONS = 15;

  /** The values that serve nearly always. */
  public static Parameters defaults() {
    return new Parameters(1e-8, 1e-6, 1e-7, 3000, 0.1, 1e-2, 1e-8, 100, 40);
  }

  /** The same with another limit on iterations. */
  public Parameters withIterations(int most) {
    return new Parameters(
        tolerance,
        acceptableTolerance,
        gapTolerance,
        most,
        barrier,
        push,
        relaxation,
        largestGradient,
        bestEffort);
  }

  /**
   * The same for a start that is believed to be near the solution: it is pushed less, and the
   * barrier begins low.
   */
  public Parameters warm() {
    return new Parameters(
        tolerance,
        acceptableTolerance,
        gapTolerance,
        iterations,
        1e-4,
        1e-6,
        relaxation,
        largestGradient,
        bestEffort);
  }
}
