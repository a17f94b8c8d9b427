package org.talweg.search.identification;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Asks questions at random and takes the hypothesis that most answers agree with: what an adaptive
 * method must beat. Source: folklore. Cost per question: O(hypotheses).
 */
public final class UniformQueries implements Solver<IdentificationProblem, Identified> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "uniform-queries",
          IdentificationProblem.IDENTIFICATION,
          "Asks questions at random.",
          "folklore",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(IdentificationProblem problem, Budget budget) {
    return new Estimate.Fits(0.1, 1e-3, "questions at random");
  }

  @Override
  public void solve(IdentificationProblem problem, Run<Identified> run)
      throws InterruptedException {
    Questioning.follow(problem, QueryPolicy.uniform(), run);
  }
}
