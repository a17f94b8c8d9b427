package org.talweg.papers.lvhba;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.papers.Context;
import org.talweg.program.bilevel.BilevelModel;
import org.talweg.program.bilevel.BilevelProgram;
import org.talweg.program.bilevel.LeaderFollower;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * The paper's toy with a strongly convex follower and constraints of both levels:
 *
 * <pre>
 *   F = sin(c'x + d'y) + log(||x + y||^2 + 1)   subject to   B x = 0
 *   f = 1/2 ||x - y||^2                         subject to   A y + H x = 0
 * </pre>
 *
 * A and H 0.9 n by n, B 0.45 n by n, all normal and divided by sqrt(n), c and d normal.
 */
final class RandomToy {
  private RandomToy() {}

  /** What lv-hba and the optimality conditions come to on one problem; lower is better. */
  record Reached(double lvHba, double best, double gap) {}

  static Reached reached(long seed, int n, int gradients, int starts) throws InterruptedException {
    BilevelProgram problem = problem(seed, n);
    Outcome<LeaderFollower> own =
        Talweg.solve(
            problem,
            RunOptions.within(Budget.evaluations(gradients)).withSolver("lv-hba").withSeed(seed));
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < starts; k++) {
      var outcome =
          Talweg.solve(
              problem,
              RunOptions.within(Budget.evaluations(gradients))
                  .withSolver("scholtes")
                  .withSeed(Context.seed(seed, "start " + k)));
      if (outcome.best().isPresent() && outcome.best().get().assessment().feasible()) {
        best = Math.min(best, outcome.objective());
      }
    }
    var assessed = own.best().orElseThrow().assessment();
    return new Reached(
        assessed.feasible() ? assessed.objective() : Double.POSITIVE_INFINITY,
        best,
        assessed.quantities().getOrDefault("suboptimality gap", Double.NaN));
  }

  private static BilevelProgram problem(long seed, int n) {
    RandomGenerator random = Context.random(seed, "random toy");
    var m = new BilevelModel("random toy");
    Dag d = m.dag();
    double inf = Double.POSITIVE_INFINITY;
    int[] x = new int[n];
    int[] y = new int[n];
    Arrays.setAll(x, i -> m.leader("x" + i, -inf, inf, random.nextGaussian()));
    Arrays.setAll(y, i -> m.follower("y" + i, -inf, inf, 0));
    int wave = d.add(combination(d, x, random, 1), combination(d, y, random, 1));
    int[] squares = new int[n + 1];
    int[] lower = new int[n];
    for (int i = 0; i < n; i++) {
      squares[i] = d.square(d.add(x[i], y[i]));
      lower[i] = d.multiply(d.constant(0.5), d.square(d.subtract(x[i], y[i])));
    }
    squares[n] = d.constant(1);
    m.upper(d.add(d.apply(Op.SIN, wave), d.apply(Op.LOG, d.sum(squares)))).lower(d.sum(lower));
    double scale = 1 / Math.sqrt(n);
    for (int k = 0; k < 9 * n / 10; k++) {
      m.lowerConstraint(
          d.add(combination(d, y, random, scale), combination(d, x, random, scale)), 0, 0);
    }
    for (int k = 0; k < 45 * n / 100; k++) {
      m.upperConstraint(combination(d, x, random, scale), 0, 0);
    }
    return m.convex();
  }

  private static int combination(Dag d, int[] of, RandomGenerator random, double scale) {
    int[] terms = new int[of.length];
    Arrays.setAll(terms, j -> d.multiply(d.constant(scale * random.nextGaussian()), of[j]));
    return d.sum(terms);
  }
}
