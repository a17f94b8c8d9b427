package org.talweg.papers.botutorial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.talweg.papers.Context;
import org.talweg.papers.Figure;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.bandit.GaussianBandit;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.ExpectedImprovement;
import org.talweg.search.acquisition.KnowledgeGradient;
import org.talweg.search.acquisition.Lines;
import org.talweg.search.acquisition.OfPosterior;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Kernel;
import org.talweg.search.gp.Observations;
import org.talweg.search.gp.Prediction;

/**
 * The first part: what must be equal is computed in two ways, on random processes. Values are those
 * of the acquisitions, not their logarithms.
 */
final class Identities {
  static final String REDUCTION = "noisy EI without noise less EI, largest";
  static final String STANDARD = "sample mean less exact value, in standard errors over all seeds";
  static final String OUTSIDE = "share of seeds more than 3 standard errors off";
  static final String LEAST = "least value";
  static final String QUADRATURE = "knowledge gradient less its quadrature, largest";
  static final String GRADIENT = "gradient less finite differences, relative, largest";
  static final String DUPLICATES = "posterior of duplicates less that of weighted points, largest";
  static final String LINES = "line formula";
  static final String IMPROVEMENT = "EI as q-EI with q = 1";
  static final String KG = "knowledge gradient";
  static final String NOISY = "noisy EI";
  static final String EI = "EI";

  private static final int DIMENSION = 2;
  private static final double LENGTH = 0.3;
  private static final int POINTS = 12;
  private static final int QUERIES = 50;
  private static final double STEP = 1e-5;

  private Identities() {}

  private record Measured(
      double reduction,
      double lines,
      double improvement,
      double leastNoisy,
      double leastGradient,
      double quadrature,
      double improvementGradient,
      double noisyGradient,
      double knowledgeGradient,
      double duplicates) {}

  static List<Figure> run(Context context, int samples)
      throws InterruptedException, ReproductionException {
    List<Measured> all =
        context.inParallel(
            "identities",
            context.seeds(),
            seed -> measure(Context.random(seed, "identities"), samples));
    return List.of(
        largest(REDUCTION, NOISY, all, Measured::reduction),
        standard(LINES, all, Measured::lines),
        standard(IMPROVEMENT, all, Measured::improvement),
        outside(LINES, all, Measured::lines),
        outside(IMPROVEMENT, all, Measured::improvement),
        one(LEAST, KG, all.stream().mapToDouble(Measured::leastGradient).min().orElseThrow()),
        one(LEAST, NOISY, all.stream().mapToDouble(Measured::leastNoisy).min().orElseThrow()),
        largest(QUADRATURE, KG, all, Measured::quadrature),
        largest(GRADIENT, EI, all, Measured::improvementGradient),
        largest(GRADIENT, NOISY, all, Measured::noisyGradient),
        largest(GRADIENT, KG, all, Measured::knowledgeGradient),
        largest(DUPLICATES, "mean and deviation", all, Measured::duplicates));
  }

  private static Measured measure(RandomGenerator random, int samples) {
    GaussianBandit bandit = GaussianBandit.draw(POINTS, DIMENSION, LENGTH, 0.3, random);
    var observations = new Observations();
    double[] errors = bandit.errors(POINTS, random);
    for (int i = 0; i < POINTS; i++) {
      observations.add(bandit.rows()[i], bandit.costs()[i] + errors[i]);
    }
    GaussianProcess process = bandit.posterior(observations);
    double noise = bandit.model().noise();
    double least = Arrays.stream(bandit.costs()).min().orElseThrow();
    var improvement = new OfPosterior(process, new ExpectedImprovement(least));
    var noisy = KnowledgeGradient.noisyImprovement(process, noise);
    double[][] set = rows(60, random);
    var gradient = new KnowledgeGradient(process, set, noise);
    double[][] queries = rows(QUERIES, random);
    return new Measured(
        reduction(random),
        lines(random, samples),
        improvement(process, least, queries[0], random, samples),
        least(noisy, queries),
        least(gradient, queries),
        quadrature(process, set, noise, gradient, queries[1]),
        gradient(improvement, queries),
        gradient(noisy, queries),
        gradient(gradient, queries),
        duplicates(random));
  }

  static double[][] rows(int count, RandomGenerator random) {
    double[][] rows = new double[count][];
    Arrays.setAll(rows, _ -> random.doubles(DIMENSION, 0.01, 0.99).toArray());
    return rows;
  }

  /** Noisy EI at λ = 1e-12 against EI on the least observation. */
  private static double reduction(RandomGenerator random) {
    GaussianBandit bandit = GaussianBandit.draw(POINTS, DIMENSION, LENGTH, 1e-6, random);
    var observations = new Observations();
    for (int i = 0; i < POINTS; i++) {
      observations.add(bandit.rows()[i], bandit.costs()[i]);
    }
    GaussianProcess process = bandit.posterior(observations);
    double least = Arrays.stream(bandit.costs()).min().orElseThrow();
    var noisy = KnowledgeGradient.noisyImprovement(process, bandit.model().noise());
    var plain = new OfPosterior(process, new ExpectedImprovement(least));
    return Arrays.stream(rows(QUERIES, random))
        .mapToDouble(x -> Math.abs(Math.exp(noisy.at(x)) - Math.exp(plain.at(x))))
        .max()
        .orElseThrow();
  }

  /** E[max_i (a_i + b_i Z)] - max_i a_i of ten random lines. */
  private static double lines(RandomGenerator random, int samples) {
    double[] a = random.doubles(10).map(_ -> random.nextGaussian()).toArray();
    double[] b = random.doubles(10).map(_ -> random.nextGaussian()).toArray();
    double most = Arrays.stream(a).max().orElseThrow();
    return standardErrors(
        z -> highest(a, b, z) - most, random, samples, Math.exp(Lines.logGain(a, b)));
  }

  private static double highest(double[] a, double[] b, double z) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, a[i] + b[i] * z);
    }
    return most;
  }

  /** E[(best - f(x))⁺] by draws from the posterior. */
  private static double improvement(
      GaussianProcess process, double best, double[] x, RandomGenerator random, int samples) {
    GaussianProcess.Joint joint = process.joint(new double[][] {x});
    double mean = joint.mean()[0];
    double deviation = Math.sqrt(joint.covariance()[0][0]);
    double exact = Math.exp(new OfPosterior(process, new ExpectedImprovement(best)).at(x));
    return standardErrors(z -> Math.max(0, best - mean - deviation * z), random, samples, exact);
  }

  /** How many standard errors the mean of f(Z) is above the exact value; 0 where it is equal. */
  private static double standardErrors(
      DoubleUnaryOperator f, RandomGenerator random, int samples, double exact) {
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < samples; s++) {
      double value = f.applyAsDouble(random.nextGaussian());
      sum += value;
      squares += value * value;
    }
    double mean = sum / samples;
    double error = Math.sqrt(Math.max(0, squares / samples - mean * mean) / samples);
    // An improvement too rare to have been sampled at all says nothing.
    return error == 0 ? 0 : (mean - exact) / error;
  }

  private static double least(Acquisition logarithm, double[][] queries) {
    return Arrays.stream(queries).mapToDouble(x -> Math.exp(logarithm.at(x))).min().orElseThrow();
  }

  /** min μ - E[min μ_{n+1}] over A and x, from their joint posterior, by the trapezoidal rule. */
  private static double quadrature(
      GaussianProcess process, double[][] set, double noise, Acquisition logarithm, double[] x) {
    double[][] all = Arrays.copyOf(set, set.length + 1);
    all[set.length] = x;
    GaussianProcess.Joint joint = process.joint(all);
    double[] own = joint.covariance()[set.length];
    double deviation = Math.sqrt(own[set.length] + noise);
    double[] a = Arrays.stream(joint.mean()).map(m -> -m).toArray();
    double[] b = Arrays.stream(own).map(c -> -c / deviation).toArray();
    double most = Arrays.stream(a).max().orElseThrow();
    int cells = 4000;
    double sum = 0;
    for (int k = 0; k <= cells; k++) {
      double z = -8 + 16.0 * k / cells;
      sum += Math.exp(-z * z / 2) * (highest(a, b, z) - most);
    }
    double gain = sum * 16 / cells / Math.sqrt(2 * Math.PI);
    return Math.abs(Math.exp(logarithm.at(x)) - gain);
  }

  /** |g - d| / (1 + |g|) for the slopes g of the logarithm and finite differences d. */
  private static double gradient(Acquisition logarithm, double[][] queries) {
    double most = 0;
    double[] g = new double[DIMENSION];
    for (double[] x : queries) {
      var unused = logarithm.at(x, g);
      for (int k = 0; k < DIMENSION; k++) {
        double d = (4 * slope(logarithm, x, k, STEP) - slope(logarithm, x, k, 2 * STEP)) / 3;
        most = Math.max(most, Math.abs(g[k] - d) / (1 + Math.abs(g[k])));
      }
    }
    return most;
  }

  /** By a central difference. Its error falls with the step's square: two of them cancel it. */
  private static double slope(Acquisition logarithm, double[] x, int k, double step) {
    double[] up = x.clone();
    double[] down = x.clone();
    up[k] += step;
    down[k] -= step;
    return (logarithm.at(up) - logarithm.at(down)) / (2 * step);
  }

  /** Thirty observations of six points, one row each, against the six with their means. */
  private static double duplicates(RandomGenerator random) {
    GaussianBandit bandit = GaussianBandit.draw(6, DIMENSION, LENGTH, 0.3, random);
    double[] errors = bandit.errors(30, random);
    var rows = new ArrayList<double[]>();
    double[] costs = new double[errors.length];
    var observations = new Observations();
    for (int t = 0; t < errors.length; t++) {
      int i = random.nextInt(bandit.size());
      costs[t] = bandit.costs()[i] + errors[t];
      rows.add(bandit.rows()[i]);
      observations.add(bandit.rows()[i], costs[t]);
    }
    GaussianProcess weighted = bandit.posterior(observations);
    GaussianProcess each =
        GaussianProcess.of(
            bandit.encoding(), Kernel.RBF, bandit.model(), rows.toArray(double[][]::new), costs);
    double most = 0;
    var one = new Prediction(DIMENSION);
    var other = new Prediction(DIMENSION);
    for (double[] x : rows(QUERIES, random)) {
      weighted.predict(x, one);
      each.predict(x, other);
      most = Math.max(most, Math.abs(one.mean - other.mean));
      most = Math.max(most, Math.abs(Math.sqrt(one.variance) - Math.sqrt(other.variance)));
    }
    return most;
  }

  private static Figure largest(
      String quantity, String method, List<Measured> all, ToDoubleFunction<Measured> value) {
    return one(quantity, method, all.stream().mapToDouble(value).max().orElseThrow());
  }

  private static Figure standard(
      String method, List<Measured> all, ToDoubleFunction<Measured> value) {
    double sum = all.stream().mapToDouble(value).sum();
    return one(STANDARD, method, Math.abs(sum) / Math.sqrt(all.size()));
  }

  private static Figure outside(
      String method, List<Measured> all, ToDoubleFunction<Measured> value) {
    double[] outside =
        all.stream().mapToDouble(m -> Math.abs(value.applyAsDouble(m)) > 3 ? 1 : 0).toArray();
    return Figure.mean(OUTSIDE, method, "", outside);
  }

  private static Figure one(String quantity, String method, double value) {
    return Figure.mean(quantity, method, "", value);
  }
}
