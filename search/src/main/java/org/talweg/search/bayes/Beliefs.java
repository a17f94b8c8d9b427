package org.talweg.search.bayes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Dominance;
import org.talweg.model.Noise;
import org.talweg.model.Point;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Prediction;
import org.talweg.search.gp.Surrogate;

/**
 * What is known of a problem: one Gaussian process per objective, per constraint over measured
 * quantities, and one of failure.
 *
 * <p>Objectives are costs to be minimised; {@link Boundaries} says how constraints and failures are
 * modelled. Where a trial failed, the objective's own variance is made to vanish, so that the point
 * does not attract for being unknown. A trial stopped early counts with its last value, but as no
 * better than the median.
 */
final class Beliefs {
  /** Failed points that are believed at most. */
  private static final int BELIEVED = 100;

  private final BlackBox problem;
  private final Encoding encoding;
  private final List<Surrogate> objectives = new ArrayList<>();
  private final Boundaries boundaries;
  private final boolean noisy;

  /** Whether every objective's unique point, by its place, was feasible when last observed. */
  private final Map<Integer, Boolean> feasible = new HashMap<>();

  private final Set<Point> evaluated = new HashSet<>();

  /** Of each point, trials with a value less trials that failed. */
  private final Map<Point, Integer> successes = new HashMap<>();

  private final Map<Point, Integer> pending = new LinkedHashMap<>();
  private final List<double[]> failed = new ArrayList<>();

  private final double budget;

  Beliefs(BlackBox problem, Setting setting) {
    this.problem = problem;
    budget = setting.budget().evaluations();
    encoding = Encoding.of(problem.space());
    noisy = problem.noise().present();
    Surrogate.Settings one = settings(problem.noise());
    Surrogate.Settings settings = problem.objectives().size() == 1 ? one : one.withoutWarp();
    int part = 1_000_000;
    for (var _ : problem.objectives()) {
      objectives.add(Boundaries.surrogate(encoding, settings, setting, part++));
    }
    boundaries = new Boundaries(problem, encoding, setting, part);
  }

  static Surrogate.Settings settings(Noise noise) {
    return switch (noise) {
      case Noise.None _ -> Surrogate.Settings.noiseFree();
      case Noise.Gaussian(var deviation) ->
          deviation.isPresent()
              ? Surrogate.Settings.noisy()
                  .withNoise(deviation.getAsDouble() * deviation.getAsDouble())
              : Surrogate.Settings.noisy();
    };
  }

  /** Takes in what came of a trial; a repetition only where there is noise. */
  void observe(Trial trial) {
    if (!trial.proposal().full() || (!evaluated.add(trial.point()) && !noisy)) {
      return;
    }
    double[] row = encoding.row(trial.point());
    boolean failure =
        trial.result() instanceof Result.Failed || trial.result() instanceof Result.TimedOut;
    successes.merge(trial.point(), failure ? -1 : 1, Integer::sum);
    switch (trial.result()) {
      case Result.Done(Assessment a) when a.objectives().stream().allMatch(Double::isFinite) ->
          observe(row, trial.point(), a);
      case Result.Stopped(_, double value) when Double.isFinite(value) ->
          observeStopped(row, problem.objectives().getFirst().direction().cost(value));
      case Result.Rejected _ -> {}
      default -> fail(row);
    }
  }

  private void observe(double[] row, Point point, Assessment a) {
    double[] costs = Dominance.costs(problem.objectives(), a);
    for (int i = 0; i < costs.length; i++) {
      objectives.get(i).add(row, costs[i]);
    }
    feasible.put(objectives.getFirst().observations().indexOf(row), a.feasible());
    boundaries.observe(row, point, a.quantities(), a.feasible());
  }

  /** Only the first objective reports before it is done. */
  private void observeStopped(double[] row, double cost) {
    if (objectives.size() > 1) {
      fail(row);
      return;
    }
    var known = objectives.getFirst().observations();
    double[] sorted = IntStream.range(0, known.size()).mapToDouble(known::mean).sorted().toArray();
    double median = sorted.length == 0 ? cost : sorted[sorted.length / 2];
    objectives.getFirst().add(row, Math.max(cost, median));
    feasible.put(known.indexOf(row), false);
  }

  private void fail(double[] row) {
    boundaries.fail(row);
    if (objective().observations().indexOf(row) < 0) {
      failed.add(row);
    }
  }

  void begin(Point point) {
    pending.merge(point, 1, Integer::sum);
  }

  void end(Point point) {
    pending.computeIfPresent(point, (_, n) -> n == 1 ? null : n - 1);
  }

  /** Whether every objective has been observed. */
  boolean ready() {
    return objectives.getFirst().observations().size() > 0;
  }

  /** Trials that taught something, failures included. */
  int trials() {
    return boundaries.trials();
  }

  Encoding encoding() {
    return encoding;
  }

  /** Evaluations allowed. */
  double budget() {
    return budget;
  }

  boolean noisy() {
    return noisy;
  }

  /** The only objective, or the first. */
  Surrogate objective() {
    return objectives.getFirst();
  }

  List<Surrogate> objectives() {
    return objectives;
  }

  /**
   * Rows to be believed to give what is predicted of them: those of points under evaluation, and
   * those that failed without a value, the last of them where there are many.
   */
  List<double[]> believed() {
    int skipped = Math.max(0, failed.size() - BELIEVED);
    return Stream.concat(
            pending.keySet().stream().map(encoding::row), failed.stream().skip(skipped))
        .toList();
  }

  int pendingPoints() {
    return pending.size();
  }

  /** Points evaluated, each counted once. */
  int evaluatedPoints() {
    return evaluated.size();
  }

  /**
   * Rows not to propose: those pending, those that failed more often than not and, without noise,
   * those evaluated.
   */
  boolean excluded(double[] row) {
    Point point = encoding.point(row);
    return pending.containsKey(point)
        || (!noisy && evaluated.contains(point))
        || successes.getOrDefault(point, 0) < 0;
  }

  /** Whether the objective's unique point at that place satisfied every constraint. */
  boolean feasible(int place) {
    return feasible.getOrDefault(place, false);
  }

  /** Places of the objective's unique points, feasible ones first, each by the mean observed. */
  List<Integer> ranked() {
    var known = objective().observations();
    return IntStream.range(0, known.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> !feasible(i)).thenComparingDouble(known::mean))
        .toList();
  }

  /** Rows of the best points, best first. */
  List<double[]> best(int most) {
    return ranked().stream().limit(most).map(objective().observations()::row).toList();
  }

  /** Whether a point is known that satisfied every constraint. */
  boolean anyFeasible() {
    return feasible.containsValue(true);
  }

  /** Processes that decide whether a point is feasible: it is where each is at most 0. */
  List<Surrogate> boundaries() {
    return boundaries.known();
  }

  /** The terms of ln P(every constraint holds and the trial does not fail). */
  List<Acquisition> feasibility() {
    return boundaries.feasibility();
  }

  /** Places of the objective's unique points that may be recommended, best first; not empty. */
  List<Integer> candidates() {
    List<Integer> ranked = ranked();
    return anyFeasible() ? ranked.stream().filter(this::feasible).toList() : ranked;
  }

  /** A unique point's values in the models' units: as observed, or with noise as predicted. */
  double[] values(List<GaussianProcess> processes, int place) {
    double[] values = new double[objectives.size()];
    double[] row = objective().observations().row(place);
    var prediction = new Prediction(row.length);
    for (int j = 0; j < values.length; j++) {
      Surrogate surrogate = objectives.get(j);
      if (noisy) {
        processes.get(j).predict(row, prediction);
        values[j] = prediction.mean;
      } else {
        values[j] = surrogate.outputs().toModel(surrogate.observations().mean(place));
      }
    }
    return values;
  }
}
