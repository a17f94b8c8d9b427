package org.talweg.search.identification;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Soft generalised binary search: asks the question on which the posterior
 *
 * <pre>
 *   P(z) proportional to exp(1/2 ln((1 - eps) / eps) sum_i sign_i(z) s_i)
 * </pre>
 *
 * <p>is most evenly split, as if every answer were wrong with probability eps = 0.25. Source: Nowak
 * 2011. Guarantee there: the error falls exponentially where answers are wrong less often than that
 * and the hypotheses are neighbourly. Cost per question: O(hypotheses x questions).
 */
public final class SoftBisection implements Solver<IdentificationProblem, Identified> {
  private static final double FLIP = 0.25;

  private static final Capability CAPABILITY =
      Capability.solver(
          "soft-bisection",
          IdentificationProblem.IDENTIFICATION,
          "Asks what splits the remaining hypotheses most evenly, allowing for wrong answers.",
          "Nowak 2011",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(IdentificationProblem problem, Budget budget) {
    return new Estimate.Fits(0.5, 1e-3, "halves the hypotheses");
  }

  @Override
  public void solve(IdentificationProblem problem, Run<Identified> run)
      throws InterruptedException {
    Questioning.follow(problem, QueryPolicy.softBisection(FLIP), run);
  }
}
