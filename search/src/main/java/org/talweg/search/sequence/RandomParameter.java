package org.talweg.search.sequence;

import java.util.OptionalDouble;
import org.talweg.engine.Capability;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Draws the value for each instance evenly: what a method must beat. Source: folklore. Cost per
 * instance: O(1).
 */
public final class RandomParameter implements Solver<SequenceProblem, Schedule> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "random-parameter",
          SequenceProblem.SEQUENCE,
          "Draws the parameter of each instance at random.",
          "folklore");

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(SequenceProblem problem, Budget budget) {
    return new Estimate.Fits(0, problem.instances() * 1e-7, "a draw each");
  }

  @Override
  public void solve(SequenceProblem problem, Run<Schedule> run) throws InterruptedException {
    var random = run.random();
    Tuner.play(
        problem,
        run,
        new Tuner() {
          @Override
          public int choose(OptionalDouble context) {
            return random.nextInt(problem.grid().size());
          }

          @Override
          public void observe(double cost) {}
        });
  }
}
