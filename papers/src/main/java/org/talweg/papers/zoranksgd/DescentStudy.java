package org.talweg.papers.zoranksgd;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.talweg.papers.Context;
import org.talweg.papers.Figure;
import org.talweg.papers.ReproductionException;

/**
 * The first part: every {@link Method} on both {@link Landscape}s with equal evaluations. Step
 * sizes are tuned on seeds of their own, over a grid of octaves that grows while its edge is best.
 */
final class DescentStudy {
  private static final int TUNING_SEEDS = 2;
  private static final int GRID = 10;
  private static final int GROWTH = 8;

  /** The middle of the grid: 2^-5. */
  private static final int MIDDLE = -5;

  /** Ten times where both functions begin. */
  private static final double DIVERGED = 1000;

  /** What CMA-ES begins with, untuned: its eigenvectors in 100 dimensions take most of the time. */
  private static final double SIGMA = 0.3;

  private static final List<Method> BASELINES =
      List.of(
          Method.FULL,
          Method.BEST_OF,
          Method.SIGNS,
          Method.GRADIENTLESS,
          Method.VALUES,
          Method.CMA_ES);

  private DescentStudy() {}

  static String end(Landscape f) {
    return "value at the end, " + f;
  }

  static String relative(Landscape f, Method baseline) {
    return "value at the end relative to " + baseline + ", " + f;
  }

  static String erring(Landscape f) {
    return "value at the end with a ranker who errs, " + f;
  }

  static final String DIFFERING = "runs that an increasing function of the objective changes";

  private record Job(Landscape f, Method method) {}

  private record Ends(Landscape f, Method method, double eta, double[] exact, double[] erring) {}

  static List<Figure> run(Context context, int divisor)
      throws InterruptedException, ReproductionException {
    var jobs = new ArrayList<Job>();
    for (Landscape f : Landscape.values()) {
      for (Method method : Method.values()) {
        jobs.add(new Job(f, method));
      }
    }
    List<Ends> all =
        context.inParallel("descent", jobs, job -> ends(job, context.seeds(), divisor));
    var figures = new ArrayList<Figure>();
    for (Landscape f : Landscape.values()) {
      var of = new EnumMap<Method, Ends>(Method.class);
      all.stream().filter(e -> e.f == f).forEach(e -> of.put(e.method, e));
      figures.addAll(figures(f, of));
    }
    List<Boolean> changed =
        context.inParallel("distorted", context.seeds(), seed -> changed(seed, divisor));
    figures.add(
        Figure.mean(
            DIFFERING,
            Method.FULL.toString(),
            "",
            changed.stream().mapToDouble(c -> c ? 1 : 0).toArray()));
    return figures;
  }

  private static List<Figure> figures(Landscape f, Map<Method, Ends> of) {
    var figures = new ArrayList<Figure>();
    of.forEach(
        (method, ends) -> {
          figures.add(Figure.median(end(f), method.toString(), "", ends.exact));
          if (ends.erring.length > 0) {
            figures.add(Figure.median(erring(f), method.toString(), "", ends.erring));
          }
          figures.add(Figure.median("tuned step size, " + f, method.toString(), "", ends.eta));
        });
    for (Method baseline : BASELINES) {
      for (Method method : List.of(Method.FULL, Method.FULL_LINE)) {
        double[] ours = ends(of, method);
        double[] theirs = ends(of, baseline);
        if (method != baseline) {
          figures.add(
              Figure.median(
                  relative(f, baseline),
                  method.toString(),
                  "",
                  IntStream.range(0, ours.length).mapToDouble(i -> ours[i] / theirs[i]).toArray()));
        }
      }
    }
    return figures;
  }

  private static double[] ends(Map<Method, Ends> of, Method method) {
    Ends ends = of.get(method);
    return ends == null ? new double[0] : ends.exact;
  }

  private static Ends ends(Job job, List<Long> seeds, int divisor) throws InterruptedException {
    int evaluations = job.f.evaluations / divisor;
    double eta = job.method == Method.CMA_ES ? SIGMA : tuned(job, seeds.getFirst(), evaluations);
    double[] exact = new double[seeds.size()];
    boolean errs = job.method != Method.VALUES && job.method != Method.SIGNS;
    double[] erring = new double[errs && job.method != Method.CMA_ES ? seeds.size() : 0];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = end(job, eta, evaluations, Ranker.EXACT, seeds.get(i));
      if (erring.length > 0) {
        erring[i] = end(job, eta, evaluations, Ranker.ERRING, seeds.get(i));
      }
    }
    return new Ends(job.f, job.method, eta, exact, erring);
  }

  private static double end(Job job, double eta, int evaluations, Ranker ranker, long seed)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var random = Context.random(seed, job.f.name());
    return job.method.run(job.f, eta, evaluations, ranker, random);
  }

  /** The step size with the least geometric mean of the ends. */
  private static double tuned(Job job, long seed, int evaluations) throws InterruptedException {
    int low = MIDDLE - GRID / 2;
    int high = low + GRID - 1;
    int best = low;
    double least = Double.POSITIVE_INFINITY;
    for (int tried = 0, next = low; tried < GRID + GROWTH; tried++) {
      double sum = 0;
      for (int s = 0; s < TUNING_SEEDS; s++) {
        long own = Context.seed(seed, "tuning " + s);
        double end = end(job, Math.pow(2, next), evaluations, Ranker.EXACT, own);
        sum += end > DIVERGED ? Double.POSITIVE_INFINITY : Math.log(end);
      }
      if (sum < least || next == low && sum == least) {
        least = sum;
        best = next;
      }
      if (tried < GRID - 1) {
        next++;
      } else if (best == high) {
        next = ++high;
      } else if (best == low) {
        next = --low;
      } else {
        break;
      }
    }
    return Math.pow(2, best);
  }

  private static boolean changed(long seed, int divisor) {
    int evaluations = Landscape.QUADRATIC.evaluations / divisor / 10;
    double plain = Double.NaN;
    for (Ranker ranker : List.of(Ranker.EXACT, Ranker.DISTORTED)) {
      double end =
          Method.FULL.run(
              Landscape.QUADRATIC, 0.1, evaluations, ranker, Context.random(seed, "distorted"));
      if (ranker == Ranker.EXACT) {
        plain = end;
      } else {
        return end != plain;
      }
    }
    return true;
  }
}
