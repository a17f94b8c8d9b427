package org.talweg.papers.tournament;

import java.util.OptionalDouble;
import org.talweg.model.Budget;
import org.talweg.model.Problem;

/**
 * Something to be solved in a tournament.
 *
 * @param budget of every run
 * @param target what the objective is to reach, in the user's direction; where there is none, what
 *     half of the solvers reach in half of their runs
 */
public record Workload(String name, Problem<?> problem, Budget budget, OptionalDouble target) {
  public Workload {
    if (problem.objectives().size() != 1) {
      throw new IllegalArgumentException(
          "%s has %d objectives: a tournament compares by one"
              .formatted(name, problem.objectives().size()));
    }
    if (target.isPresent() && !Double.isFinite(target.getAsDouble())) {
      throw new IllegalArgumentException("the target of " + name + " is no finite number");
    }
  }

  /** A value of the objective as a cost to be minimised. */
  double cost(double value) {
    return problem.objectives().getFirst().direction().cost(value);
  }
}
