package org.talweg.search.placement;

import java.util.List;
import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;

/**
 * The cheapest placement, or the whole front of cost against machines, by dynamic programming over
 * pods: {@link CoveringTable} has the recursion and its cost. Exact, since machines differ to the
 * pods only by their room. Takes milliseconds for a hundred pods.
 */
public final class ExactPlacement implements Solver<PlacementProblem, Placement> {
  /** Beyond this the table would take more than half a gigabyte. */
  private static final double MOST_STEPS = 2e9;

  private static final double SECONDS_PER_STEP = 2e-9;

  private static final Capability CAPABILITY =
      Capability.solver(
          "exact-placement",
          PlacementProblem.PLACEMENT,
          "The cheapest placement, or the front of cost against machines, by dynamic programming.",
          "covering knapsack, Dantzig 1957",
          Trait.GLOBAL,
          Trait.MULTI_OBJECTIVE,
          Trait.PROOF);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(PlacementProblem problem, Budget budget) {
    if (problem.diversity() == Diversity.POOLS) {
      return new Estimate.Unfit("the number of pools is not a sum over machines");
    }
    double steps = CoveringTable.steps(problem, problem.diversity() == Diversity.NODES);
    return steps > MOST_STEPS
        ? new Estimate.Unfit("its table would take %.0e steps".formatted(steps))
        : new Estimate.Fits(1, steps * SECONDS_PER_STEP, "exact, by dynamic programming");
  }

  @Override
  public void solve(PlacementProblem problem, Run<Placement> run) throws InterruptedException {
    try {
      List<Placement> found =
          problem.diversity() == Diversity.NONE
              ? cheapest(problem).stream().toList()
              : front(problem);
      if (found.isEmpty()) {
        // All pods do not fit: show how far the limits go.
        run.offer(GreedyPlacement.byPricePerPod(problem));
      }
      for (Placement placement : found) {
        run.offer(placement);
      }
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The cheapest placement; empty where the limits leave no room for all pods. */
  public static Optional<Placement> cheapest(PlacementProblem problem) {
    return new CoveringTable(problem, false).cheapest();
  }

  /** The placements that none beats in both cost and machines, the cheapest first. */
  public static List<Placement> front(PlacementProblem problem) {
    return new CoveringTable(problem, true).front();
  }
}
