package org.talweg.papers.lion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.talweg.learn.discovery.Discovery;
import org.talweg.learn.discovery.Examples;
import org.talweg.learn.discovery.Funnel;
import org.talweg.learn.discovery.ProgramSearch;
import org.talweg.learn.discovery.ProgramSearch.Settings;
import org.talweg.learn.discovery.RuleStep;
import org.talweg.learn.discovery.UpdateRule;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.schedule.Schedule;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.training.Arm;
import org.talweg.papers.training.Comparison;
import org.talweg.papers.training.Comparison.Tuned;
import org.talweg.papers.training.Fit;
import org.talweg.papers.training.Tasks;

/**
 * The search that finds rules such as Lion, made small: evolution, random programs and AdamW with
 * evolved constants score as many rules each on small tasks made of a teacher's classes; what the
 * funnel leaves trains a network on digits, which no search saw.
 */
final class SearchStudy {
  static final int RULES = 1000;
  static final String EVOLUTION = "evolution";
  static final String RANDOM = "random programs";
  static final String CONSTANTS = "AdamW with evolved constants";
  private static final String ADAMW = "AdamW";
  private static final String UNSIFTED = "evolution without the funnel";
  private static final String PROXY = "loss of the best rule on the smallest tasks, over AdamW's";
  private static final String WORST = "the same over that of random programs, the worst seed";
  private static final String UNEVALUATED = "share of changes that needed no evaluation";
  private static final String TARGET = "test loss over tuned AdamW's, digits, by repeat";
  private static final String OVER_SIFTED = TARGET + ", over the funnel's";
  private static final String WINS = "share of repeats ahead of ";
  private static final String FOUND = "statements of the rule that evolution and funnel found";
  private static final Comparison DIGITS = new Comparison(Tasks.DIGITS, 64, 300, 0, 1);
  private static final List<Double> RATES = Arm.halfDecades(1e-4, 7);
  private static final Schedule SCHEDULE = new Cosine(0);

  private SearchStudy() {}

  static List<String> protocol() {
    return List.of(
        "Search: %d rules scored by each of three searches, on four tasks of at most 120 steps: a"
                .formatted(RULES)
            + " noisy quadratic, logistic regression and two networks 16-16-10 on a teacher's"
            + " classes; 16 rules go through a funnel of tasks five to ten times as large. AdamW"
            + " is at its best of seven rates on each task.",
        "Transfer: the rule that the funnel's judges prefer trains a network 64-32-10 on digits,"
            + " 300 steps of 64. Seven rates from 1e-4 for every rule and AdamW, two a decade, by"
            + " test loss on another seed; a repeat is a search of its own, its figure a mean over"
            + " the seeds.");
  }

  static List<String> baselines() {
    return List.of(
        "random programs: AdamW with one to eight random changes, as many scored",
        "AdamW with its constants evolved, as many scored, and the same funnel");
  }

  static List<Claim> claims() {
    return List.of(
        new Claim(
            "evolution finds better rules than random search",
            "After as many rules its best has at most 0.99 times the loss on the smallest tasks,"
                + " on every seed.",
            "to hold",
            List.of(Criterion.atMost(WORST, EVOLUTION, 0.99))),
        new Claim(
            "most rules need no evaluation",
            "Types, and the table of what rules did before, spare at least half of the changes.",
            "to hold",
            List.of(Criterion.atLeast(UNEVALUATED, "all reasons", 0.5))),
        new Claim(
            "what is found transfers to a larger task",
            "With the same rates to choose among, it has a lower test loss than AdamW, and than"
                + " AdamW with evolved constants, in at least two of three repeats.",
            "",
            List.of(
                Criterion.atLeast(WINS + ADAMW, EVOLUTION, 0.66),
                Criterion.atLeast(WINS + CONSTANTS, EVOLUTION, 0.66))),
        new Claim(
            "without the funnel it transfers worse",
            "The best rule on the smallest tasks has at least 1.01 times the test loss of the"
                + " funnel's, in the mean.",
            "",
            List.of(Criterion.atLeast(OVER_SIFTED, UNSIFTED, 1.01))));
  }

  /** What one repeat found: rules, and their losses on the smallest tasks. */
  private record Repeat(
      Map<String, Double> proxies, Map<String, UpdateRule> winners, ProgramSearch evolution) {
    double proxy(String search) {
      return proxies.getOrDefault(search, Double.NaN);
    }

    UpdateRule winner(String search) {
      return winners.getOrDefault(search, UpdateRule.ADAMW);
    }
  }

  static List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    List<Repeat> repeats =
        context.inParallel("searching", context.seeds(), seed -> repeat(seed, context.quick()));
    var figures = new ArrayList<Figure>();
    for (String search : List.of(EVOLUTION, RANDOM, CONSTANTS)) {
      double[] each = repeats.stream().mapToDouble(r -> r.proxy(search)).toArray();
      figures.add(Figure.mean(PROXY, search, "", each));
    }
    double worst =
        repeats.stream().mapToDouble(r -> r.proxy(EVOLUTION) / r.proxy(RANDOM)).max().orElseThrow();
    figures.add(Figure.mean(WORST, EVOLUTION, "", worst));
    figures.addAll(pruning(repeats));
    for (Repeat repeat : repeats) {
      UpdateRule rule = repeat.winner(EVOLUTION);
      String formulas = rule.formulas().replace("\n", "; ");
      figures.add(Figure.mean(FOUND, formulas, "", rule.statements().size()));
    }
    figures.addAll(transfer(context, repeats));
    return figures;
  }

  private static List<Figure> pruning(List<Repeat> repeats) {
    var figures = new ArrayList<Figure>();
    for (String reason : ProgramSearch.REASONS) {
      double[] each = repeats.stream().mapToDouble(r -> share(r, List.of(reason))).toArray();
      figures.add(Figure.mean(UNEVALUATED, reason, "", each));
    }
    double[] all = repeats.stream().mapToDouble(r -> share(r, ProgramSearch.REASONS)).toArray();
    figures.add(Figure.mean(UNEVALUATED, "all reasons", "", all));
    return figures;
  }

  /** The share of changes that were not evaluated for one of the reasons. */
  private static double share(Repeat repeat, List<String> reasons) {
    Map<String, Integer> pruned = repeat.evolution.pruned();
    int some = reasons.stream().mapToInt(r -> pruned.getOrDefault(r, 0)).sum();
    int all = ProgramSearch.REASONS.stream().mapToInt(r -> pruned.getOrDefault(r, 0)).sum();
    return (double) some / (all + repeat.evolution.evaluated());
  }

  private static Repeat repeat(long seed, boolean quick) throws InterruptedException {
    Examples examples = Examples.of(Tasks.TEACHER.draw(seed).examples(), 2000);
    Discovery discovery = Discovery.of("teacher", UpdateRule.ADAMW, examples, seed);
    ProgramSearch evolution = searched(discovery, EVOLUTION, Settings.EVOLUTION, seed, quick);
    ProgramSearch random = searched(discovery, RANDOM, Settings.RANDOM, seed, quick);
    ProgramSearch constants = searched(discovery, CONSTANTS, Settings.CONSTANTS, seed, quick);
    return new Repeat(
        Map.of(
            EVOLUTION, evolution.best().score(),
            RANDOM, random.best().score(),
            CONSTANTS, constants.best().score()),
        Map.of(
            EVOLUTION, sifted(discovery, evolution, quick),
            UNSIFTED, evolution.best().rule().live(),
            CONSTANTS, sifted(discovery, constants, quick)),
        evolution);
  }

  private static ProgramSearch searched(
      Discovery discovery, String name, Settings settings, long seed, boolean quick)
      throws InterruptedException {
    var search = new ProgramSearch(settings, UpdateRule.ADAMW, 1, Context.random(seed, name));
    boolean more = true;
    while (more && search.evaluated() < (quick ? 16 : RULES)) {
      more = search.advance(rules -> rules.stream().mapToDouble(discovery::proxy).toArray());
    }
    return search;
  }

  /** The rule of those that the funnel leaves which is best on the largest tasks. */
  private static UpdateRule sifted(Discovery discovery, ProgramSearch search, boolean quick)
      throws InterruptedException {
    List<UpdateRule> finalists = Funnel.of(discovery, search.best(quick ? 2 : Funnel.SIFTED));
    UpdateRule best = finalists.getFirst();
    double least = Double.POSITIVE_INFINITY;
    for (UpdateRule rule : finalists) {
      double loss = discovery.judge(rule);
      if (loss < least) {
        least = loss;
        best = rule;
      }
    }
    return best;
  }

  private static List<Figure> transfer(Context context, List<Repeat> repeats)
      throws InterruptedException, ReproductionException {
    List<String> methods = List.of(EVOLUTION, UNSIFTED, CONSTANTS);
    var arms = new ArrayList<Arm>();
    arms.add(arm(ADAMW, UpdateRule.ADAMW));
    for (int k = 0; k < repeats.size(); k++) {
      for (String method : methods) {
        arms.add(arm(method + " " + k, repeats.get(k).winner(method)));
      }
    }
    List<Tuned> results = DIGITS.run(context, arms);
    double[] ours = ratios(EVOLUTION, results, repeats.size());
    double[] unsifted = ratios(UNSIFTED, results, repeats.size());
    double[] tuned = ratios(CONSTANTS, results, repeats.size());
    double aheadOfAdam = 0;
    double aheadOfConstants = 0;
    for (int k = 0; k < ours.length; k++) {
      aheadOfAdam += ours[k] < 1 ? 1 : 0;
      aheadOfConstants += ours[k] < tuned[k] ? 1 : 0;
    }
    return List.of(
        Figure.mean(TARGET, EVOLUTION, "", ours),
        Figure.mean(TARGET, UNSIFTED, "", unsifted),
        Figure.mean(TARGET, CONSTANTS, "", tuned),
        Figure.mean(WINS + ADAMW, EVOLUTION, "", aheadOfAdam / ours.length),
        Figure.mean(WINS + CONSTANTS, EVOLUTION, "", aheadOfConstants / ours.length),
        Figure.ratio(OVER_SIFTED, UNSIFTED, unsifted, ours));
  }

  private static Arm arm(String name, UpdateRule rule) {
    DoubleFunction<Transformation> at = rate -> new RuleStep(rule, rate, SCHEDULE);
    return new Arm(name, at, SCHEDULE, RATES);
  }

  /** The mean test loss over AdamW's, for every repeat. */
  private static double[] ratios(String method, List<Tuned> results, int repeats) {
    return IntStream.range(0, repeats)
        .mapToDouble(k -> loss(method + " " + k, results) / loss(ADAMW, results))
        .toArray();
  }

  private static double loss(String name, List<Tuned> results) {
    double[] each = Comparison.find(name, results).each(Fit::testLoss);
    return Arrays.stream(each).average().orElseThrow();
  }
}
