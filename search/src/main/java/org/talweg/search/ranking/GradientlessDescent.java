package org.talweg.search.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;
import org.talweg.model.Point;
import org.talweg.model.Space;

/**
 * Gradientless descent: moves to the best of x and steps of many lengths,
 *
 * <pre>
 *   x ← best of  x,  x + r_j ξ_j / √d,   ξ_j ~ N(0, I),  r_j = R (r/R)^((j + U) / (m - 1)),
 * </pre>
 *
 * j = 0 … m-2, U uniform on [0,1]: one step per octave of lengths between R and r, in random
 * directions of the unit cube.
 *
 * <p>Source: Golovin et al., "Gradientless descent", ICLR 2020 (GLD-Search, with ball sampling by a
 * normal distribution and the octaves shifted at random, since m is given). Guarantees that x never
 * gets worse where the oracle does not err. Needs numbers without conditions. Cost per question:
 * O(m d).
 */
public final class GradientlessDescent implements Solver<RankingProblem, Preferred> {
  /** R, in units of the cube's side times √d. */
  private static final double LONGEST = 0.5;

  /** r / R. */
  private static final double RATIO = 0.001;

  private static final Capability CAPABILITY =
      Capability.solver(
          "gradientless-descent",
          RankingProblem.RANKING,
          "Moves to the best of random steps of many lengths, by rankings alone.",
          "Golovin et al. 2020",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(RankingProblem problem, Budget budget) {
    return Numbers.estimate(problem, budget, 0.6, 0.03, "a random step for every ranking");
  }

  @Override
  public void solve(RankingProblem problem, Run<Preferred> run) throws InterruptedException {
    var interview = new Interview(problem, run);
    Space space = problem.space();
    RandomGenerator random = run.random();
    int steps = problem.shown() - 1;
    int d = space.unitDimension();
    Point x = Numbers.start(space, random);
    while (!interview.over()) {
      double[] u = space.toUnit(x);
      double shift = random.nextDouble();
      var candidates = new ArrayList<>(List.of(x));
      for (int j = 0; j < steps; j++) {
        double[] xi = new double[d];
        Arrays.setAll(xi, c -> random.nextGaussian());
        double r = LONGEST * Math.pow(RATIO, (j + shift) / steps);
        candidates.add(Numbers.step(space, u, xi, r));
      }
      x = candidates.get(interview.best(candidates));
    }
  }
}
