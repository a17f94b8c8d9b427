package org.talweg.search.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.talweg.model.Space;
import org.talweg.search.gp.BoundedLbfgs;
import org.talweg.search.gp.Encoding;

/**
 * Maximises an acquisition over a space.
 *
 * <p>Candidates are drawn at random and about the best points known, at distances from a third of
 * the cube down to a thousandth; the best few that lie apart are improved in turns, by L-BFGS along
 * the real parameters and by steepest ascent over the {@link Neighbours} along the others, until
 * neither helps. A finite space of few points is searched completely instead. Known constraints
 * hold for every candidate: L-BFGS treats a violation as a step too long. Rows that are excluded
 * are never returned.
 *
 * @param spread candidates over the whole space
 * @param near candidates about the best points known
 * @param starts candidates that are improved
 * @param iterations of L-BFGS per start and turn
 */
public record Maximizer(int spread, int near, int starts, int iterations) {
  /** Finite spaces up to this size are searched completely. */
  private static final int COMPLETE = 2000;

  /** Attempts to find a candidate that is not excluded, once all candidates are. */
  private static final int ATTEMPTS = 500;

  private static final int TURNS = 8;

  /** What the measurements in docs/decisions.md were made with. */
  public static Maximizer standard() {
    return new Maximizer(256, 64, 6, 40);
  }

  /** What is maximised, and over what. */
  private record Task(
      Acquisition acquisition,
      Encoding encoding,
      Predicate<double[]> excluded,
      RandomGenerator random) {
    Space space() {
      return encoding.space();
    }

    boolean allowed(double[] row) {
      return Maximizer.allowed(encoding, row);
    }

    double at(double[] row) {
      double value = acquisition.at(row);
      return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }
  }

  /**
   * The best row found.
   *
   * @param known rows to search about, best first
   * @param excluded rows that must not be returned
   * @return empty where no row is left
   */
  public Optional<double[]> maximize(
      Acquisition acquisition,
      Encoding encoding,
      List<double[]> known,
      Predicate<double[]> excluded,
      RandomGenerator random) {
    var task = new Task(acquisition, encoding, excluded, random);
    if (encoding.space().cardinality() <= COMPLETE) {
      return complete(task);
    }
    double[][] candidates = candidates(encoding, known, random);
    Integer[] order = ranked(task, candidates);
    var improved = new ArrayList<double[]>();
    var values = new ArrayList<Double>();
    var apart = new ArrayList<double[]>();
    for (int i = 0; i < order.length && apart.size() < starts; i++) {
      double[] start = candidates[order[i]];
      if (apart.stream().noneMatch(other -> close(start, other))) {
        apart.add(start);
        double[] row = start.clone();
        values.add(improve(task, row));
        improved.add(row);
      }
    }
    Optional<double[]> best =
        IntStream.range(0, improved.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -values.get(i)))
            .map(improved::get)
            .filter(row -> !excluded.test(row))
            .findFirst();
    if (best.isPresent()) {
      return best;
    }
    return Arrays.stream(order)
        .map(i -> candidates[i])
        .filter(row -> !excluded.test(row))
        .findFirst()
        .or(() -> anything(task));
  }

  private static Optional<double[]> complete(Task task) {
    double[][] rows =
        points(task.encoding()).filter(row -> !task.excluded().test(row)).toArray(double[][]::new);
    return rows.length == 0 ? Optional.empty() : Optional.of(rows[ranked(task, rows)[0]]);
  }

  private static Stream<double[]> points(Encoding encoding) {
    return encoding.space().points().map(encoding::row);
  }

  private static boolean allowed(Encoding encoding, double[] row) {
    Space space = encoding.space();
    return space.constraints().isEmpty() || space.violation(encoding.point(row)) == 0;
  }

  /** Places of the rows, best first; NaN counts as worst. */
  private static Integer[] ranked(Task task, double[][] rows) {
    double[] values = new double[rows.length];
    task.acquisition().at(rows, rows.length, values);
    Integer[] order = new Integer[rows.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        Comparator.comparingDouble(
            i -> Double.isNaN(values[i]) ? Double.POSITIVE_INFINITY : -values[i]));
    return order;
  }

  /**
   * Rows from which a maximum is sought, for methods that choose among candidates: every point of a
   * small finite space, otherwise random ones and ones about those known, best first.
   */
  public double[][] candidates(Encoding encoding, List<double[]> known, RandomGenerator random) {
    if (encoding.space().cardinality() <= COMPLETE) {
      return points(encoding).toArray(double[][]::new);
    }
    var rows = new ArrayList<double[]>();
    for (int i = 0; i < spread; i++) {
      double[] row = encoding.row(random.doubles(encoding.width()).toArray());
      // Where constraints leave little, drawing until it fits is costly: a quarter must do.
      if (allowed(encoding, row)) {
        rows.add(row);
      } else if (i % 4 == 0) {
        rows.add(encoding.row(encoding.space().sample(random)));
      }
    }
    for (int i = 0; i < near && !known.isEmpty(); i++) {
      double early = random.nextDouble();
      double[] centre = known.get((int) (early * early * Math.min(5, known.size())));
      double step = Math.pow(10, -0.5 - 2.5 * random.nextDouble());
      double[] row = perturbed(encoding, random, centre, step);
      if (allowed(encoding, row)) {
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  /** A row about another: every coordinate a little, some discrete ones anew. */
  private static double[] perturbed(
      Encoding encoding, RandomGenerator random, double[] centre, double step) {
    double[] unit = encoding.unit(centre);
    boolean[] smooth = smooth(encoding);
    for (int k = 0; k < unit.length; k++) {
      if (smooth[k] || random.nextInt(4) != 0) {
        unit[k] = Math.clamp(unit[k] + step * random.nextGaussian(), 0.0, 1.0);
      } else {
        unit[k] = random.nextDouble();
      }
    }
    return encoding.row(unit);
  }

  private static boolean[] smooth(Encoding encoding) {
    boolean[] smooth = new boolean[encoding.width()];
    for (int k : encoding.smooth()) {
      smooth[k] = true;
    }
    return smooth;
  }

  private static boolean close(double[] a, double[] b) {
    double largest = 0;
    for (int k = 0; k < a.length; k++) {
      boolean one = Double.isNaN(a[k]);
      largest = Math.max(largest, one != Double.isNaN(b[k]) ? 1 : one ? 0 : Math.abs(a[k] - b[k]));
    }
    return largest < 0.05;
  }

  /** Improves a row in place and returns its worth. */
  private double improve(Task task, double[] row) {
    double value = ascend(task, row);
    if (task.encoding().isBox()) {
      return value;
    }
    for (int turn = 0; turn < TURNS; turn++) {
      double[][] around = Neighbours.of(task.encoding(), row, task.random());
      double[][] rows = Arrays.stream(around).filter(task::allowed).toArray(double[][]::new);
      if (rows.length == 0) {
        break;
      }
      double[] next = rows[ranked(task, rows)[0]];
      if (!(task.at(next) > value)) {
        break;
      }
      double better = ascend(task, next);
      System.arraycopy(next, 0, row, 0, row.length);
      value = better;
    }
    return value;
  }

  /** L-BFGS along the active real parameters. */
  private double ascend(Task task, double[] row) {
    int[] moving =
        Arrays.stream(task.encoding().smooth()).filter(k -> !Double.isNaN(row[k])).toArray();
    double before = task.at(row);
    if (moving.length == 0 || before == Double.NEGATIVE_INFINITY) {
      return before;
    }
    double[] gradient = new double[row.length];
    double[] trial = row.clone();
    double[] x = Arrays.stream(moving).mapToDouble(k -> row[k]).toArray();
    BoundedLbfgs.Smooth negative =
        (at, slope) -> {
          for (int k = 0; k < moving.length; k++) {
            trial[moving[k]] = at[k];
          }
          if (!task.allowed(trial)) {
            return Double.POSITIVE_INFINITY;
          }
          double value = task.acquisition().at(trial, gradient);
          for (int k = 0; k < moving.length; k++) {
            slope[k] = -gradient[moving[k]];
          }
          return -value;
        };
    double least =
        new BoundedLbfgs(8, iterations, 1e-5)
            .minimize(
                negative,
                x,
                BoundedLbfgs.constant(moving.length, 0),
                BoundedLbfgs.constant(moving.length, 1));
    if (!(-least >= before)) {
      return before;
    }
    for (int k = 0; k < moving.length; k++) {
      row[moving[k]] = x[k];
    }
    return -least;
  }

  /** Any row that is neither excluded nor forbidden. */
  private static Optional<double[]> anything(Task task) {
    for (int i = 0; i < ATTEMPTS; i++) {
      double[] row = task.encoding().row(task.space().sample(task.random()));
      if (!task.excluded().test(row) && task.allowed(row)) {
        return Optional.of(row);
      }
    }
    return Double.isInfinite(task.space().cardinality())
        ? Optional.empty()
        : points(task.encoding()).filter(row -> !task.excluded().test(row)).findFirst();
  }
}
