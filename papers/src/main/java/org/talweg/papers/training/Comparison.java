package org.talweg.papers.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.talweg.learn.train.Training;
import org.talweg.papers.Context;
import org.talweg.papers.Figure;
import org.talweg.papers.ReproductionException;

/**
 * Methods on one task, each at the rate that has the lowest test loss on tasks of other seeds.
 *
 * @param batch examples per step
 * @param every steps between points of the curves, 0 for none
 * @param tunings seeds to tune on
 */
public record Comparison(Tasks task, int batch, int steps, int every, int tunings) {
  /**
   * What a method came to.
   *
   * @param fits one per seed
   */
  public record Tuned(Arm arm, double rate, List<Fit> fits) {
    public Tuned {
      fits = List.copyOf(fits);
    }

    /** A figure of every seed. */
    public double[] each(ToDoubleFunction<Fit> figure) {
      return fits.stream().mapToDouble(figure).toArray();
    }
  }

  private record Job(Arm arm, double rate, long seed) {}

  private static final int QUICK_STEPS = 20;

  /** Tunes and trains. */
  public List<Tuned> run(Context context, List<Arm> arms)
      throws InterruptedException, ReproductionException {
    List<Long> others =
        LongStream.rangeClosed(1, context.quick() ? 1 : tunings)
            .mapToObj(k -> Context.seed(k, "tuning"))
            .toList();
    var tuning = new ArrayList<Job>();
    for (Arm arm : arms) {
      for (double rate : arm.rates()) {
        others.forEach(seed -> tuning.add(new Job(arm, rate, seed)));
      }
    }
    var losses = new HashMap<Arm, Map<Double, Double>>();
    List<Fit> tuned = fit(context, "tuning on " + task, tuning, others, 0);
    for (int i = 0; i < tuned.size(); i++) {
      losses
          .computeIfAbsent(tuning.get(i).arm(), _ -> new HashMap<>())
          .merge(tuning.get(i).rate(), tuned.get(i).testLoss(), Double::sum);
    }
    var chosen = new ArrayList<Job>();
    for (Arm arm : arms) {
      double rate = lowest(arm, losses.getOrDefault(arm, Map.of()));
      context.seeds().forEach(seed -> chosen.add(new Job(arm, rate, seed)));
    }
    List<Fit> fits = fit(context, "training on " + task, chosen, context.seeds(), every);
    var results = new ArrayList<Tuned>();
    int n = context.seeds().size();
    for (int a = 0; a < arms.size(); a++) {
      results.add(
          new Tuned(arms.get(a), chosen.get(a * n).rate(), fits.subList(a * n, (a + 1) * n)));
    }
    return results;
  }

  /** Trains at given rates. */
  public List<Tuned> at(Context context, List<Arm> arms)
      throws InterruptedException, ReproductionException {
    return new Comparison(task, batch, steps, every, 0).run(context, arms);
  }

  private static double lowest(Arm arm, Map<Double, Double> losses) {
    double best = arm.rates().getFirst();
    for (double rate : arm.rates()) {
      if (losses.getOrDefault(rate, 0.0) < losses.getOrDefault(best, 0.0)) {
        best = rate;
      }
    }
    return best;
  }

  private List<Fit> fit(
      Context context, String stage, List<Job> jobs, List<Long> seeds, int curve)
      throws InterruptedException, ReproductionException {
    var trainings = new HashMap<Long, Training>();
    seeds.forEach(seed -> trainings.put(seed, task.draw(seed)));
    int length = context.quick() ? Math.min(steps, QUICK_STEPS) : steps;
    return context.inParallel(
        stage,
        jobs,
        job -> {
          Training training = java.util.Objects.requireNonNull(trainings.get(job.seed()));
          int every = Math.min(curve, length);
          return Fit.of(training, job.arm().at(job.rate()), batch, length, every, job.seed());
        });
  }

  /** Test loss, accuracy, train loss and tuned rate of every method. */
  public List<Figure> figures(List<Tuned> results) {
    var figures = new ArrayList<Figure>();
    for (Tuned t : results) {
      String name = t.arm().name();
      figures.add(Figure.mean(testLoss(), name, "", t.each(Fit::testLoss)));
      figures.add(Figure.mean(accuracy(), name, "", t.each(Fit::accuracy)));
      figures.add(Figure.mean("train loss, " + this, name, "", t.each(Fit::trainLoss)));
      figures.add(Figure.mean("tuned rate, " + this, name, "", t.rate()));
    }
    return figures;
  }

  /** The test loss of every other method, over that of the base, which is named. */
  public List<Figure> relativeTo(String base, List<Tuned> results) {
    double[] theirs = find(base, results).each(Fit::testLoss);
    return results.stream()
        .filter(t -> !t.arm().name().equals(base))
        .map(
            t ->
                Figure.ratio(
                    relativeTo(base), t.arm().name(), t.each(Fit::testLoss), theirs))
        .toList();
  }

  /** The result of a method that is named. */
  public static Tuned find(String name, List<Tuned> results) {
    return results.stream().filter(t -> t.arm().name().equals(name)).findFirst().orElseThrow();
  }

  /** The quantity of the test loss. */
  public String testLoss() {
    return "test loss, " + this;
  }

  /** The quantity of the accuracy. */
  public String accuracy() {
    return "test accuracy, " + this;
  }

  /** The quantity of the test loss over that of a base. */
  public String relativeTo(String base) {
    return "test loss relative to " + base + ", " + this;
  }

  @Override
  public String toString() {
    return task + ", batch " + batch;
  }
}
