package org.talweg.papers.zoranksgd;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.ranking.Oracle;
import org.talweg.search.ranking.Preferred;
import org.talweg.search.ranking.RankingProblem;

/**
 * The stand-in for pictures: 20 gains of a linear controller that calms a chain of five masses by
 * forces on its ends, rated by what someone would see of it. The score
 *
 * <pre>
 *   J(K) = Δt Σ_t ‖q_t‖² + ‖v_t‖² + 0.1 ‖u_t‖²,     u = -K (q, v),
 *   q' = v,   v' = -L q - 0.05 v + B u
 * </pre>
 *
 * over 20 seconds from a start of the seed's own stays hidden; only rankings of 8 are told, by a
 * ranker who errs.
 */
final class Controller {
  static final int SHOWN = 8;
  private static final int MASSES = 5;
  private static final double STEP = 0.05;
  private static final int STEPS = 400;

  private final double[] start;

  Controller(RandomGenerator random) {
    start = new double[2 * MASSES];
    for (int i = 0; i < start.length; i++) {
      start[i] = random.nextGaussian();
    }
  }

  private static Space space() {
    var gains = new ArrayList<Parameter>();
    for (int i = 0; i < 4 * MASSES; i++) {
      gains.add(Parameter.real("k" + (i + 1), -2, 2));
    }
    return new Space(gains, java.util.List.of());
  }

  /** J. */
  double score(Point gains) {
    double[] k = new double[4 * MASSES];
    for (int i = 0; i < k.length; i++) {
      k[i] = gains.real("k" + (i + 1));
    }
    double[] s = start.clone();
    double sum = 0;
    for (int t = 0; t < STEPS; t++) {
      double[] u = new double[2];
      for (int i = 0; i < 2 * MASSES; i++) {
        u[0] -= k[i] * s[i];
        u[1] -= k[2 * MASSES + i] * s[i];
        sum += s[i] * s[i];
      }
      sum += 0.1 * (u[0] * u[0] + u[1] * u[1]);
      double[] force = new double[MASSES];
      for (int i = 0; i < MASSES; i++) {
        double left = i == 0 ? 0 : s[i - 1];
        double right = i == MASSES - 1 ? 0 : s[i + 1];
        force[i] = left + right - 2 * s[i] - 0.05 * s[MASSES + i];
      }
      force[0] += u[0];
      force[MASSES - 1] += u[1];
      for (int i = 0; i < MASSES; i++) {
        s[MASSES + i] += STEP * force[i];
        s[i] += STEP * s[MASSES + i];
      }
    }
    return Math.min(STEP * sum, 1e6);
  }

  /** J of what the solver ends with, relative to that of no control. */
  double relativeScore(String solver, int rankings, Ranker ranker, long seed, RandomGenerator noise)
      throws InterruptedException {
    Oracle oracle =
        (candidates, wanted, answered) ->
            ranker.rank(candidates.stream().mapToDouble(this::score).toArray(), wanted, noise);
    var problem =
        new RankingProblem("controller", space(), SHOWN, SHOWN, oracle, Optional.of(this::score));
    Outcome<Preferred> outcome =
        Talweg.solve(
            problem,
            RunOptions.within(Budget.evaluations(rankings)).withSolver(solver).withSeed(seed));
    Map<String, Double> quantities = outcome.best().orElseThrow().assessment().quantities();
    double end = quantities.getOrDefault(RankingProblem.HIDDEN, Double.NaN);
    return end / score(space().fromUnit(middle()));
  }

  private static double[] middle() {
    double[] middle = new double[4 * MASSES];
    java.util.Arrays.fill(middle, 0.5);
    return middle;
  }
}
