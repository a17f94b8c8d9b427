package org.talweg.papers.targetsurrogates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.Spread;
import org.talweg.program.composite.Batches;
import org.talweg.program.composite.CompositeLoss;
import org.talweg.program.composite.GradientDescent;
import org.talweg.program.composite.TargetLoss;
import org.talweg.program.composite.TargetModel;
import org.talweg.program.composite.TargetSurrogate;

/**
 * Target-based Surrogates for Stochastic Optimization (ICML 2023, arXiv 2302.02607): several steps
 * on a surrogate for each gradient of a costly loss reach further than one.
 */
public final class TargetSurrogates implements Reproduction {
  private static final int EXAMPLES = 2000;
  private static final int DIMENSION = 50;
  private static final int BATCH = 100;
  private static final int CALLS = 300;
  private static final int BATCH_CALLS = 2000;
  private static final List<Integer> INNER = List.of(1, 5, 20, 100);
  private static final List<Double> RATES = List.of(0.1, 0.3, 1.0, 3.0);

  /** 1/L of the logistic loss. */
  private static final double ETA = 4;

  private static final String DESCENT = "tuned gradient descent";
  private static final String FULL = "suboptimality after 300 gradients of all examples";
  private static final String BATCHES = "suboptimality after 2,000 gradients of 100 examples";
  private static final String RELATIVE = "relative to the tuned descent: ";
  private static final String RISES = "outer steps in which the loss rises";
  private static final String NEXT =
      "suboptimality relative to that of fewer inner steps, at worst";
  private static final String BEST = "the better of 5 and 20 inner steps";

  @Override
  public String paper() {
    return "target-surrogates";
  }

  @Override
  public int seeds() {
    return 5;
  }

  private static String steps(int m) {
    return m + (m == 1 ? " inner step" : " inner steps");
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Logistic regression of 2,000 examples in 50 variables: normal columns with standard"
            + " deviations from 2 down to 2/sqrt(1000), geometrically, turned by a random rotation;"
            + " labels drawn by true weights of standard deviation sqrt(3). Suboptimality is the"
            + " loss less its minimum, which Newton's method finds.",
        "All examples: 300 gradients of the loss; surrogates with 1, 5, 20 and 100 inner steps and"
            + " eta = 1/L = 4, against gradient descent whose step is the best of 0.1, 0.3, 1 and 3"
            + " over the loss's smoothness, by its last loss.",
        "Batches of 100: 2,000 gradients with the same methods and constant steps; suboptimality is"
            + " the mean over the last 200 steps, because it rattles.",
        "A cost is a gradient of the loss at the targets; model evaluations are free, as in the"
            + " paper's setting.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "gradient descent and stochastic gradient descent, each with the best of four steps");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "more inner steps, less loss per gradient",
            "With all examples the median suboptimality of 20 inner steps is at most 0.35 times that"
                + " of tuned gradient descent, and more inner steps are never worse.",
            "a prototype had 0.17, and 2.9e-2, 9.5e-3, 3.7e-3, 2.5e-3 for 1, 5, 20, 100",
            List.of(
                Criterion.atMost(RELATIVE + FULL, steps(20), 0.35),
                Criterion.atMost(NEXT, "5, 20 and 100", 1))),
        new Claim(
            "the surrogate majorises",
            "With all examples and eta = 1/L the loss falls at every outer step.",
            "",
            List.of(Criterion.atMost(RISES, "all inner steps", 0))),
        new Claim(
            "batches too",
            "With batches the better of 5 and 20 inner steps has at most 0.65 times the median"
                + " suboptimality of tuned stochastic gradient descent.",
            "a prototype had 0.39",
            List.of(Criterion.atMost(RELATIVE + BATCHES, BEST, 0.65))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "Imitation learning with an expert, where the paper's gains are largest; and its data sets.",
        "Adam, AdaGrad and stochastic line search as baselines.",
        "Wall time with a loss that is slow indeed.");
  }

  /** Half of one seed: suboptimality by method, and how often the loss rose. */
  private record Study(Map<String, Double> full, Map<String, Double> batches, int rises) {}

  private static CompositeLoss problem(RandomGenerator random) {
    double[][] rotation = rotation(random);
    double[] weights = new double[DIMENSION];
    Arrays.setAll(weights, j -> Math.sqrt(3) * random.nextGaussian());
    double[][] x = new double[EXAMPLES][DIMENSION];
    double[] labels = new double[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      double margin = 0;
      for (int k = 0; k < DIMENSION; k++) {
        double value = 2 * Math.pow(1000, -0.5 * k / (DIMENSION - 1)) * random.nextGaussian();
        for (int j = 0; j < DIMENSION; j++) {
          x[i][j] += value * rotation[k][j];
        }
      }
      for (int j = 0; j < DIMENSION; j++) {
        margin += x[i][j] * weights[j];
      }
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : -1;
    }
    return new CompositeLoss(
        "logistic regression",
        TargetModel.linear(x),
        TargetLoss.logistic(labels),
        new double[DIMENSION],
        1 / ETA);
  }

  /** Orthonormal rows, by Gram and Schmidt from normal ones. */
  private static double[][] rotation(RandomGenerator random) {
    double[][] rows = new double[DIMENSION][DIMENSION];
    for (int k = 0; k < DIMENSION; k++) {
      Arrays.setAll(rows[k], j -> random.nextGaussian());
      for (int before = 0; before < k; before++) {
        double product = 0;
        for (int j = 0; j < DIMENSION; j++) {
          product += rows[k][j] * rows[before][j];
        }
        for (int j = 0; j < DIMENSION; j++) {
          rows[k][j] -= product * rows[before][j];
        }
      }
      double norm = Math.sqrt(Arrays.stream(rows[k]).map(v -> v * v).sum());
      for (int j = 0; j < DIMENSION; j++) {
        rows[k][j] /= norm;
      }
    }
    return rows;
  }

  private static Study study(long seed, boolean quick) throws InterruptedException {
    CompositeLoss problem = problem(Context.random(seed, "data"));
    var newton = new Newton(problem);
    double least = problem.value(newton.minimiser());
    double smoothness = newton.smoothness();
    int calls = quick ? 5 : CALLS;
    int batchCalls = quick ? 40 : BATCH_CALLS;
    var full = new LinkedHashMap<String, Double>();
    var batches = new LinkedHashMap<String, Double>();
    int rises = 0;
    for (int m : quick ? INNER.subList(0, 3) : INNER) {
      var trace = new Trace(problem, calls, 1);
      TargetSurrogate.iterate(
          new Batches(problem, EXAMPLES, Context.random(seed, "order"), trace), m, ETA);
      full.put(steps(m), trace.last() - least);
      rises += trace.rises();
      var batchTrace = new Trace(problem, batchCalls, batchCalls / 10);
      TargetSurrogate.iterate(
          new Batches(problem, BATCH, Context.random(seed, "batches"), batchTrace), m, ETA);
      batches.put(steps(m), batchTrace.mean() - least);
    }
    if (quick) {
      full.put(steps(100), full.getOrDefault(steps(20), 0.0));
      batches.put(steps(100), batches.getOrDefault(steps(20), 0.0));
    }
    double bestFull = Double.POSITIVE_INFINITY;
    double bestBatches = Double.POSITIVE_INFINITY;
    for (double rate : RATES) {
      var trace = new Trace(problem, calls, 1);
      GradientDescent.iterate(
          new Batches(problem, EXAMPLES, Context.random(seed, "order"), trace), rate / smoothness);
      bestFull = Math.min(bestFull, trace.last() - least);
      var batchTrace = new Trace(problem, batchCalls, batchCalls / 10);
      GradientDescent.iterate(
          new Batches(problem, BATCH, Context.random(seed, "batches"), batchTrace),
          rate / smoothness);
      bestBatches = Math.min(bestBatches, batchTrace.mean() - least);
    }
    full.put(DESCENT, bestFull);
    batches.put(DESCENT, bestBatches);
    return new Study(full, batches, rises);
  }

  /** Follows the loss of a run of so many steps, over its last few. */
  private static final class Trace implements Batches.Observer {
    private final CompositeLoss problem;
    private final int steps;
    private final int watched;
    private int step = 0;
    private double sum = 0;
    private int count = 0;
    private double last = Double.NaN;
    private int rises = 0;

    /**
     * @param watched how many steps at the end are averaged; 1 watches every step for rises
     */
    Trace(CompositeLoss problem, int steps, int watched) {
      this.problem = problem;
      this.steps = steps;
      this.watched = watched;
    }

    @Override
    public boolean goesOn(double evaluations, double[] theta) {
      if (watched == 1 || step > steps - watched) {
        double value = problem.value(theta);
        rises += value > last + 1e-12 ? 1 : 0;
        last = value;
        sum += value;
        count++;
      }
      return step++ < steps;
    }

    double last() {
      return last;
    }

    double mean() {
      return sum / count;
    }

    int rises() {
      return rises;
    }
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    boolean quick = context.quick();
    List<Study> studies =
        context.inParallel("regressions", context.seeds(), seed -> study(seed, quick));
    var figures = new ArrayList<Figure>();
    for (String method : studies.getFirst().full().keySet()) {
      figures.add(Figure.median(FULL, method, "", full(studies, method)));
    }
    for (String method : studies.getFirst().batches().keySet()) {
      figures.add(Figure.median(BATCHES, method, "", batches(studies, method)));
    }
    double descent = median(full(studies, DESCENT));
    figures.add(
        Figure.median(RELATIVE + FULL, steps(20), "", median(full(studies, steps(20))) / descent));
    double worst = 0;
    for (int k = 1; k < INNER.size(); k++) {
      worst =
          Math.max(
              worst,
              median(full(studies, steps(INNER.get(k))))
                  / median(full(studies, steps(INNER.get(k - 1)))));
    }
    figures.add(Figure.median(NEXT, "5, 20 and 100", "", worst));
    figures.add(
        Figure.mean(
            RISES, "all inner steps", "", studies.stream().mapToDouble(Study::rises).toArray()));
    double better =
        Math.min(median(batches(studies, steps(5))), median(batches(studies, steps(20))));
    figures.add(
        Figure.median(RELATIVE + BATCHES, BEST, "", better / median(batches(studies, DESCENT))));
    return figures;
  }

  private static double[] full(List<Study> studies, String method) {
    return studies.stream().mapToDouble(s -> s.full().getOrDefault(method, Double.NaN)).toArray();
  }

  private static double[] batches(List<Study> studies, String method) {
    return studies.stream()
        .mapToDouble(s -> s.batches().getOrDefault(method, Double.NaN))
        .toArray();
  }

  private static double median(double[] values) {
    return Spread.of(values).median();
  }
}
