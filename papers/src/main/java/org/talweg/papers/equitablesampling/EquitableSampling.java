package org.talweg.papers.equitablesampling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.search.allocation.AdaptiveAllocation;
import org.talweg.search.allocation.AllocationProblem;
import org.talweg.search.allocation.Utility;

/**
 * Adaptive Sampling Strategies to Construct Equitable Training Datasets (arXiv 2202.01327): the
 * budget goes where the estimated learning curves promise most.
 *
 * <p>Tested on {@link KnownCurves}, which isolate the allocation, and on {@link Genotypes}, where
 * curves must be learned from models that are really trained.
 */
public final class EquitableSampling implements Reproduction {
  static final String ADAPTIVE = "adaptive-allocation";
  static final List<String> HEURISTICS = List.of("equal-numbers", "proportional", "equal-spending");
  private static final String ORACLE = "greedy with the true curves";
  private static final List<Double> NOISE = List.of(0.01, 0.03);
  private static final String GENOTYPES = "polygenic scores";
  private static final int GENOTYPE_SEEDS = 6;

  @Override
  public String paper() {
    return "equitable-sampling";
  }

  @Override
  public int seeds() {
    return 20;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Known curves: four groups, s(n) = a - b n^-d with a ~ U(0.6, 0.95), d ~ U(0.25, 0.9), b ="
            + " (a - 0.1) 20^d U(0.7, 1), costs from {1, 2, 4}, shares Dirichlet(1.5), budget 3,000,"
            + " 40 samples of each to begin with; estimates at size m are off by a normal error of"
            + " sd sqrt(40 / m); one problem a seed.",
        "Polygenic scores: ridge regression on 100 synthetic genotypes, 20% causal, correlation of"
            + " effects 0.7, heritabilities 0.6, 0.6, 0.4, 0.3, costs 1, 1, 1.5, 2, shares 0.6, 0.2,"
            + " 0.15, 0.05, budget 2,000, 60 of each to begin with; curves from three random splits"
            + " of what has been collected; the score is R^2 on 1,000 fresh individuals; the first"
            + " six seeds.",
        "Utilities: the mean, the mean of logarithms, and the minimum over groups of their scores.",
        "Adaptive: batches of a sixtieth of the budget. Every policy uses its whole budget.",
        "These seeds were run once before: without batches for exploration and with estimates at"
            + " smaller sizes the third claim failed, adapting beating equal numbers in 0 of 6. The"
            + " remedies were tried on other seeds; the thresholds are unchanged.",
        "A policy beats another in a problem where its utility is higher; shares count problems."
            + " The gap closed is that from the best fixed shares, on average, to the true curves.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "equal numbers of all groups",
        "numbers in proportion to the population",
        "equal spending on all groups",
        "the same greedy rule with the true curves (known curves only)");
  }

  @Override
  public List<Claim> claims() {
    var worst = new ArrayList<Criterion>();
    var beats = new ArrayList<Criterion>();
    for (double noise : NOISE) {
      String on = curves(noise);
      worst.add(Criterion.atLeast(gapClosed(on, Utility.MIN), ADAPTIVE, 0.85));
      for (Utility utility : Utility.values()) {
        beats.add(Criterion.atLeast(wins(on, utility, "proportional"), ADAPTIVE, 0.9));
      }
      for (Utility utility : List.of(Utility.MEAN, Utility.LOG)) {
        beats.add(Criterion.atLeast(wins(on, utility, "equal-numbers"), ADAPTIVE, 0.75));
      }
    }
    return List.of(
        new Claim(
            "near the optimum without knowing the curves",
            "For the worst-off group, adapting closes at least 85% of the gap between the best fixed"
                + " shares and the same rule with the true curves, at both levels of noise.",
            "to hold: 94% in a pilot",
            worst),
        new Claim(
            "better than fixed shares",
            "Adapting beats proportional sampling in at least 18 of 20 problems for every utility,"
                + " and equal numbers in at least 15 of 20 for the mean and the mean of logarithms.",
            "to hold, by a tiny margin over equal numbers for the mean",
            beats),
        new Claim(
            "the worst-off ancestry gains, with learned models",
            "On polygenic scores, adapting for the minimum beats every fixed shares in at least five"
                + " of six problems.",
            "to hold; for the mean a pilot found no benefit, since the curves are alike",
            HEURISTICS.stream()
                .map(
                    other -> Criterion.atLeast(wins(GENOTYPES, Utility.MIN, other), ADAPTIVE, 0.83))
                .toList()));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "Real genetics: genotypes are drawn independently, without linkage.",
        "Transfer between groups: every group has a model of its own, as the theorem needs.",
        "The paper's own estimator and batch schedule, which were reconstructed.");
  }

  private static String curves(double noise) {
    return "known curves, sd " + noise;
  }

  private static String utility(String on, Utility utility) {
    return "utility (" + word(utility) + "), " + on;
  }

  static String gapClosed(String on, Utility utility) {
    return "share of the gap closed (" + word(utility) + "), " + on;
  }

  private static String wins(String on, Utility utility, String other) {
    return "share of problems better than " + other + " (" + word(utility) + "), " + on;
  }

  private static String word(Utility utility) {
    return switch (utility) {
      case MEAN -> "mean";
      case LOG -> "mean log";
      case MIN -> "minimum";
    };
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<Figure>();
    for (double noise : NOISE) {
      for (Utility utility : Utility.values()) {
        List<Map<String, Double>> reached =
            context.inParallel(
                curves(noise) + ", " + word(utility),
                context.seeds(),
                seed -> onCurves(new KnownCurves(seed, noise), utility, seed));
        figures.addAll(figures(curves(noise), utility, reached));
        figures.add(gap(curves(noise), utility, reached));
      }
    }
    List<Long> seeds = context.seeds().subList(0, Math.min(GENOTYPE_SEEDS, context.seeds().size()));
    List<Genotypes> genotypes =
        context.inParallel(GENOTYPES, seeds, seed -> new Genotypes(seed, context.quick()));
    for (Utility utility : Utility.values()) {
      List<Map<String, Double>> reached =
          context.inParallel(
              GENOTYPES + ", " + word(utility),
              seeds,
              seed -> policies(genotypes.get(seeds.indexOf(seed)).problem(utility), seed));
      figures.addAll(figures(GENOTYPES, utility, reached));
    }
    return figures;
  }

  private static Map<String, Double> onCurves(KnownCurves curves, Utility utility, long seed)
      throws InterruptedException, AssessmentException {
    AllocationProblem problem = curves.problem(utility);
    Map<String, Double> reached = policies(problem, seed);
    var oracle = AdaptiveAllocation.withKnownCurves(problem, curves::score);
    reached.put(ORACLE, problem.assess(oracle).objective());
    return reached;
  }

  private static Map<String, Double> policies(AllocationProblem problem, long seed)
      throws InterruptedException {
    var reached = new LinkedHashMap<String, Double>();
    var policies = new ArrayList<>(HEURISTICS);
    policies.addFirst(ADAPTIVE);
    for (String policy : policies) {
      var options =
          RunOptions.within(Budget.time(Duration.ofHours(1))).withSolver(policy).withSeed(seed);
      var outcome = Talweg.solve(problem, options);
      if (!outcome.best().orElseThrow().assessment().feasible()) {
        throw new IllegalStateException(policy + " spends more than the budget");
      }
      reached.put(policy, outcome.objective());
    }
    return reached;
  }

  private static double[] values(List<Map<String, Double>> reached, String policy) {
    return reached.stream().mapToDouble(r -> r.getOrDefault(policy, Double.NaN)).toArray();
  }

  private static List<Figure> figures(
      String on, Utility utility, List<Map<String, Double>> reached) {
    var figures = new ArrayList<Figure>();
    for (String policy : reached.getFirst().keySet()) {
      figures.add(Figure.mean(utility(on, utility), policy, "", values(reached, policy)));
    }
    double[] adaptive = values(reached, ADAPTIVE);
    for (String other : HEURISTICS) {
      double[] baseline = values(reached, other);
      double[] better = new double[adaptive.length];
      for (int i = 0; i < better.length; i++) {
        better[i] = adaptive[i] > baseline[i] ? 1 : 0;
      }
      figures.add(Figure.mean(wins(on, utility, other), ADAPTIVE, "", better));
    }
    return figures;
  }

  private static Figure gap(String on, Utility utility, List<Map<String, Double>> reached) {
    double[] best = new double[0];
    for (String other : HEURISTICS) {
      double[] here = values(reached, other);
      if (best.length == 0 || sum(here) > sum(best)) {
        best = here;
      }
    }
    double[] adaptive = values(reached, ADAPTIVE);
    double[] oracle = values(reached, ORACLE);
    double[] closed = new double[best.length];
    double[] open = new double[best.length];
    for (int i = 0; i < best.length; i++) {
      closed[i] = adaptive[i] - best[i];
      open[i] = oracle[i] - best[i];
    }
    return Figure.ratio(gapClosed(on, utility), ADAPTIVE, closed, open);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
