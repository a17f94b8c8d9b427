package org.talweg.papers.bias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.optimizer.Sgd;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;

/**
 * Optimizers qualitatively alter solutions and we should leverage this (2025, arXiv 2507.12224), a
 * position paper: which solution a model reaches depends on the optimizer.
 *
 * <p>Its two demonstrations, forgetting ({@link Forgetting}) and sparsity ({@link Sparsity}), and
 * the convex case that is known best ({@link Norms}).
 */
public final class OptimizerBiasPaper implements Reproduction {
  private static final String GRADIENT = "gradient descent";
  private static final String SIGN = "sign descent";
  private static final String EXPONENTIATED = "exponentiated gradient";
  private static final String PLAIN = "SGD on w";
  private static final String DISTANCE = "distance of w from powerpropagation's, relative, ";
  private static final String SMALLEST = "own norm relative to the others' least";
  private static final String RESIDUAL = "residual of least squares";
  private static final String END = "accuracy on five pairs at the end";
  private static final String AFTER = "accuracy on a pair after learning it";
  private static final String GAIN = "accuracy at the end above ";
  private static final String SHAMPOO = "Shampoo, sums";
  private static final String ADAGRAD = "Adagrad";
  private static final String DIAGONAL = "the better of SGD and Adam";
  private static final double PLASTIC = 0.95;
  private static final List<Double> POWERS = List.of(2.0, 3.0);

  private record Learner(String name, Transformation direction, List<Double> rates) {}

  private static final List<Learner> LEARNERS =
      List.of(
          new Learner("SGD", new Sgd(0, false, 0).direction(), List.of(0.01, 0.03, 0.1, 0.3)),
          new Learner(
              "Adam", new AdamW(0.9, 0.999, 1e-8, 0).direction(), List.of(1e-4, 3e-4, 1e-3, 3e-3)),
          new Learner(ADAGRAD, new Accumulating(false, 1), List.of(1e-3, 3e-3, 1e-2, 3e-2)),
          new Learner(SHAMPOO, new Accumulating(true, 1), List.of(0.01, 0.03, 0.1, 0.3)));

  @Override
  public String paper() {
    return "optimizer-bias";
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Forgetting: digits of 8 by 8 pixels, the pairs (0, 1), (2, 3) and so on one after the"
            + " other, a network 64-32-10 with one output for all, 100 steps of 32 examples a pair"
            + " at a constant rate. Four rates for each optimizer; of those that on another seed"
            + " leave an accuracy of 0.95 directly after each pair, the one that is best at the"
            + " end.",
        "Sparsity: linear regression with 20 of 200 coefficients of 1 or -1, 120 examples, noise"
            + " of deviation 0.1; 40,000 steps of one example at a rate of 5e-4, from 0.1 with random"
            + " signs. Powerpropagation with a = 2 and 3 beside steps on w scaled by a^2"
            + " |w|^(2 - 2/a). Pruned to the largest tenth; variance explained on 1000 others.",
        "Norms: 40 equations in 100 unknowns, 20,000 steps from or near 0 by gradient descent,"
            + " sign descent with a falling step, and exponentiated gradients.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "SGD and Adam",
        "Adagrad, which accumulates as Shampoo does but is diagonal",
        "SGD on the weights themselves");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "mixing preconditioners forget less",
            "At the end Shampoo is right 0.1 more often than SGD and Adam, and 0.03 more often than"
                + " Adagrad, all as able to learn each pair.",
            "to hold by the first, by little over Adagrad: accumulation explained most in a trial",
            List.of(
                Criterion.atLeast(GAIN + DIAGONAL, SHAMPOO, 0.1),
                Criterion.atLeast(GAIN + ADAGRAD, SHAMPOO, 0.03),
                Criterion.atLeast(AFTER, SHAMPOO, PLASTIC).asCondition())),
        new Claim(
            "a reparameterisation is an optimizer",
            "Powerpropagation and the scaled steps on w end within 1 % of each other.",
            "to hold at small rates, since they agree to first order",
            POWERS.stream()
                .map(a -> Criterion.atMost(DISTANCE + words(a), scaled(a), 0.01))
                .toList()),
        new Claim(
            "each method is smallest in a norm of its own",
            "Of the three solutions that of gradient descent has the least L2 norm, that of sign"
                + " descent the least largest entry, that of exponentiated gradients the least L1"
                + " norm.",
            "to hold",
            List.of(
                Criterion.atMost(SMALLEST, GRADIENT, 1),
                Criterion.atMost(SMALLEST, SIGN, 1),
                Criterion.atMost(SMALLEST, EXPONENTIATED, 1),
                Criterion.atMost(RESIDUAL, GRADIENT, 0.01).asCondition(),
                Criterion.atMost(RESIDUAL, SIGN, 0.01).asCondition(),
                Criterion.atMost(RESIDUAL, EXPONENTIATED, 0.01).asCondition())));
  }

  private static String words(double a) {
    return "a = %.0f".formatted(a);
  }

  private static String scaled(double a) {
    return "scaled steps on w, " + words(a);
  }

  @Override
  public List<String> limits() {
    return List.of(
        "MNIST and permuted MNIST, on which the paper shows forgetting.",
        "Shampoo with running averages, grafting, or another root. With roots renewed every fifth"
            + " step only, and as little damping, it was unstable.",
        "Whether scaled steps make pruning cheap: in this regression weights of the wrong sign stay"
            + " near 0 for good, and pruning, which is reported, helped every method.",
        "Similarity and dimension of what hidden layers represent.",
        "Whether any of this helps large networks.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<>(forgetting(context));
    int shorter = context.quick() ? 100 : 1;
    List<double[]> sparse =
        context.inParallel("sparsity", context.seeds(), seed -> sparsity(seed, 40_000 / shorter));
    figures.add(Figure.mean("variance explained", PLAIN, "", column(sparse, s -> s[0])));
    figures.add(Figure.mean("variance explained, pruned", PLAIN, "", column(sparse, s -> s[1])));
    for (int k = 0; k < POWERS.size(); k++) {
      String name = scaled(POWERS.get(k));
      int at = 2 + 3 * k;
      figures.add(Figure.mean("variance explained", name, "", column(sparse, s -> s[at])));
      figures.add(
          Figure.mean("variance explained, pruned", name, "", column(sparse, s -> s[at + 1])));
      figures.add(
          Figure.mean(DISTANCE + words(POWERS.get(k)), name, "", column(sparse, s -> s[at + 2])));
    }
    List<double[]> norms =
        context.inParallel("norms", context.seeds(), seed -> norms(seed, 20_000 / shorter));
    List<String> methods = List.of(GRADIENT, SIGN, EXPONENTIATED);
    for (int k = 0; k < methods.size(); k++) {
      int at = k;
      String name = methods.get(k);
      figures.add(Figure.mean(SMALLEST, name, "", column(norms, n -> n[at])));
      figures.add(Figure.mean(RESIDUAL, name, "", column(norms, n -> n[3 + at])));
      figures.add(Figure.mean("L2 norm", name, "", column(norms, n -> n[6 + at])));
      figures.add(Figure.mean("largest entry", name, "", column(norms, n -> n[9 + at])));
      figures.add(Figure.mean("L1 norm", name, "", column(norms, n -> n[12 + at])));
    }
    return figures;
  }

  private static double[] column(List<double[]> rows, ToDoubleFunction<double[]> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  private static List<Figure> forgetting(Context context)
      throws InterruptedException, ReproductionException {
    int steps = context.quick() ? 5 : 100;
    long other = Context.seed(1, "tuning");
    var figures = new ArrayList<Figure>();
    double[] best = new double[0];
    double[] adagrad = new double[0];
    double[] shampoo = new double[0];
    for (Learner learner : LEARNERS) {
      List<Forgetting> tuned =
          context.inParallel(
              "tuning " + learner.name(),
              learner.rates(),
              rate -> Forgetting.of(learner.direction(), rate, steps, other));
      int chosen = 0;
      for (int i = 1; i < tuned.size(); i++) {
        chosen = better(tuned.get(i), tuned.get(chosen)) ? i : chosen;
      }
      double rate = learner.rates().get(chosen);
      List<Forgetting> runs =
          context.inParallel(
              learner.name(),
              context.seeds(),
              seed -> Forgetting.of(learner.direction(), rate, steps, seed));
      double[] end = runs.stream().mapToDouble(Forgetting::end).toArray();
      double[] after = runs.stream().mapToDouble(Forgetting::after).toArray();
      figures.add(Figure.mean(END, learner.name(), "", end));
      figures.add(Figure.mean(AFTER, learner.name(), "", after));
      figures.add(Figure.mean("rate, forgetting", learner.name(), "", rate));
      switch (learner.name()) {
        case ADAGRAD -> adagrad = end;
        case SHAMPOO -> shampoo = end;
        default -> best = mean(end) > mean(best) ? end : best;
      }
    }
    figures.add(Figure.mean(GAIN + DIAGONAL, SHAMPOO, "", differences(shampoo, best)));
    figures.add(Figure.mean(GAIN + ADAGRAD, SHAMPOO, "", differences(shampoo, adagrad)));
    figures.add(Figure.mean(GAIN + DIAGONAL, ADAGRAD, "", differences(adagrad, best)));
    return figures;
  }

  /** Those that learn come before those that do not; then the less is forgotten the better. */
  private static boolean better(Forgetting one, Forgetting two) {
    boolean learns = one.after() >= PLASTIC;
    boolean other = two.after() >= PLASTIC;
    if (learns != other) {
      return learns;
    }
    return learns ? one.end() > two.end() : one.after() > two.after();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NEGATIVE_INFINITY);
  }

  private static double[] differences(double[] a, double[] b) {
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return differences;
  }

  private static double[] sparsity(long seed, int steps) {
    var problem = new Sparsity(Context.random(seed, "sparsity"), steps);
    double rate = 5e-4;
    double[] plain = problem.plain(rate);
    double[] figures = new double[2 + 3 * POWERS.size()];
    figures[0] = problem.explained(plain);
    figures[1] = problem.explained(Sparsity.pruned(plain));
    for (int k = 0; k < POWERS.size(); k++) {
      double[] w = problem.preconditioned(POWERS.get(k), rate);
      figures[2 + 3 * k] = problem.explained(w);
      figures[3 + 3 * k] = problem.explained(Sparsity.pruned(w));
      figures[4 + 3 * k] = Sparsity.distance(w, problem.powerpropagation(POWERS.get(k), rate));
    }
    return figures;
  }

  private static double[] norms(long seed, int steps) {
    var problem = new Norms(Context.random(seed, "norms"), steps);
    List<double[]> w =
        List.of(problem.gradientDescent(), problem.signDescent(), problem.exponentiatedGradient());
    List<ToDoubleFunction<double[]>> norms = List.of(Norms::l2, Norms::max, Norms::l1);
    double[] figures = new double[15];
    for (int k = 0; k < 3; k++) {
      ToDoubleFunction<double[]> norm = norms.get(k);
      double one = norm.applyAsDouble(w.get((k + 1) % 3));
      double two = norm.applyAsDouble(w.get((k + 2) % 3));
      figures[k] = norm.applyAsDouble(w.get(k)) / Math.min(one, two);
      figures[3 + k] = problem.residual(w.get(k));
      figures[6 + k] = Norms.l2(w.get(k));
      figures[9 + k] = Norms.max(w.get(k));
      figures[12 + k] = Norms.l1(w.get(k));
    }
    return figures;
  }
}
