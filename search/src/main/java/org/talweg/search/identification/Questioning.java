package org.talweg.search.identification;

import org.talweg.engine.Run;
import org.talweg.model.AssessmentException;
import org.talweg.model.Resource;

/** Follows a policy on a real problem: what the solvers of this form share. */
final class Questioning {
  private Questioning() {}

  /**
   * Asks until the answers or the budget are used up, one evaluation each, and offers the result.
   */
  static void follow(IdentificationProblem problem, QueryPolicy policy, Run<Identified> run)
      throws InterruptedException {
    var tally = new Tally(problem.hypotheses(), problem.budget());
    for (int t = 0; t < problem.budget() && !run.over(); t++) {
      int question = QueryPolicy.draw(policy.probabilities(tally), run.random());
      tally.record(question, problem.ask(question));
      run.charge(Resource.EVALUATIONS, 1);
    }
    try {
      run.offer(new Identified(tally.mostSupported(run.random())));
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }
}
