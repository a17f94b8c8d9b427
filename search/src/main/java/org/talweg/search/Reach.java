package org.talweg.search;

import org.talweg.model.BlackBox;
import org.talweg.model.Features;

/**
 * How solvers state the {@linkplain org.talweg.engine.Estimate.Fits#reach reach} they expect, in
 * two formulas whose constants are fitted to measured runs, so that the solvers' estimates can be
 * compared.
 */
public final class Reach {
  private Reach() {}

  /**
   * Of a design that learns nothing. Near a smooth optimum the best of n even points is n^(-1/d)
   * away and its gap the square of that: 2/d log10(n) of the six orders of magnitude that make the
   * whole way.
   */
  public static double ofSampling(BlackBox problem, double evaluations) {
    double d = dimension(problem);
    return Math.clamp(Math.log10(1 + evaluations) * 2 / d / 6, 0.0, 0.95);
  }

  /**
   * Of a solver that learns: it covers what sampling would, s, and learns in what that leaves: s +
   * (1 - s) l with l = limit (1 - exp(-speed n / d^power)).
   *
   * @param limit what it comes to on average over easy and multimodal problems, at most 1
   */
  public static double ofLearning(
      BlackBox problem, double evaluations, double limit, double speed, double power) {
    double d = dimension(problem);
    double sampled = ofSampling(problem, evaluations);
    double learnt = limit * -Math.expm1(-speed * evaluations / Math.pow(d, power));
    return Math.clamp(sampled + (1 - sampled) * learnt, 0.0, 1.0);
  }

  private static double dimension(BlackBox problem) {
    return Math.max(1, problem.features().get(Features.DIMENSION));
  }
}
