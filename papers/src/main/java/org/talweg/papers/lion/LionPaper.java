package org.talweg.papers.lion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.optimizer.Lion;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Precision;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.training.Arm;
import org.talweg.papers.training.Comparison;
import org.talweg.papers.training.Comparison.Tuned;
import org.talweg.papers.training.Tasks;

/**
 * Symbolic discovery of optimization algorithms (NeurIPS 2023, arXiv 2302.06675). Lion steps by the
 * sign of an average in which the new gradient counts more than in the average it remembers.
 *
 * <p>Tested here: the optimizer, beside Adam and beside itself with one average, at several sizes
 * of batches; and a small search for rules such as this ({@link SearchStudy}).
 */
public final class LionPaper implements Reproduction {
  static final String ADAM = "Adam";
  static final String LION = "Lion";
  static final String ONE = "Lion with one average";
  private static final String STATE = "numbers remembered per parameter";
  private static final String RATES = "rate relative to Adam's, ";
  private static final String GROWTH = "test loss relative to Adam, batch 512 over batch 32";
  private static final Comparison SMALL = new Comparison(Tasks.TEACHER, 32, 600, 0, 1);
  private static final Comparison LARGE = new Comparison(Tasks.TEACHER, 512, 150, 0, 1);
  private static final Comparison DIGITS = new Comparison(Tasks.DIGITS, 64, 300, 0, 1);
  private static final Transformation ADAM_RULE = new AdamW(0.9, 0.999, 1e-8, 0).direction();
  private static final Transformation LION_RULE = new Lion(0.9, 0.99, 0).direction();
  private static final Transformation ONE_RULE = new Lion(0.9, 0.9, 0).direction();

  @Override
  public String paper() {
    return "lion";
  }

  @Override
  public int seeds() {
    return 3;
  }

  @Override
  public List<String> protocol() {
    return both(
        SearchStudy.protocol(),
        "Classes by a teacher: 8000 and 2000 Gaussian inputs in 32 dimensions, variances falling"
            + " as 1/k, ten classes by a random network, a tenth of the labels redrawn; a network"
            + " 32-64-64-10, 600 steps of 32 examples and 150 of 512.",
        "Digits: 1400 and 397 images of 8 by 8 pixels, a network 64-32-10, 300 steps of 64.",
        "Cosine to nothing, no decay, no clipping. Six rates for each, two a decade, Adam's from"
            + " 3e-4 and Lion's from 1e-4; the one with the lowest test loss on another seed is"
            + " taken. A seed draws teacher or split, weights and batches.");
  }

  @Override
  public List<String> baselines() {
    return both(
        SearchStudy.baselines(),
        "Adam",
        "Lion with one average, beta1 = beta2 = 0.9: the sign of momentum");
  }

  @Override
  public List<Claim> claims() {
    return both(
        SearchStudy.claims(),
        new Claim(
            "as good as Adam with half its memory",
            "Tuned, its test loss is at most 1 % above tuned Adam's, with one number remembered"
                + " per parameter.",
            "to hold with small batches, as in a trial",
            List.of(
                Criterion.atMost(SMALL.relativeTo(ADAM), LION, 1.01),
                Criterion.atMost(DIGITS.relativeTo(ADAM), LION, 1.01),
                Criterion.atMost(STATE, LION, 1))),
        new Claim(
            "at a rate 3 to 10 times smaller",
            "Its best rate is a third to a tenth of Adam's.",
            "to hold",
            List.of(
                Criterion.atMost(RATES + SMALL, LION, 1 / 3.0),
                Criterion.atLeast(RATES + SMALL, LION, 0.0999),
                Criterion.atMost(RATES + DIGITS, LION, 1 / 3.0),
                Criterion.atLeast(RATES + DIGITS, LION, 0.0999))),
        new Claim(
            "the better the larger the batch",
            "Relative to Adam's, its test loss is lower with 512 examples a step than with 32.",
            "not to hold: a trial saw Adam ahead at 512",
            List.of(Criterion.atMost(GROWTH, LION, 1))),
        new Claim(
            "two averages are better than one",
            "Its test loss is below that of the sign of momentum on both tasks.",
            "",
            List.of(
                Criterion.atMost(SMALL.relativeTo(ONE), LION, 1),
                Criterion.atMost(DIGITS.relativeTo(ONE), LION, 1))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "A search as long as the paper's: 100 accelerators for three days tried hundreds of times as many"
            + " rules on far larger tasks, and a person simplified what was found.",
        "Image, diffusion and language models, and the time that a step takes.",
        "Weight decay, which Lion is meant to use 3 to 10 times as much of.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var arms =
        List.of(
            new Arm(ADAM, ADAM_RULE, Arm.halfDecades(Math.pow(10, -3.5), 6)),
            new Arm(LION, LION_RULE, Arm.halfDecades(1e-4, 6)),
            new Arm(ONE, ONE_RULE, Arm.halfDecades(1e-4, 6)));
    var figures = new ArrayList<Figure>();
    var ratios = new LinkedHashMap<Comparison, Double>();
    for (Comparison comparison : List.of(SMALL, LARGE, DIGITS)) {
      List<Tuned> results = comparison.run(context, arms);
      figures.addAll(comparison.figures(results));
      figures.addAll(comparison.relativeTo(ONE, results));
      for (Figure figure : comparison.relativeTo(ADAM, results)) {
        figures.add(figure);
        if (figure.method().equals(LION)) {
          ratios.put(comparison, figure.value());
        }
      }
      double ratio = Comparison.find(LION, results).rate() / Comparison.find(ADAM, results).rate();
      figures.add(Figure.mean(RATES + comparison, LION, "", ratio));
    }
    double growth = ratios.getOrDefault(LARGE, Double.NaN) / ratios.getOrDefault(SMALL, Double.NaN);
    figures.add(Figure.mean(GROWTH, LION, "", growth));
    figures.add(Figure.mean(STATE, ADAM, "", remembered(ADAM_RULE)));
    figures.add(Figure.mean(STATE, LION, "", remembered(LION_RULE)));
    figures.addAll(SearchStudy.run(context));
    return figures;
  }

  @SafeVarargs
  private static <T> List<T> both(List<T> last, T... first) {
    var all = new ArrayList<>(List.of(first));
    all.addAll(last);
    return all;
  }

  private static double remembered(Transformation rule) {
    Layout layout = Layout.of("w", 1000);
    try (Memory memory = rule.begin(layout, Precision.SINGLE)) {
      return (double) memory.count() / layout.count();
    }
  }
}
