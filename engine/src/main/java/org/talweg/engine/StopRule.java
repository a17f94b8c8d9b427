package org.talweg.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.engine.Trial.Report;
import org.talweg.model.Direction;

/**
 * When a trial that reports intermediate values is given up.
 *
 * <p>All rules compare the trial's best value so far with that of other trials at the same step.
 */
public sealed interface StopRule {
  /** Never. */
  record Never() implements StopRule {}

  /**
   * The median rule of Vizier (Golovin et al. 2017): a trial stops where its best value up to a
   * step is worse than the median of the others' best values up to that step.
   *
   * @param fewest other trials that must have reached the step first
   */
  record Median(int fewest) implements StopRule {}

  /**
   * Asynchronous successive halving (Li et al. 2020): at steps 1, eta, eta^2, ... of the first
   * report's step, only trials within the best 1/eta of those that reached the rung go on.
   */
  record Halving(int eta) implements StopRule {}

  /** Reads {@code none}, {@code median} or {@code halving}. */
  static Optional<StopRule> parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "none" -> Optional.of(new Never());
      case "median" -> Optional.of(new Median(5));
      case "halving" -> Optional.of(new Halving(3));
      default -> Optional.empty();
    };
  }

  /** The word that {@link #parse} reads. */
  default String word() {
    return switch (this) {
      case Never _ -> "none";
      case Median _ -> "median";
      case Halving _ -> "halving";
    };
  }

  /**
   * Whether the trial should be given up after its last report.
   *
   * @param trial its reports so far, at least one
   * @param others the reports of every other trial, finished or not
   */
  default boolean stops(List<Report> trial, Collection<List<Report>> others, Direction direction) {
    return switch (this) {
      case Never _ -> false;
      case Median(int fewest) -> {
        long step = trial.getLast().step();
        double[] values = valuesAt(step, others, direction);
        yield values.length >= fewest && best(trial, step, direction) > values[values.length / 2];
      }
      case Halving(int eta) -> {
        long first = trial.getFirst().step();
        long last = trial.getLast().step();
        long before = trial.size() == 1 ? first - 1 : trial.get(trial.size() - 2).step();
        long rung = Math.max(1, first);
        while (rung < last) {
          rung *= eta;
        }
        boolean reachedRung = rung <= last && rung > before && trial.size() > 1;
        double[] values = valuesAt(last, others, direction);
        // The best 1/eta, rounded up, of this trial and the others that came this far.
        int promoted = (values.length + eta) / eta;
        yield reachedRung
            && values.length >= eta - 1
            && promoted <= values.length
            && best(trial, last, direction) > values[promoted - 1];
      }
    };
  }

  /** The others' best costs up to the step, of those that reached it, in increasing order. */
  private static double[] valuesAt(
      long step, Collection<List<Report>> others, Direction direction) {
    var values = new ArrayList<Double>();
    for (List<Report> other : others) {
      if (!other.isEmpty() && other.getLast().step() >= step) {
        values.add(best(other, step, direction));
      }
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double best(List<Report> reports, long step, Direction direction) {
    return reports.stream()
        .filter(report -> report.step() <= step)
        .mapToDouble(report -> direction.cost(report.value()))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
