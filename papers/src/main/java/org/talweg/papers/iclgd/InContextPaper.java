package org.talweg.papers.iclgd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;

/**
 * Transformers learn in-context by gradient descent (ICML 2023, arXiv 2212.07677). A layer of
 * linear self-attention can take one gradient step on the examples of its prompt, and when trained
 * finds weights that do.
 *
 * <p>Tested: the construction against the step, and the trained layer beside both, in answers,
 * sensitivities, weights halfway between, and inputs of other sizes.
 */
public final class InContextPaper implements Reproduction {
  private static final String CONSTRUCTED = "construction";
  private static final String TRAINED = "trained layer";
  private static final String HALFWAY = "weights halfway between";
  private static final String GRADIENT = "best gradient step";
  private static final String APART = "largest difference from the gradient step's answers";
  private static final String LOSS = "loss";
  private static final String RELATIVE = "loss relative to the best gradient step, the worst seed";
  private static final String COSINE = "cosine with the step's sensitivities, the worst seed";
  private static final List<Double> SCALES = List.of(0.5, 1.5);
  private static final int TASKS = 10_000;
  private static final int BATCH = 512;

  private static String scaled(double scale) {
    return "loss relative to that step, inputs times " + scale;
  }

  /** What one seed found: a list of figures, see {@link #measure}. */
  private record Found(
      double zero,
      double step,
      double trained,
      double halfway,
      double cosine,
      double difference,
      double apart,
      List<Double> scaled) {}

  @Override
  public String paper() {
    return "icl-gd";
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Tasks as the paper's: w from N(0, I) in ten dimensions, x uniform in [-1/2, 1/2]^10, ten"
            + " examples and a query; the loss is half the squared error of its answer.",
        "A layer of linear self-attention with one head, tokens (x, y), no softmax; entries from"
            + " N(0, 0.002/11); 1500 steps of 512 fresh tasks by Adam at 1e-3 with betas of 0.9 and"
            + " 0.98, gradients clipped to 0.001.",
        "The gradient step from W = 0 has the size that is best on 10,000 tasks, by its closed"
            + " form. All is judged on 10,000 others.",
        "Halfway: the products of weights, scaled alike, averaged with the construction's.");
  }

  @Override
  public List<String> baselines() {
    return List.of("one gradient step of the best size", "answering 0");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "a layer can take a gradient step",
            "The construction answers as the gradient step does.",
            "to hold, by algebra",
            List.of(Criterion.atMost(APART, CONSTRUCTED, 1e-10))),
        new Claim(
            "training finds the gradient step",
            "On every seed the trained layer's loss lies within 1.5 % of the best step's, and its"
                + " sensitivities have a cosine of 0.995 or more with the step's.",
            "to hold: 0.2065 beside 0.2060 and 0.9993 in a trial",
            List.of(
                Criterion.atMost(RELATIVE, TRAINED, 1.015),
                Criterion.atLeast(COSINE, TRAINED, 0.995))),
        new Claim(
            "its weights are the construction's",
            "Weights halfway between do as well, within 1.5 %, on every seed.",
            "to hold",
            List.of(Criterion.atMost(RELATIVE, HALFWAY, 1.015))),
        new Claim(
            "it stays a gradient step on other inputs",
            "On inputs half and one and a half times as large its loss is 0.8 to 1.25 times that of"
                + " the same step.",
            "to hold",
            SCALES.stream()
                .flatMap(
                    scale ->
                        Stream.of(
                            Criterion.atLeast(scaled(scale), TRAINED, 0.8),
                            Criterion.atMost(scaled(scale), TRAINED, 1.25)))
                .toList()));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "Several layers and what they learn beside gradient steps (GD++), softmax, MLPs, separate"
            + " tokens of x and y.",
        "Correlated inputs, for which the best layer is a preconditioned step.",
        "Language models.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    List<Found> found =
        context.inParallel(
            "training layers", context.seeds(), seed -> measure(seed, context.quick()));
    var figures = new ArrayList<Figure>();
    figures.add(Figure.mean(LOSS, "answering 0", "", each(found, Found::zero)));
    figures.add(Figure.mean(LOSS, GRADIENT, "", each(found, Found::step)));
    figures.add(Figure.mean(LOSS, TRAINED, "", each(found, Found::trained)));
    figures.add(Figure.mean(LOSS, HALFWAY, "", each(found, Found::halfway)));
    figures.add(Figure.mean(RELATIVE, TRAINED, "", most(found, f -> f.trained() / f.step())));
    figures.add(Figure.mean(RELATIVE, HALFWAY, "", most(found, f -> f.halfway() / f.step())));
    figures.add(Figure.mean(COSINE, TRAINED, "", -most(found, f -> -f.cosine())));
    figures.add(
        Figure.mean("mean difference of answers", TRAINED, "", each(found, Found::difference)));
    figures.add(Figure.mean(APART, CONSTRUCTED, "", most(found, Found::apart)));
    for (int i = 0; i < SCALES.size(); i++) {
      int at = i;
      double[] ratios = each(found, f -> f.scaled().get(at));
      figures.add(Figure.mean(scaled(SCALES.get(i)), TRAINED, "", ratios));
    }
    return figures;
  }

  private static double[] each(List<Found> found, ToDoubleFunction<Found> figure) {
    return found.stream().mapToDouble(figure).toArray();
  }

  private static double most(List<Found> found, ToDoubleFunction<Found> figure) {
    return found.stream().mapToDouble(figure).max().orElseThrow();
  }

  private static Found measure(long seed, boolean quick) {
    double eta = bestStep(tasks(Context.random(seed, "step size"), 1));
    Attention trained =
        Learned.layer(Context.random(seed, "training"), quick ? 20 : 1500, BATCH, 1e-3);
    Attention constructed = Attention.construction(eta);
    Attention halfway = trained.normalised().halfway(constructed);
    List<Prompt> tasks = tasks(Context.random(seed, "judging"), 1);
    double cosine = 0;
    double difference = 0;
    double apart = 0;
    for (Prompt task : tasks) {
      cosine += cosine(trained.sensitivity(task), task.step()) / TASKS;
      difference += Math.abs(trained.answer(task) - task.afterOneStep(eta)) / TASKS;
      apart = Math.max(apart, Math.abs(constructed.answer(task) - task.afterOneStep(eta)));
    }
    var scaled = new ArrayList<Double>();
    for (double scale : SCALES) {
      List<Prompt> others = tasks(Context.random(seed, "inputs times " + scale), scale);
      scaled.add(loss(others, trained::answer) / loss(others, t -> t.afterOneStep(eta)));
    }
    return new Found(
        loss(tasks, _ -> 0),
        loss(tasks, t -> t.afterOneStep(eta)),
        loss(tasks, trained::answer),
        loss(tasks, halfway::answer),
        cosine,
        difference,
        apart,
        scaled);
  }

  private static List<Prompt> tasks(RandomGenerator random, double scale) {
    return Stream.generate(() -> Prompt.draw(random, scale)).limit(TASKS).toList();
  }

  /** The eta that minimises the sum of (eta z - y)^2, z the answer of a step of size 1. */
  private static double bestStep(List<Prompt> tasks) {
    double zy = 0;
    double zz = 0;
    for (Prompt task : tasks) {
      double z = task.afterOneStep(1);
      zy += z * task.answer();
      zz += z * z;
    }
    return zy / zz;
  }

  private static double loss(List<Prompt> tasks, ToDoubleFunction<Prompt> answer) {
    return tasks.stream()
        .mapToDouble(t -> Math.pow(answer.applyAsDouble(t) - t.answer(), 2) / 2)
        .average()
        .orElseThrow();
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int j = 0; j < a.length; j++) {
      ab += a[j] * b[j];
      aa += a[j] * a[j];
      bb += b[j] * b[j];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
