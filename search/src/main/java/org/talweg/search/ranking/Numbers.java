package org.talweg.search.ranking;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.engine.Estimate;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.model.Point;
import org.talweg.model.Space;

/** Spaces of numbers as the unit cube, for the solvers of this package. */
final class Numbers {
  private Numbers() {}

  /** Of a solver that covers {@code limit (1 - exp(-speed k n m / d))} of the way in n rankings. */
  static Estimate estimate(
      RankingProblem problem, Budget budget, double limit, double speed, String why) {
    Features features = problem.features();
    if (features.has(Features.CATEGORIES)) {
      return new Estimate.Unfit("takes numbers only, without conditions");
    }
    double d = Math.max(1, features.get(Features.DIMENSION));
    double candidates = budget.evaluations() * features.get(RankingProblem.SHOWN);
    return new Estimate.Fits(limit * -Math.expm1(-speed * candidates / d), 0.001, why);
  }

  /** The space's start, or its middle; a random point where the middle may not be. */
  static Point start(Space space, RandomGenerator random) {
    double[] middle = new double[space.unitDimension()];
    Arrays.fill(middle, 0.5);
    Point point = space.start().orElseGet(() -> space.fromUnit(middle));
    return space.violation(point) > 0 ? space.sample(random) : point;
  }

  /** u + length direction, stopped at the cube's sides. */
  static Point step(Space space, double[] u, double[] direction, double length) {
    double[] y = new double[u.length];
    Arrays.setAll(y, c -> Math.clamp(u[c] + length * direction[c], 0.0, 1.0));
    return space.fromUnit(y);
  }

  static double norm(double[] v) {
    return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
  }
}
