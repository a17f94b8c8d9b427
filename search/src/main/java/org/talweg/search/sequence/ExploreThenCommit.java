package org.talweg.search.sequence;

import java.util.OptionalDouble;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Uses each of the d values in turn for the first instances, n = ceil(T^(2/3) / d^(2/3)) times each
 * but at most T / (2d), and from then on the one with the least mean cost. What one does by hand; a
 * baseline for the bandits.
 *
 * <p>Source: folklore; regret O(d^(1/3) T^(2/3)) where instances are drawn alike, no guarantee
 * where they change. Ignores contexts. Cost per instance: O(1).
 */
public final class ExploreThenCommit implements Solver<SequenceProblem, Schedule> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "explore-then-commit",
          SequenceProblem.SEQUENCE,
          "Tries every value of the parameter in turn, then keeps the one with the least mean.",
          "folklore",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(SequenceProblem problem, Budget budget) {
    return new Estimate.Fits(0.25, problem.instances() * 1e-7, "tries each, then keeps the best");
  }

  @Override
  public void solve(SequenceProblem problem, Run<Schedule> run) throws InterruptedException {
    Tuner.play(problem, run, tuner(problem.grid().size(), problem.instances()));
  }

  /** A tuner for so many values along so many instances. */
  public static Tuner tuner(int values, int instances) {
    double wanted = Math.ceil(Math.pow((double) instances / values, 2.0 / 3));
    int each = (int) Math.max(1, Math.min(wanted, instances / (2.0 * values)));
    return new Tuner() {
      private final double[] sums = new double[values];
      private int t = 0;
      private int chosen = 0;

      @Override
      public int choose(OptionalDouble context) {
        if (t < each * values) {
          chosen = t % values;
        } else if (t == each * values) {
          chosen = 0;
          for (int i = 1; i < values; i++) {
            chosen = sums[i] < sums[chosen] ? i : chosen;
          }
        }
        return chosen;
      }

      @Override
      public void observe(double cost) {
        sums[chosen] += t < each * values ? cost : 0;
        t++;
      }
    };
  }
}
