package org.talweg.search.bayes;

import org.talweg.engine.Estimate;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.search.Reach;

/** What the solvers of this package expect to reach and to cost. */
final class Expected {
  private Expected() {}

  /**
   * For one objective.
   *
   * @param share of the reach of expected improvement
   * @param cost of a suggestion, relative to that of expected improvement
   */
  static Estimate of(BlackBox problem, Budget budget, double share, double cost) {
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    double reach = Reach.ofLearning(problem, budget.evaluations(), 0.72, 0.095, 0.85);
    return new Estimate.Fits(
        reach * share, cost * seconds(budget), "learns most from few evaluations");
  }

  /** Of expected improvement: a suggestion takes 1 ms, and 30 μs per observation up to 400. */
  static double seconds(Budget budget) {
    double n = Math.min(budget.evaluations(), 1e6);
    return n * (1e-3 + 3e-5 * Math.min(n, 400));
  }
}
