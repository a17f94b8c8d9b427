package org.talweg.search.sequence;

import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Tsallis-INF-CB: cuts the range [a, b] of contexts into m equal bins and keeps one {@link
 * TsallisInf} for each, so that every bin learns its own best value.
 *
 * <p>Source: Learning to Relax (arXiv 2310.02246), with its 5 bins. Guarantee: that of Tsallis-INF
 * in each bin. Cost per instance: O(d).
 */
public final class BinnedTsallisInf implements Solver<SequenceProblem, Schedule> {
  private static final int BINS = 5;

  private static final Capability CAPABILITY =
      Capability.solver(
          "tsallis-inf-cb",
          SequenceProblem.SEQUENCE,
          "Learns the best parameter for each of five ranges of the context.",
          "learning-to-relax",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(SequenceProblem problem, Budget budget) {
    return problem.contexts().values().isEmpty()
        ? new Estimate.Unfit("the instances have no context")
        : new Estimate.Fits(
            0.35, problem.instances() * 1e-6 * problem.grid().size(), "a bandit for each range");
  }

  @Override
  public void solve(SequenceProblem problem, Run<Schedule> run) throws InterruptedException {
    SequenceProblem.Contexts contexts = problem.contexts();
    Tuner.play(
        problem,
        run,
        tuner(
            problem.grid().size(),
            problem.leastCost(),
            contexts.from(),
            contexts.to(),
            BINS,
            run.random()));
  }

  /** A tuner for contexts between from and to. */
  public static Tuner tuner(
      int values, double leastCost, double from, double to, int bins, RandomGenerator random) {
    var tuners =
        Stream.generate(() -> TsallisInf.tuner(values, leastCost, random)).limit(bins).toList();
    return new Tuner() {
      private Tuner current = tuners.getFirst();

      @Override
      public int choose(OptionalDouble context) {
        double share = (context.orElseThrow() - from) / (to - from);
        current = tuners.get(Math.clamp((int) (bins * share), 0, bins - 1));
        return current.choose(context);
      }

      @Override
      public void observe(double cost) {
        current.observe(cost);
      }
    };
  }
}
