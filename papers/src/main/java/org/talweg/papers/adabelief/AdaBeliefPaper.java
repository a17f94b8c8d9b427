package org.talweg.papers.adabelief;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.optimizer.AdaBelief;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.optimizer.Sgd;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.training.Arm;
import org.talweg.papers.training.Comparison;
import org.talweg.papers.training.Tasks;

/**
 * AdaBelief Optimizer: adapting stepsizes by the belief in observed gradients (NeurIPS 2020, arXiv
 * 2010.07468). Adam divides by the size of gradients, AdaBelief by how far they lie from their
 * running mean.
 *
 * <p>Tested in two parts: steps on the paper's functions of two variables, at one rate for both and
 * with rates tuned for each; and small networks, with the same number of rates for every optimizer.
 */
public final class AdaBeliefPaper implements Reproduction {
  static final String ADAM = "Adam";
  static final String SGD = "SGD with momentum";
  static final String BELIEF = "AdaBelief";
  static final String LARGE = "AdaBelief, eps 1e-4";
  static final String WORST = "steps relative to Adam, the worst of six functions";
  static final String WORST_TUNED =
      "tuned steps relative to tuned Adam, the worst of six functions";
  private static final double SHARED = 1e-3;
  private static final Transformation ADAM_RULE = new AdamW(0.9, 0.999, 1e-8, 0).direction();
  private static final Comparison TEACHER = new Comparison(Tasks.TEACHER, 64, 400, 0, 1);
  private static final Comparison DIGITS = new Comparison(Tasks.DIGITS, 64, 300, 0, 1);

  private static Transformation belief(double epsilon) {
    return new AdaBelief(0.9, 0.999, epsilon, 0, false).direction();
  }

  @Override
  public String paper() {
    return "adabelief";
  }

  @Override
  public int seeds() {
    return 3;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Six functions of two variables, as the paper starts them: |x| + |y|, |x + y| + |x - y| /"
            + " 10, (x + y)^2 + (x - y)^2 / 10 and |x| / 10 + |y| from (3, 5), Beale from (2, 2),"
            + " Rosenbrock from (-2, 2). Steps until the value is below 0.01, at most 15,000; eps"
            + " 1e-8 for both methods; constant rates.",
        "Shared rate: 1e-3. Tuned: the fewest steps over seven rates from 1e-3 to 1, two a decade.",
        "Classes by a teacher: 8000 and 2000 Gaussian inputs in 32 dimensions, variances falling"
            + " as 1/k, ten classes by a random network, a tenth of the labels redrawn; a network"
            + " 32-64-64-10, 400 steps of 64 examples.",
        "Digits: 1400 and 397 images of 8 by 8 pixels, a network 64-32-10, 300 steps of 64.",
        "Cosine to nothing, no decay, no clipping. Every optimizer gets six rates, two a decade;"
            + " the one with the lowest test loss on another seed is taken. A seed draws"
            + " teacher or split, weights and batches.",
        "AdaBelief as first published, without rectification; eps, which adds up in its state,"
            + " 1e-16, 1e-8 and 1e-4.");
  }

  @Override
  public List<String> baselines() {
    return List.of("Adam", "SGD with momentum 0.9", "Adam at ten times the rate, on the functions");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "fewer steps on functions of two variables",
            "At the same rate AdaBelief needs at most 1/1.4 of Adam's steps on each of the six.",
            "to hold: between 0.12 and 0.68 in a trial",
            List.of(Criterion.atMost(WORST, BELIEF, 1 / 1.4))),
        new Claim(
            "not by a longer step alone",
            "With rates tuned for each, AdaBelief needs no more steps than Adam on any of the six.",
            "not to hold: at ten times the rate Adam was faster than AdaBelief on most",
            List.of(Criterion.atMost(WORST_TUNED, BELIEF, 1))),
        new Claim(
            "trains as well as Adam",
            "Tuned, its test loss is at most 1 % above tuned Adam's on both tasks.",
            "to hold on the teacher's classes, where a trial found them equal",
            List.of(
                Criterion.atMost(TEACHER.relativeTo(ADAM), BELIEF, 1.01),
                Criterion.atMost(DIGITS.relativeTo(ADAM), BELIEF, 1.01))),
        new Claim(
            "generalises better than Adam",
            "Tuned, its test loss is at least 1 % below tuned Adam's on both tasks.",
            "not to hold: a trial saw no difference larger than that between seeds",
            List.of(
                Criterion.atMost(TEACHER.relativeTo(ADAM), BELIEF, 0.99),
                Criterion.atMost(DIGITS.relativeTo(ADAM), BELIEF, 0.99))),
        new Claim(
            "generalises like SGD",
            "Tuned, its test loss is at most 1 % above that of tuned SGD with momentum.",
            "",
            List.of(
                Criterion.atMost(TEACHER.relativeTo(SGD), BELIEF, 1.01),
                Criterion.atMost(DIGITS.relativeTo(SGD), BELIEF, 1.01))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "CIFAR, ImageNet, LSTMs on Penn Treebank and GANs: none was trained.",
        "The rectified form, which later releases of the library made the default.",
        "Weight decay, which the paper's ImageNet runs gave AdaBelief more of than its rivals.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<>(toys(context));
    var arms =
        List.of(
            new Arm(ADAM, ADAM_RULE, Arm.halfDecades(1e-4, 6)),
            new Arm(SGD, new Sgd(0.9, false, 0).direction(), Arm.halfDecades(3e-3, 6)),
            new Arm(BELIEF, belief(1e-16), Arm.halfDecades(1e-4, 6)),
            new Arm("AdaBelief, eps 1e-8", belief(1e-8), Arm.halfDecades(1e-4, 6)),
            new Arm(LARGE, belief(1e-4), Arm.halfDecades(1e-3, 6)));
    for (Comparison comparison : List.of(TEACHER, DIGITS)) {
      List<Comparison.Tuned> results = comparison.run(context, arms);
      figures.addAll(comparison.figures(results));
      figures.addAll(comparison.relativeTo(ADAM, results));
      figures.addAll(comparison.relativeTo(SGD, results));
    }
    return figures;
  }

  private static List<Figure> toys(Context context)
      throws InterruptedException, ReproductionException {
    int most = context.quick() ? 300 : Toy.MOST;
    Transformation belief = belief(1e-8);
    List<Double> rates = Arm.halfDecades(SHARED, 7);
    List<int[][]> counts =
        context.inParallel(
            "functions",
            List.of(Toy.values()),
            toy ->
                new int[][] {
                  rates.stream().mapToInt(rate -> toy.steps(ADAM_RULE, rate, most)).toArray(),
                  rates.stream().mapToInt(rate -> toy.steps(belief, rate, most)).toArray()
                });
    var figures = new ArrayList<Figure>();
    double worst = 0;
    double worstTuned = 0;
    for (Toy toy : Toy.values()) {
      int[] adam = counts.get(toy.ordinal())[0];
      int[] ours = counts.get(toy.ordinal())[1];
      int ten = 2;
      figures.add(Figure.mean("steps at 1e-3, " + toy, ADAM, "", adam[0]));
      figures.add(Figure.mean("steps at 1e-3, " + toy, BELIEF, "", ours[0]));
      figures.add(
          Figure.mean("steps at 1e-3, " + toy, "Adam at ten times the rate", "", adam[ten]));
      figures.add(Figure.mean("steps at the best rate, " + toy, ADAM, "", fewest(adam)));
      figures.add(Figure.mean("steps at the best rate, " + toy, BELIEF, "", fewest(ours)));
      worst = Math.max(worst, (double) ours[0] / adam[0]);
      worstTuned = Math.max(worstTuned, (double) fewest(ours) / fewest(adam));
    }
    figures.add(Figure.mean(WORST, BELIEF, "", worst));
    figures.add(Figure.mean(WORST_TUNED, BELIEF, "", worstTuned));
    return figures;
  }

  private static int fewest(int[] steps) {
    return Arrays.stream(steps).min().orElseThrow();
  }
}
