package org.talweg.papers.cosmos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.optimizer.Cosmos;
import org.talweg.learn.optimizer.Muon;
import org.talweg.learn.optimizer.Soap;
import org.talweg.learn.tensor.Layout;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.training.Arm;
import org.talweg.papers.training.Comparison;
import org.talweg.papers.training.Comparison.Tuned;
import org.talweg.papers.training.Fit;
import org.talweg.papers.training.StoredState;
import org.talweg.papers.training.Tasks;

/**
 * COSMOS: a hybrid adaptive optimizer for memory-efficient training of LLMs (2025, arXiv
 * 2502.17410). A few dominant directions of every matrix are scaled as SOAP scales them, the rest
 * is orthogonalised as Muon does.
 *
 * <p>Tested: how far each method gets in a fixed number of steps on a network that is too small to
 * fit, what each stores, and whether the tracked directions are the dominant ones ({@link
 * Subspace}).
 */
public final class CosmosPaper implements Reproduction {
  private static final String ADAM = "Adam";
  private static final String MUON = "Muon";
  private static final String SOAP = "SOAP";
  private static final String FOUR = "COSMOS, rank 4";
  private static final String SIXTEEN = "COSMOS, rank 16";
  private static final String STATE = "numbers stored per number of a hidden matrix";
  private static final String FORMULA = "numbers stored, over ab + ar + rb + r^2";
  private static final String COSINE = "mean cosine of the leading 8 directions after 50 steps";
  private static final double GAMMA = 0.3;
  private static final Comparison TASK = new Comparison(Tasks.WIDE_TEACHER, 128, 800, 0, 1);
  private static final List<Double> RATES = List.of(1e-3, 3e-3, 1e-2, 3e-2);
  private static final Layout HIDDEN =
      Layout.builder().add("layers.0.weight", 128, 64).add("layers.1.weight", 128, 128).build();

  private static Map<String, Transformation> methods() {
    var methods = new LinkedHashMap<String, Transformation>();
    methods.put(ADAM, new AdamW(0.9, 0.95, 1e-8, 0).direction());
    methods.put(MUON, new Muon(0.95, 0.9, 0.95, 1e-8, 0).direction());
    methods.put(SOAP, new Soap(0.9, 0.95, 0.95, 1e-8, 0, 10).direction());
    methods.put(FOUR, cosmos(4).direction());
    methods.put(SIXTEEN, cosmos(16).direction());
    return methods;
  }

  private static Cosmos cosmos(int rank) {
    return new Cosmos(0.9, 0.95, 0.95, 1e-8, rank, GAMMA, 0);
  }

  @Override
  public String paper() {
    return "cosmos";
  }

  @Override
  public int seeds() {
    return 3;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Classes by a teacher: 8000 Gaussian inputs in 64 dimensions, variances falling as 1/k,"
            + " ten classes by a random network, a tenth of the labels redrawn; a network"
            + " 64-128-128-10, 800 steps of 128 examples, cosine to nothing, no decay, no"
            + " clipping. The two hidden matrices by each method, head and offsets by Adam.",
        "Judged by the train loss, of the first 1000 examples: with so few examples the test loss"
            + " rewards whoever fits less. Betas 0.9, 0.95, 0.95; gamma 0.3 for COSMOS, momentum"
            + " 0.95 for Muon, new bases every 10 steps for SOAP.",
        "Every method gets the rates 1e-3, 3e-3, 1e-2 and 3e-2; the one of the lowest train loss on"
            + " another seed is taken.",
        "Stored numbers are those of a checkpoint after two steps, parameters not counted.",
        "Directions: the columns of U of rank 16 after 50 steps at rate 1e-2, against the exact"
            + " eigenvectors of the running average of GG' with the same beta; cosines of the"
            + " leading 8 eigenvectors with their projections on U, both matrices.");
  }

  @Override
  public List<String> baselines() {
    return List.of("Adam", "Muon", "SOAP, all directions");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "trains as far as Muon and SOAP, and further than Adam",
            "With rank 16 its train loss is at most 1.02 times Muon's, 1.05 times SOAP's and half"
                + " of Adam's.",
            "to hold: 0.069 against 0.079, 0.092 and 0.454 in a pilot elsewhere",
            List.of(
                Criterion.atMost(TASK.trainLossRelativeTo(MUON), SIXTEEN, 1.02),
                Criterion.atMost(TASK.trainLossRelativeTo(SOAP), SIXTEEN, 1.05),
                Criterion.atMost(TASK.trainLossRelativeTo(ADAM), SIXTEEN, 0.5))),
        new Claim(
            "a few directions are enough",
            "With rank 4 its train loss is at most 1.05 times that with rank 16.",
            "",
            List.of(Criterion.atMost(TASK.trainLossRelativeTo(SIXTEEN), FOUR, 1.05))),
        new Claim(
            "memory close to Muon's and far below SOAP's",
            "With rank 16 it stores at most 1.5 times what Muon does and a third of what SOAP"
                + " does; what is stored is what the formula says.",
            "to hold, by the formula",
            List.of(
                Criterion.atMost(STATE + ", relative to " + MUON, SIXTEEN, 1.5),
                Criterion.atMost(STATE + ", relative to " + SOAP, SIXTEEN, 1 / 3.0),
                Criterion.atMost(FORMULA, SIXTEEN, 1),
                Criterion.atLeast(FORMULA, SIXTEEN, 1))),
        new Claim(
            "one power step a step follows the dominant directions",
            "The mean cosine of the leading 8 with the tracked subspace is at least 0.9.",
            "",
            List.of(Criterion.atLeast(COSINE, SIXTEEN, 0.9))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "Language models of any size, and the loss per token on text: no text was trained on.",
        "The time that a step takes on an accelerator; the published code's bfloat16.",
        "Weight decay, which the published step accepts and does not apply.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var arms = new ArrayList<Arm>();
    methods().forEach((name, rule) -> arms.add(new Arm(name, rule, RATES)));
    List<Tuned> results = TASK.run(context, arms, Fit::trainLoss);
    var figures = new ArrayList<>(TASK.figures(results));
    for (String base : List.of(ADAM, MUON, SOAP, SIXTEEN)) {
      figures.addAll(TASK.trainLossRelativeTo(base, results));
    }
    figures.addAll(stored());
    int steps = context.quick() ? 3 : 50;
    List<Double> cosines =
        context.inParallel(
            "directions", context.seeds(), seed -> Subspace.cosine(cosmos(16), 8, steps, seed));
    double[] each = cosines.stream().mapToDouble(c -> c).toArray();
    figures.add(Figure.mean(COSINE, SIXTEEN, "", each));
    return figures;
  }

  private static List<Figure> stored() {
    var figures = new ArrayList<Figure>();
    var numbers = new LinkedHashMap<String, Double>();
    methods().forEach((name, rule) -> numbers.put(name, StoredState.numbers(rule, HIDDEN)));
    numbers.forEach(
        (name, count) -> figures.add(Figure.mean(STATE, name, "", count / HIDDEN.count())));
    for (String base : List.of(MUON, SOAP)) {
      numbers.forEach(
          (name, count) -> {
            double theirs = numbers.getOrDefault(base, Double.NaN);
            figures.add(Figure.mean(STATE + ", relative to " + base, name, "", count / theirs));
          });
    }
    for (int rank : List.of(4, 16)) {
      double formula = 0;
      for (Layout.Entry entry : HIDDEN.entries()) {
        long a = entry.shape().getFirst();
        long b = entry.shape().getLast();
        formula += a * b + a * rank + rank * b + (double) rank * rank;
      }
      String name = rank == 4 ? FOUR : SIXTEEN;
      double ratio = numbers.getOrDefault(name, Double.NaN) / formula;
      figures.add(Figure.mean(FORMULA, name, "", ratio));
    }
    return figures;
  }
}
