package org.talweg.papers.fewuniquecandidates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.bandit.GaussianBandit;
import org.talweg.papers.fewuniquecandidates.MiniMeta.Run;

/**
 * Scaling Gaussian process optimization by evaluating a few unique candidates multiple times (ICML
 * 2022, arXiv 2201.12909). A bandit that sticks to a candidate for as long as the posterior can
 * have learnt nothing that matters, and whose posterior is kept on unique points.
 *
 * <p>{@link MiniMeta} is the policy, {@link NaiveStudy} the comparison with a posterior that has a
 * row for every observation. Users call the policy as the solver {@code gp-mini}, which also fits
 * the model.
 */
public final class FewUniqueCandidates implements Reproduction {
  static final String REGRET = "cumulative regret relative to uniform draws";
  static final String REGRET_RELATIVE = "cumulative regret relative to the sequential method";
  static final String REGRET_LESS =
      "cumulative regret relative to uniform draws, less that of the sequential method";
  static final String ROUNDS = "rounds";
  static final String ROUNDS_RELATIVE = "rounds relative to the sequential method";
  static final String UNIQUE = "unique candidates";
  static final String SHRINKAGE =
      "largest factor by which a round of repeats divides a deviation, relative to C";

  private static final double SEQUENTIAL = 1;
  private static final List<Double> CLAIMED = List.of(1.1, 1.2, 1.5);
  private static final List<Double> ALL = List.of(1.1, 1.2, 1.5, 2.0);

  @Override
  public String paper() {
    return "few-unique-candidates";
  }

  @Override
  public int seeds() {
    return 30;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "A bandit a seed: 1,000 candidates uniform in [0,1]^3, f from a Gaussian process with the"
            + " squared exponential kernel of length 0.25 and variance 1, noise of deviation 0.1;"
            + " T = 2,000 observations, beginning at the first candidate.",
        "The model is told kernel and noise. GP-UCB has beta = 2; GP-EI improves on the least"
            + " posterior mean of the candidates evaluated.",
        "The sequential method computes a posterior after every observation (C = 1); mini-META"
            + " with C = 1.1, 1.2, 1.5 and 2 after every round. Both keep it on unique points, so"
            + " that only the policy differs. The n-th observation has the same error under"
            + " every policy.",
        "A round is one posterior and one choice among all candidates.",
        "Relative figures are ratios of sums over the seeds, of regret after division by that of"
            + " uniform draws.",
        "Posteriors are compared on the first three seeds after 600 observations of GP-UCB, at"
            + " all candidates, with the textbook formula on 600 rows.",
        "Times are of the processor, one run at a time on those seeds, of GP-UCB over T = 600: the"
            + " posterior of unique points made anew every round, against one with a row for every"
            + " observation, appended in place by the same code.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "GP-UCB and GP-EI with one observation a round",
        "the posterior with a row for every observation",
        "uniform draws");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "the regret of the sequential method",
            "With C up to 1.5 the cumulative regret is at most 1.1 times that of one observation a"
                + " round.",
            "to hold: 0.99 times for both rules at C = 1.2 over five seeds in a trial; a pilot of two"
                + " others had 1 times for GP-UCB but, in no order of C, 0.7 to 2.2 for GP-EI,"
                + " hence thirty seeds",
            atMost(REGRET_RELATIVE, 1.1)),
        new Claim(
            "a tenth of the rounds",
            "With C up to 1.5 there is at most one round for ten of the sequential method.",
            "to hold: 55 and 78 rounds for 2,000 at C = 1.2 in a trial",
            atMost(ROUNDS_RELATIVE, 0.1)),
        new Claim(
            "repeats hide at most C",
            "No round of repeats divides a candidate's deviation by more than C, up to rounding.",
            "to hold, by the rule for B",
            atMost(SHRINKAGE, 1 + 1e-6)),
        new Claim(
            "the posterior on unique points is the posterior",
            "Mean and deviation equal those of all observations to 1e-8.",
            "to hold, by construction",
            List.of(
                Criterion.atMost(NaiveStudy.DIFFERENCE, NaiveStudy.MEAN, 1e-8),
                Criterion.atMost(NaiveStudy.DIFFERENCE, NaiveStudy.DEVIATION, 1e-8))),
        new Claim(
            "a fraction of the time",
            "Over 600 observations the posterior on unique points takes a fifth of the time of one"
                + " on all observations, and mini-META at C = 1.2 a fiftieth.",
            "to hold: 1/29 and 1/600 in a trial, where the other was computed anew every round",
            List.of(
                Criterion.atMost(NaiveStudy.TIME_RELATIVE, NaiveStudy.UNIQUE, 1 / 5.0),
                Criterion.atMost(NaiveStudy.TIME_RELATIVE, NaiveStudy.MINI, 1 / 50.0))));
  }

  private static List<Criterion> atMost(String quantity, double threshold) {
    var criteria = new ArrayList<Criterion>();
    for (Rule rule : Rule.values()) {
      for (double c : CLAIMED) {
        criteria.add(Criterion.atMost(quantity, name(rule, c), threshold));
      }
    }
    return criteria;
  }

  private static String name(Rule rule, double c) {
    return c == SEQUENTIAL
        ? rule.toString()
        : String.format(Locale.ROOT, "mini-%s, C = %s", rule, c);
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The Abalone, Cadata and NAS-Bench-101 candidate sets of the paper, and BBKB, which"
            + " sketches the posterior too.",
        "The order of the regret in T: one T was run.",
        "A model whose kernel or noise is wrong, or is fitted on the way.",
        "What switching candidates costs outside the model.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var size = context.quick() ? new Size(200, 200, 100, 1) : new Size(1000, 2000, 600, 3);
    var figures = new ArrayList<Figure>();
    List<GaussianBandit> bandits =
        context.inParallel("bandits", context.seeds(), seed -> bandit(seed, size));
    for (Rule rule : Rule.values()) {
      List<Run> sequential = runs(context, rule, SEQUENTIAL, size, bandits);
      figures.addAll(figures(rule, SEQUENTIAL, sequential, sequential));
      for (double c : ALL) {
        figures.addAll(figures(rule, c, runs(context, rule, c, size, bandits), sequential));
      }
    }
    figures.addAll(NaiveStudy.run(context, size, bandits));
    return figures;
  }

  /**
   * How much is run.
   *
   * @param naiveObservations T where there is a row for every observation
   * @param naiveSeeds seeds on which that is run
   */
  record Size(int candidates, int observations, int naiveObservations, int naiveSeeds) {}

  static GaussianBandit bandit(long seed, Size size) {
    return GaussianBandit.draw(size.candidates, 3, 0.25, 0.1, Context.random(seed, "bandit"));
  }

  private static List<Run> runs(
      Context context, Rule rule, double c, Size size, List<GaussianBandit> bandits)
      throws InterruptedException, ReproductionException {
    List<Integer> places = IntStream.range(0, bandits.size()).boxed().toList();
    return context.inParallel(
        name(rule, c),
        places,
        i -> {
          GaussianBandit bandit = bandits.get(i);
          long seed = context.seeds().get(i);
          double[] errors = bandit.errors(size.observations, Context.random(seed, "errors"));
          return MiniMeta.run(bandit, errors, rule, c, new Posterior.OfUniquePoints(bandit));
        });
  }

  private static List<Figure> figures(Rule rule, double c, List<Run> runs, List<Run> sequential) {
    String name = name(rule, c);
    var figures = new ArrayList<Figure>();
    double[] regret = each(runs, Run::regret);
    double[] rounds = each(runs, Run::rounds);
    figures.add(Figure.mean(REGRET, name, "", regret));
    figures.add(Figure.mean(ROUNDS, name, "", rounds));
    figures.add(Figure.mean(UNIQUE, name, "", each(runs, Run::unique)));
    if (c != SEQUENTIAL) {
      figures.add(Figure.ratio(REGRET_RELATIVE, name, regret, each(sequential, Run::regret)));
      figures.add(Figure.ratio(ROUNDS_RELATIVE, name, rounds, each(sequential, Run::rounds)));
      double[] less = new double[regret.length];
      Arrays.setAll(less, i -> regret[i] - sequential.get(i).regret());
      figures.add(Figure.mean(REGRET_LESS, name, "", less));
      figures.add(Figure.lower(REGRET_LESS + ", from", name, "", less));
      figures.add(Figure.upper(REGRET_LESS + ", to", name, "", less));
      double[] shrinkage = each(runs, run -> run.shrinkage() / c);
      double most = Arrays.stream(shrinkage).max().orElseThrow();
      figures.add(Figure.mean(SHRINKAGE, name, "", most));
    }
    return figures;
  }

  private static double[] each(List<Run> runs, ToDoubleFunction<Run> value) {
    return runs.stream().mapToDouble(value).toArray();
  }
}
