package org.talweg.search.allocation;

import java.util.Arrays;
import org.talweg.engine.Capability;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;

/**
 * Allocations that are fixed before anything is learned: n_g proportional to 1 (equal numbers), to
 * the group's share of the population, or to 1 / c_g (equal spending). Sample by sample, the one
 * that lags its share most and can be paid for comes next, so that the budget is used up.
 *
 * <p>What arXiv 2202.01327 compares itself with. Cost: O(samples x groups).
 */
public abstract sealed class FixedShares implements Solver<AllocationProblem, Allocation> {
  private final Capability capability;

  private FixedShares(String name, String description) {
    this.capability =
        Capability.solver(name, AllocationProblem.ALLOCATION, description, "folklore");
  }

  /** As many samples of every group. */
  public static final class EqualNumbers extends FixedShares {
    public EqualNumbers() {
      super("equal-numbers", "Collects as many samples of every group.");
    }

    @Override
    double share(Group group) {
      return 1;
    }
  }

  /** In proportion to the groups' shares of the population. */
  public static final class Proportional extends FixedShares {
    public Proportional() {
      super("proportional", "Collects in proportion to the groups' shares of the population.");
    }

    @Override
    double share(Group group) {
      return group.share();
    }
  }

  /** As much money for every group. */
  public static final class EqualSpending extends FixedShares {
    public EqualSpending() {
      super("equal-spending", "Spends as much on every group.");
    }

    @Override
    double share(Group group) {
      return 1 / group.cost();
    }
  }

  /** What n_g is proportional to. */
  abstract double share(Group group);

  @Override
  public Capability capability() {
    return capability;
  }

  @Override
  public Estimate estimate(AllocationProblem problem, Budget budget) {
    return new Estimate.Fits(0.3, 1e-3, "shares fixed beforehand");
  }

  @Override
  public void solve(AllocationProblem problem, Run<Allocation> run) throws InterruptedException {
    try {
      run.offer(allocate(problem));
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first samples of every group included, even where a share is smaller. */
  Allocation allocate(AllocationProblem problem) {
    int[] n = new int[problem.groups().size()];
    Arrays.fill(n, problem.first());
    double spent = problem.cost(Allocation.of(n));
    while (true) {
      int next = -1;
      for (int g = 0; g < n.length; g++) {
        if (problem.affordable(spent + problem.groups().get(g).cost())
            && (next < 0 || lag(problem, n, g) < lag(problem, n, next))) {
          next = g;
        }
      }
      if (next < 0) {
        return Allocation.of(n);
      }
      n[next]++;
      spent += problem.groups().get(next).cost();
    }
  }

  private double lag(AllocationProblem problem, int[] n, int g) {
    return (n[g] + 1) / share(problem.groups().get(g));
  }
}
