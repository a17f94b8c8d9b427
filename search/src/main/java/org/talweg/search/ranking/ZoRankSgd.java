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
 * ZO-RankSGD with a person in mind: descends along the {@linkplain RankGradient direction} that
 * rankings give, in the unit cube, and lets rankings choose the step too. Two questions take turns:
 *
 * <pre>
 *   A.  order  x + μ ξ_1, …, x + μ ξ_m;          ḡ = mean of g(x) over the A-questions asked at x
 *   B.  which is best of  x,  the best of A,  x - η γ^j ḡ/‖ḡ‖,  j = 0 … m-3
 * </pre>
 *
 * If x is best, it stays, and ḡ gets better by another A-question; otherwise x becomes the best of
 * B and ḡ begins anew.
 *
 * <p>Ours, not the paper's: η is scaled so that the ladder of steps follows the steps that won (the
 * longest doubles η, x itself or the shortest halves it), and μ = η/4, within the bounds of {@link
 * Settings}; the paper fixes both. Coordinates that leave the cube stop at its side.
 *
 * <p>Source: Tang, Rybin and Chang (arXiv 2303.03751), algorithm 3. Needs numbers without
 * conditions. Only the order counts: a strictly increasing function of the hidden objective gives
 * the same run. Cost per question: O(m² + m d).
 */
public final class ZoRankSgd implements Solver<RankingProblem, Preferred> {
  /**
   * What can be set.
   *
   * @param step η at first, in units of the cube's side times √d
   * @param shrink γ, between 0 and 1
   * @param finest the least μ whose effect the oracle can tell
   * @param coarsest the greatest μ
   */
  public record Settings(double step, double shrink, double finest, double coarsest) {
    public static final Settings DEFAULT = new Settings(0.25, 0.5, 0.002, 0.1);
  }

  private static final Capability CAPABILITY =
      Capability.solver(
          "zo-ranksgd",
          RankingProblem.RANKING,
          "Descends along directions estimated from rankings, with steps chosen by ranking.",
          "zo-ranksgd",
          Trait.NOISE);

  private final Settings settings;

  public ZoRankSgd() {
    this(Settings.DEFAULT);
  }

  public ZoRankSgd(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(RankingProblem problem, Budget budget) {
    return Numbers.estimate(
        problem, budget, 0.85, 0.05, "a direction and a step for every two rankings");
  }

  @Override
  public void solve(RankingProblem problem, Run<Preferred> run) throws InterruptedException {
    var interview = new Interview(problem, run);
    Space space = problem.space();
    RandomGenerator random = run.random();
    int m = problem.shown();
    int d = space.unitDimension();
    Point x = Numbers.start(space, random);
    double eta = settings.step() * Math.sqrt(d);
    double[] sum = new double[d];
    while (!interview.over()) {
      double[] u = space.toUnit(x);
      double mu = Math.clamp(eta / 4, settings.finest(), settings.coarsest());
      double[][] xi = new double[m][d];
      var around = new ArrayList<Point>();
      for (int i = 0; i < m; i++) {
        Arrays.setAll(xi[i], c -> random.nextGaussian());
        around.add(Numbers.step(space, u, xi[i], mu));
      }
      Ranking order = interview.rank(around);
      double[] g = RankGradient.of(order, xi);
      Arrays.setAll(sum, c -> sum[c] + g[c]);
      if (interview.over()) {
        return;
      }
      double length = Numbers.norm(sum);
      var steps = new ArrayList<>(List.of(x, around.get(order.best().getFirst())));
      int rungs = Math.max(1, m - 2);
      double[] lengths = new double[rungs];
      for (int j = 0; j < rungs && length > 0; j++) {
        lengths[j] = eta * Math.pow(settings.shrink(), j);
        steps.add(Numbers.step(space, u, sum, -lengths[j] / length));
      }
      int best = interview.best(steps);
      if (best == 0 || best == 1 + rungs && rungs > 1) {
        eta = Math.max(4 * settings.finest(), eta * settings.shrink());
      } else if (best == 2) {
        eta = Math.min(Math.sqrt(d), eta / settings.shrink());
      }
      if (best != 0) {
        x = steps.get(best);
        Arrays.fill(sum, 0);
      }
    }
  }
}
