package org.talweg.search.placement;

import java.util.function.IntToDoubleFunction;
import org.talweg.engine.Capability;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;

/**
 * Rents one machine after the other until all pods fit, each time of the type with the least
 *
 * <pre>
 *   c_j / min(r_j, pods left)      price per pod placed, or
 *   c_j                            price
 * </pre>
 *
 * <p>Source: the first is the greedy rule for covering (Dobson 1982), at most 1 + ln(max r_j) times
 * as dear as the optimum; the second is what SpotKube (arXiv 2405.12311) compares itself with.
 * Cost: O(machines x types).
 */
public final class GreedyPlacement implements Solver<PlacementProblem, Placement> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "greedy-placement",
          PlacementProblem.PLACEMENT,
          "Rents one machine after the other, each of the least price per pod placed.",
          "Dobson 1982");

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(PlacementProblem problem, Budget budget) {
    return new Estimate.Fits(
        problem.diversity() == Diversity.NONE ? 0.9 : 0.3, 0, "one machine after the other");
  }

  @Override
  public void solve(PlacementProblem problem, Run<Placement> run) throws InterruptedException {
    try {
      run.offer(byPricePerPod(problem));
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each machine of the least price per pod placed. Leaves pods out where limits force it to. */
  public static Placement byPricePerPod(PlacementProblem problem) {
    int pods = problem.pods().count();
    return rent(problem, pods, true);
  }

  /** Each machine of the least price. Leaves pods out where limits force it to. */
  public static Placement byPrice(PlacementProblem problem) {
    return rent(problem, problem.pods().count(), false);
  }

  private static Placement rent(PlacementProblem problem, int pods, boolean perPod) {
    int[] nodes = new int[problem.types().size()];
    int left = pods;
    while (left > 0) {
      int missing = left;
      IntToDoubleFunction price =
          j -> problem.types().get(j).price() / (perPod ? Math.min(problem.room(j), missing) : 1);
      int best = -1;
      for (int j = 0; j < nodes.length; j++) {
        if (nodes[j] < problem.limit(j)
            && (best < 0 || price.applyAsDouble(j) < price.applyAsDouble(best))) {
          best = j;
        }
      }
      if (best < 0) {
        break;
      }
      nodes[best]++;
      left -= problem.room(best);
    }
    return Placement.of(nodes);
  }
}
