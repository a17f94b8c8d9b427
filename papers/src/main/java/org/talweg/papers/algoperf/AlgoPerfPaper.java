package org.talweg.papers.algoperf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.talweg.model.Budget;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.algoperf.Competition.Arena;
import org.talweg.papers.algoperf.Competition.Pair;
import org.talweg.papers.algoperf.Competition.Sizes;
import org.talweg.papers.tournament.Match;
import org.talweg.papers.tournament.Profiles;
import org.talweg.papers.tournament.Profiles.Cost;
import org.talweg.papers.tournament.Profiles.Standing;
import org.talweg.papers.tournament.Workload;

/**
 * Benchmarking neural network training algorithms (2023, arXiv 2306.07179). A benchmark in which
 * algorithms, their tuning included, race to a validation target on several workloads.
 *
 * <p>Tested is what the paper says of such comparisons, on small workloads: that they turn on the
 * tuning budget and on details of the workload, that nobody wins everywhere, that there are gaps;
 * and the arithmetic of the score.
 */
public final class AlgoPerfPaper implements Reproduction {
  private static final List<Integer> BUDGETS = List.of(1, 5, 15);
  private static final int DRAWS = 300;
  private static final String ALL = "all submissions";
  private static final String LARGEST = "the largest of the three";
  private static final String SCORE = "score by steps";
  private static final String FLIPS = "share of draws in which the first two differ";
  private static final String EXCESS = FLIPS + ", less their mean within the two budgets";
  private static final String LOST = "workloads reached, but lost on the variant";
  private static final String WINS = "largest share of workloads that one is first on";
  private static final String GAP = "largest score less the smallest, by steps";
  private static final String EXAMPLE = "largest error of the worked example";

  @Override
  public String paper() {
    return "algoperf";
  }

  @Override
  public int seeds() {
    return 1;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Five workloads, each judged every thirtieth of a training by its loss on 300 examples held"
            + " out (200 images, 93 windows of text); in"
            + " brackets what differs in the variant. Classes by a teacher, a network 32-64-64-10"
            + " with ReLU (tanh), 150 steps of 64. Digits of 8 by 8 pixels, two convolutions of 8"
            + " and 16 filters (half as many), 120 steps of 32. The first 60 kB of a Shakespeare"
            + " by characters, a transformer of one layer, width 32 and window 32 (logits a quarter"
            + " as large), 100 steps of 8. Digits through a bottleneck 64-32-8-32-64 with GELU"
            + " (tanh), squared error, 150 steps of 64. Two classes of rows of 500 rare features,"
            + " a linear model (a fifth of the labels turned round), 100 steps of 64.",
        "Targets: AdamW and Nesterov, 12 points of a scrambled Sobol sequence each; the best point"
            + " is run with 5 other seeds, and the median of their best validation losses is the"
            + " target of the workload; the same for every variant.",
        "Submissions: momentum, Nesterov, AdamW, NadamW, AdaBelief and Lion. Each has 3 studies of"
            + " 5 trials, quasi-random points of one space for all workloads: rate over two decades"
            + " (from 0.01, of Adam's kind from 0.001, of Lion from 0.0003), decay from 1e-4 to"
            + " 0.1, 1 - b1 from 0.02 to 0.2, by their logarithms; b2 is 0.99; a warm-up of a"
            + " twentieth, then a cosine; no clipping. A training may take 4/3 of the steps that"
            + " set the target, and ends with it.",
        "Of a study the trial counts that is first at the target; over studies the median. A"
            + " workload is missed by who takes more than 4 times as long as the fastest, on it or"
            + " on its variant. The score is the area under the performance profile from 1 to 4."
            + " Time is counted in steps, and again in seconds of training, looks left out.",
        "Tuning budgets: 300 times, 3 studies of 1, 5 and 15 trials are drawn with replacement from"
            + " the 15 trials of each submission, the same for all workloads, and scored; who is"
            + " first and second is compared between budgets, and between two draws of each: the"
            + " share by which two budgets differ more often than the mean of the two within is half"
            + " the squared distance of their distributions over first and second places.",
        "A first run took two draws of 5 trials for the measure of chance in the second claim (it"
            + " held, by 0.15). Draws of 1 trial differ more among themselves, so that this says"
            + " little; it was mended before the run that is recorded. Nothing else was changed.",
        "Smaller than the paper's: 12 points of two algorithms set targets rather than 200 of four;"
            + " five workloads of a second each rather than eight of hours; 3 studies rather than 5.");
  }

  @Override
  public List<String> baselines() {
    return List.of("each submission is the others' baseline, with the same number of trials");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "the tuning budget decides",
            "Between two of the budgets of 1, 5 and 15 trials, first and second place differ in at"
                + " least a fifth of the draws.",
            "to hold: with few trials a study is mostly luck",
            List.of(Criterion.atLeast(FLIPS, LARGEST, 0.2))),
        new Claim(
            "and not by chance alone",
            "Between two of the budgets they differ in at least a tenth more of the draws than two draws"
                + " of one budget do, the mean of both.",
            "",
            List.of(Criterion.atLeast(EXCESS, LARGEST, 0.1))),
        new Claim(
            "details of the workload decide",
            "At least one submission that reaches a workload's target misses that of the variant or"
                + " takes more than 4 times as long as the fastest.",
            "",
            List.of(Criterion.atLeast(LOST, ALL, 1))),
        new Claim(
            "nobody wins everywhere",
            "No submission is first, ties included, on every workload that anybody reaches.",
            "",
            List.of(Criterion.atMost(WINS, ALL, 0.99))),
        new Claim(
            "there are gaps",
            "The best score is at least 0.2 above the worst.",
            "",
            List.of(Criterion.atLeast(GAP, ALL, 0.2))),
        new Claim(
            "the score is what the paper says",
            "Times of 1, 2, 4; 2, 1, 8; and never, 4, 4 give the scores 8/9, 7/9 and 1/3.",
            "to hold",
            List.of(Criterion.atMost(EXAMPLE, ALL, 1e-12))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "Which algorithm is best for large models: trainings of a hundred steps say nothing of it.",
        "How much of what is lost on variants is lost by luck: other seeds of the workload itself, which"
            + " were not run, would be missed by some too.",
        "Self-tuning submissions, and those that choose batches or data.",
        "Times on a machine of one's own: the seconds were taken beside other work.");
  }

  private record Item(Task task, boolean variant) {}

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    long seed = context.seeds().getFirst();
    Sizes sizes = context.quick() ? Sizes.QUICK : Sizes.FULL;
    var items = new ArrayList<Item>();
    List<Task> tasks =
        context.quick() ? List.of(Task.BOTTLENECK, Task.RARE) : List.of(Task.values());
    for (Task task : tasks) {
      items.add(new Item(task, false));
      items.add(new Item(task, true));
    }
    List<Arena> arenas =
        context.oneByOne(
            "workloads and variants",
            items,
            item -> Competition.run(item.task(), item.variant(), seed, sizes));
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < arenas.size(); i += 2) {
      pairs.add(new Pair(arenas.get(i), arenas.get(i + 1)));
    }
    var figures = new ArrayList<Figure>();
    scores(figures, pairs);
    budgets(figures, pairs, sizes.studies(), context);
    long lost =
        pairs.stream()
            .mapToLong(
                pair ->
                    pair.passedBase(Cost.EVALUATIONS).size() - pair.passed(Cost.EVALUATIONS).size())
            .sum();
    figures.add(Figure.mean(LOST, ALL, "", lost));
    List<Arena> bases = pairs.stream().map(Pair::base).toList();
    figures.add(Figure.mean(WINS, ALL, "", Competition.mostWins(bases, Cost.EVALUATIONS)));
    figures.add(Figure.mean(EXAMPLE, ALL, "", example(bases.getFirst().workload())));
    arenas.forEach(arena -> arena(figures, arena));
    return figures;
  }

  private static void scores(List<Figure> figures, List<Pair> pairs) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Standing standing : Competition.profiles(pairs, Cost.EVALUATIONS).standings()) {
      figures.add(Figure.mean(SCORE, standing.solver(), "", standing.score()));
      least = Math.min(least, standing.score());
      most = Math.max(most, standing.score());
    }
    for (Standing standing : Competition.profiles(pairs, Cost.SECONDS).standings()) {
      figures.add(Figure.mean("score by seconds", standing.solver(), "", standing.score()));
    }
    figures.add(Figure.mean(GAP, ALL, "", most - least));
    for (Submission submission : Submission.values()) {
      String name = submission.toString();
      long base = pairs.stream().filter(p -> p.passedBase(Cost.EVALUATIONS).contains(name)).count();
      long both = pairs.stream().filter(p -> p.passed(Cost.EVALUATIONS).contains(name)).count();
      figures.add(Figure.mean("workloads reached, of five", name, "", base));
      figures.add(Figure.mean("workloads reached with their variants, of five", name, "", both));
    }
  }

  /** How the first two places move with the number of trials. */
  private static void budgets(
      List<Figure> figures, List<Pair> pairs, int studies, Context context) {
    int draws = context.quick() ? 3 : DRAWS;
    RandomGenerator random = Context.random(context.seeds().getFirst(), "draws");
    int n = BUDGETS.size();
    double[][] differ = new double[2 * n][2 * n];
    double[][] means = new double[n][Submission.values().length];
    for (int draw = 0; draw < draws; draw++) {
      var firsts = new ArrayList<List<String>>();
      for (int b = 0; b < 2 * n; b++) {
        int trials = BUDGETS.get(b % n);
        List<Standing> standings =
            Competition.profiles(
                    Competition.redrawn(pairs, studies, trials, random), Cost.EVALUATIONS)
                .standings();
        firsts.add(standings.stream().limit(2).map(Standing::solver).toList());
        for (Standing standing : b < n ? standings : List.<Standing>of()) {
          means[b][place(standing.solver())] += standing.score() / draws;
        }
      }
      for (int a = 0; a < 2 * n; a++) {
        for (int b = 0; b < 2 * n; b++) {
          differ[a][b] += firsts.get(a).equals(firsts.get(b)) ? 0 : 1.0 / draws;
        }
      }
    }
    double most = 0;
    double excess = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < n; a++) {
      String within = BUDGETS.get(a) + " and " + BUDGETS.get(a) + " trials";
      figures.add(Figure.mean(FLIPS, within, "", differ[a][a + n]));
      for (int b = a + 1; b < n; b++) {
        String between = BUDGETS.get(a) + " and " + BUDGETS.get(b) + " trials";
        figures.add(Figure.mean(FLIPS, between, "", differ[a][b]));
        most = Math.max(most, differ[a][b]);
        excess = Math.max(excess, differ[a][b] - (differ[a][a + n] + differ[b][b + n]) / 2);
      }
    }
    figures.add(Figure.mean(FLIPS, LARGEST, "", most));
    figures.add(Figure.mean(EXCESS, LARGEST, "", excess));
    for (int b = 0; b < n; b++) {
      for (Submission submission : Submission.values()) {
        String quantity = "mean score by steps, " + BUDGETS.get(b) + " trials a study";
        double mean = means[b][submission.ordinal()];
        figures.add(Figure.mean(quantity, submission.toString(), "", mean));
      }
    }
  }

  private static int place(String submission) {
    int k = 0;
    while (!Submission.values()[k].toString().equals(submission)) {
      k++;
    }
    return k;
  }

  /** The target, and what each submission that reaches it pays. */
  private static void arena(List<Figure> figures, Arena arena) {
    String name = arena.workload().name();
    figures.add(Figure.mean("validation loss to reach", name, "", arena.target()));
    Map<String, Double> steps = arena.paid(Cost.EVALUATIONS);
    for (Submission submission : Submission.values()) {
      double paid = steps.getOrDefault(submission.toString(), Double.POSITIVE_INFINITY);
      if (Double.isFinite(paid)) {
        figures.add(Figure.mean("steps to reach it, " + name, submission.toString(), "", paid));
      }
    }
  }

  private static double example(Workload like) {
    double[][] times = {{1, 2, 4}, {2, 1, 8}, {Double.NaN, 4, 4}};
    double[] scores = {8 / 9.0, 7 / 9.0, 1 / 3.0};
    var workloads = new ArrayList<Workload>();
    var matches = new ArrayList<Match>();
    for (int w = 0; w < 3; w++) {
      String name = "workload " + w;
      workloads.add(
          new Workload(name, like.problem(), Budget.evaluations(1), OptionalDouble.of(0)));
      for (int s = 0; s < 3; s++) {
        double time = times[s][w];
        List<Match.Step> course =
            Double.isNaN(time) ? List.of() : List.of(new Match.Step(time, 1, 0));
        matches.add(new Match(name, Integer.toString(s), 1, course, 9, ""));
      }
    }
    return new Profiles(workloads, matches, Cost.SECONDS)
        .standings().stream()
            .mapToDouble(s -> Math.abs(s.score() - scores[Integer.parseInt(s.solver())]))
            .max()
            .orElseThrow();
  }
}
