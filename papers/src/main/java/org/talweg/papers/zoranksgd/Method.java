package org.talweg.papers.zoranksgd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.search.evolution.CovarianceAdaptation;
import org.talweg.search.evolution.CovarianceAdaptation.Sample;
import org.talweg.search.ranking.RankGradient;
import org.talweg.search.ranking.Ranking;

/**
 * The methods compared, each with one step size that is tuned. All spend {@value #M} evaluations of
 * the function on a step of theirs, and those with a line search {@value #RUNGS} more; ZO-SGD alone
 * is told the values.
 */
enum Method {
  /** x ← x - η g(x), algorithm 1. */
  FULL("ZO-RankSGD, full ranking"),
  /** The same with k = 1. */
  BEST_OF("ZO-RankSGD, best only"),
  /** x ← the best of x, x - η γ^j g(x), algorithm 2. */
  FULL_LINE("ZO-RankSGD, full ranking, line search"),
  /** The same with k = 1. */
  BEST_OF_LINE("ZO-RankSGD, best only, line search"),
  /** x ← x - η mean_i sign(f(x + μ ξ_i) - f(x)) ξ_i, as SCOBO without its sparse recovery. */
  SIGNS("signs of comparisons"),
  /** x ← the best of x, x + R 2^-j ξ_j / √d: gradientless descent with R tuned. */
  GRADIENTLESS("gradientless descent"),
  /** x ← x - η mean_i (f(x + μ ξ_i) - f̄) / μ ξ_i, f̄ the mean of the M values. */
  VALUES("ZO-SGD, sees values"),
  /** CMA-ES with λ = m and its step size at first σ = η, otherwise its own. */
  CMA_ES("CMA-ES, a ranking per generation");

  static final int M = 15;
  static final int RUNGS = 5;
  private static final double GAMMA = 0.3;

  private final String words;

  Method(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }

  /** The value at the end; infinite where it diverged. */
  double run(Landscape f, double eta, int evaluations, Ranker ranker, RandomGenerator random) {
    double[] x = f.start(random);
    double end =
        switch (this) {
          case FULL -> descend(f, x, eta, evaluations, M, false, ranker, random);
          case BEST_OF -> descend(f, x, eta, evaluations, 1, false, ranker, random);
          case FULL_LINE -> descend(f, x, eta, evaluations, M, true, ranker, random);
          case BEST_OF_LINE -> descend(f, x, eta, evaluations, 1, true, ranker, random);
          case SIGNS -> signs(f, x, eta, evaluations, random);
          case VALUES -> values(f, x, eta, evaluations, random);
          case GRADIENTLESS -> gradientless(f, x, eta, evaluations, ranker, random);
          case CMA_ES -> evolve(f, x, eta, evaluations, ranker, random);
        };
    return Double.isFinite(end) ? end : Double.POSITIVE_INFINITY;
  }

  private static double descend(
      Landscape f,
      double[] x,
      double eta,
      int evaluations,
      int k,
      boolean line,
      Ranker ranker,
      RandomGenerator random) {
    double[][] xi = new double[M][x.length];
    double[] values = new double[M];
    for (int spent = 0; spent < evaluations; spent += line ? M + RUNGS : M) {
      for (int i = 0; i < M; i++) {
        Arrays.setAll(xi[i], c -> random.nextGaussian());
        values[i] = f.value(plus(x, f.mu, xi[i]));
      }
      double[] g = RankGradient.of(ranker.rank(values, k, random), xi);
      if (!line) {
        x = plus(x, -eta, g);
        continue;
      }
      var rungs = new ArrayList<>(List.of(x));
      for (int j = 0; j < RUNGS - 1; j++) {
        rungs.add(plus(x, -eta * Math.pow(GAMMA, j), g));
      }
      x = rungs.get(best(f, rungs, ranker, random));
    }
    return f.value(x);
  }

  private static int best(
      Landscape f, List<double[]> points, Ranker ranker, RandomGenerator random) {
    double[] values = points.stream().mapToDouble(f::value).toArray();
    return ranker.rank(values, 1, random).best().getFirst();
  }

  private static double signs(
      Landscape f, double[] start, double eta, int evaluations, RandomGenerator random) {
    double[] x = start;
    double[] xi = new double[x.length];
    for (int spent = 0; spent < evaluations; spent += M) {
      double here = f.value(x);
      double[] g = new double[x.length];
      for (int i = 0; i < M - 1; i++) {
        Arrays.setAll(xi, c -> random.nextGaussian());
        double sign = Math.signum(f.value(plus(x, f.mu, xi)) - here) / (M - 1);
        Arrays.setAll(g, c -> g[c] + sign * xi[c]);
      }
      x = plus(x, -eta, g);
    }
    return f.value(x);
  }

  private static double values(
      Landscape f, double[] start, double eta, int evaluations, RandomGenerator random) {
    double[] x = start;
    double[][] xi = new double[M][x.length];
    double[] values = new double[M];
    for (int spent = 0; spent < evaluations; spent += M) {
      for (int i = 0; i < M; i++) {
        Arrays.setAll(xi[i], c -> random.nextGaussian());
        values[i] = f.value(plus(x, f.mu, xi[i]));
      }
      double mean = Arrays.stream(values).sum() / M;
      double[] g = new double[x.length];
      for (int i = 0; i < M; i++) {
        double weight = (values[i] - mean) / (M * f.mu);
        double[] direction = xi[i];
        Arrays.setAll(g, c -> g[c] + weight * direction[c]);
      }
      x = plus(x, -eta, g);
    }
    return f.value(x);
  }

  private static double gradientless(
      Landscape f,
      double[] start,
      double longest,
      int evaluations,
      Ranker ranker,
      RandomGenerator random) {
    double[] x = start;
    double[] xi = new double[x.length];
    for (int spent = 0; spent < evaluations; spent += M) {
      var steps = new ArrayList<>(List.of(x));
      for (int j = 0; j < M - 1; j++) {
        Arrays.setAll(xi, c -> random.nextGaussian());
        steps.add(plus(x, longest * Math.pow(2, -j) / Math.sqrt(x.length), xi));
      }
      x = steps.get(best(f, steps, ranker, random));
    }
    return f.value(x);
  }

  private static double evolve(
      Landscape f,
      double[] x,
      double sigma,
      int evaluations,
      Ranker ranker,
      RandomGenerator random) {
    var distribution = new CovarianceAdaptation(x, sigma, M);
    double[] best = x;
    for (int spent = 0; spent < evaluations; spent += M) {
      if (distribution.exhausted().isPresent()) {
        break;
      }
      var samples = new ArrayList<Sample>();
      for (int i = 0; i < M; i++) {
        samples.add(distribution.sample(random));
      }
      double[] values = samples.stream().mapToDouble(s -> f.value(s.x())).toArray();
      Ranking ranking = ranker.rank(values, M, random);
      List<Sample> bestFirst = ranking.order().stream().map(samples::get).toList();
      best = bestFirst.getFirst().x();
      distribution.update(bestFirst);
    }
    return f.value(best);
  }

  private static double[] plus(double[] x, double length, double[] direction) {
    double[] y = new double[x.length];
    for (int c = 0; c < y.length; c++) {
      y[c] = x[c] + length * direction[c];
    }
    return y;
  }
}
