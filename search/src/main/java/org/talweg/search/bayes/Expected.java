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
   */
  static Estimate of(BlackBox problem, Budget budget, double share) {
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    double n = Math.min(budget.evaluations(), 1e6);
    double reach = Reach.ofLearning(problem, n, 0.75, 0.05, 1);
    return new Estimate.Fits(reach * share, n * 0.02, "learns most from few evaluations");
  }
}
