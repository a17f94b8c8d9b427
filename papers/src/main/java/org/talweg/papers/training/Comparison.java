package org.talweg.papers.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  private record Choice(Arm arm, double rate) {}

  private record Job(Choice choice, long seed) {}

  private static final int QUICK_STEPS = 20;

  /** Tunes and trains. Arms of one name are forms of one method, of which the best is taken. */
  public List<Tuned> run(Context context, List<Arm> arms)
      throws InterruptedException, ReproductionException {
    return run(context, arms, Fit::testLoss);
  }

  /** The same with rates tuned by another figure: the lowest on tasks of other seeds. */
  public List<Tuned> run(Context context, List<Arm> arms, ToDoubleFunction<Fit> judged)
      throws InterruptedException, ReproductionException {
    List<Long> others =
        LongStream.rangeClosed(1, context.quick() ? 1 : tunings)
            .mapToObj(k -> Context.seed(k, "tuning"))
            .toList();
    var tuning = new ArrayList<Job>();
    for (Arm arm : arms) {
      for (double rate : arm.rates()) {
        others.forEach(seed -> tuning.add(new Job(new Choice(arm, rate), seed)));
      }
    }
    List<Fit> tuned = fit(context, "tuning on " + task, tuning, others, 0);
    var losses = new HashMap<Choice, Double>();
    for (int i = 0; i < tuned.size(); i++) {
      losses.merge(tuning.get(i).choice(), judged.applyAsDouble(tuned.get(i)), Double::sum);
    }
    var chosen = new LinkedHashMap<String, Choice>();
    for (Job job : tuning) {
      Choice choice = job.choice();
      chosen.merge(choice.arm().name(), choice, (a, b) -> lower(b, a, losses) ? b : a);
    }
    var jobs = new ArrayList<Job>();
    for (Choice choice : chosen.values()) {
      context.seeds().forEach(seed -> jobs.add(new Job(choice, seed)));
    }
    List<Fit> fits = fit(context, "training on " + task, jobs, context.seeds(), every);
    var results = new ArrayList<Tuned>();
    int n = context.seeds().size();
    for (int i = 0; i < jobs.size(); i += n) {
      Choice choice = jobs.get(i).choice();
      results.add(new Tuned(choice.arm(), choice.rate(), fits.subList(i, i + n)));
    }
    return results;
  }

  private static boolean lower(Choice one, Choice two, Map<Choice, Double> losses) {
    return losses.getOrDefault(one, 0.0) < losses.getOrDefault(two, 0.0);
  }

  private List<Fit> fit(Context context, String stage, List<Job> jobs, List<Long> seeds, int curve)
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
          return Fit.of(
              training,
              job.choice().arm().at(job.choice().rate()),
              batch,
              length,
              every,
              job.seed());
        });
  }

  /** Test loss, accuracy, train loss and tuned rate of every method. */
  public List<Figure> figures(List<Tuned> results) {
    var figures = new ArrayList<Figure>();
    for (Tuned t : results) {
      String name = t.arm().name();
      figures.add(Figure.mean(testLoss(), name, "", t.each(Fit::testLoss)));
      figures.add(Figure.mean(accuracy(), name, "", t.each(Fit::accuracy)));
      figures.add(Figure.mean(trainLoss(), name, "", t.each(Fit::trainLoss)));
      figures.add(Figure.mean("tuned rate, " + this, name, "", t.rate()));
    }
    return figures;
  }

  /** The test loss of every other method, over that of the base, which is named. */
  public List<Figure> relativeTo(String base, List<Tuned> results) {
    return relative(base, results, Fit::testLoss, relativeTo(base));
  }

  /** The train loss of every other method, over that of the base, which is named. */
  public List<Figure> trainLossRelativeTo(String base, List<Tuned> results) {
    return relative(base, results, Fit::trainLoss, trainLossRelativeTo(base));
  }

  private static List<Figure> relative(
      String base, List<Tuned> results, ToDoubleFunction<Fit> of, String quantity) {
    double[] theirs = find(base, results).each(of);
    return results.stream()
        .filter(t -> !t.arm().name().equals(base))
        .map(t -> Figure.ratio(quantity, t.arm().name(), t.each(of), theirs))
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

  /** The quantity of the train loss. */
  public String trainLoss() {
    return "train loss, " + this;
  }

  /** The quantity of the train loss over that of a base. */
  public String trainLossRelativeTo(String base) {
    return "train loss relative to " + base + ", " + this;
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
