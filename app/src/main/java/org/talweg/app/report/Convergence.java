package org.talweg.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.talweg.app.report.Panel.Mark;
import org.talweg.app.report.Panel.Shape;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.engine.Result;
import org.talweg.model.Direction;
import org.talweg.model.Dominance;
import org.talweg.model.Objective;
import org.talweg.search.pareto.Hypervolume;

/**
 * How the best so far went, over trials and over seconds. For several objectives that is the
 * hypervolume of the front, each objective scaled to the range of all that ever were on it, as a
 * share of the final one; and the best of each objective.
 */
final class Convergence {
  /** From so many trials on, the beginning is shown by its logarithm. */
  private static final int LOG_FROM = 500;

  private static final int CHECKPOINTS = 300;

  /** Exact hypervolumes cost too much beyond. */
  private static final int MOST_OBJECTIVES = 4;

  private Convergence() {}

  static List<Drawing> drawings(RunRecord run) {
    var drawings = new ArrayList<Drawing>();
    int n = run.finished().size();
    if (n == 0) {
      return drawings;
    }
    boolean log = n >= LOG_FROM;
    ToDoubleFunction<Integer> order = i -> i + 1;
    ToDoubleFunction<Integer> clock = i -> run.finished().get(i).at();
    Axis trials = new Axis.Range("trials" + (log ? ", log scale" : ""), log ? 1 : 0, n, log, false);
    double first = Math.max(1e-3, clock.applyAsDouble(0));
    double last = Math.max(first * 1.01, Math.max(run.seconds(), clock.applyAsDouble(n - 1)));
    Axis seconds =
        log && last > first * Axis.LOG_RATIO
            ? new Axis.Range("seconds, log scale", first, last, true, false)
            : Axis.from0("seconds", last);
    int objectives = run.objectives().size();
    if (objectives > 1 && objectives <= MOST_OBJECTIVES && run.front().getFirst().feasible()) {
      drawings.add(hypervolume(run, "Front over trials", trials, order, n));
      drawings.add(hypervolume(run, "Front over time", seconds, clock, last));
    }
    for (int objective = 0; objective < objectives; objective++) {
      String name = run.objectives().get(objective).name();
      drawings.add(best(run, objective, name + " over trials", trials, order, n));
      if (objectives == 1) {
        drawings.add(best(run, objective, name + " over time", seconds, clock, last));
      }
    }
    return drawings;
  }

  private static Panel best(
      RunRecord run, int index, String title, Axis x, ToDoubleFunction<Integer> at, double end) {
    Objective objective = run.objectives().get(index);
    List<Row> rows = run.finished();
    double[] values = rows.stream().mapToDouble(row -> shown(row, index)).toArray();
    Axis y = Axis.of(objective.name(), objective.direction(), values);
    boolean strip = Arrays.stream(values).anyMatch(Double::isNaN);
    boolean badIsLow = objective.direction() == Direction.MAXIMIZE;
    var panel = new Panel(title, x, y, strip, badIsLow);
    panel.legend("line", "best so far");
    legend(panel, rows);
    var xs = new ArrayList<Double>();
    var ys = new ArrayList<Double>();
    int star = -1;
    for (int i = 0; i < rows.size(); i++) {
      double cost = objective.direction().cost(values[i]);
      if (rows.get(i).feasible()
          && (ys.isEmpty() || cost < objective.direction().cost(ys.getLast()))) {
        xs.add(at.applyAsDouble(i));
        ys.add(values[i]);
        star = i;
      }
    }
    panel.marks(marks(rows, values, at, star));
    panel.steps("line", array(xs), array(ys), end);
    return panel;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  /** The value at which a trial is drawn: its last report where it was stopped. */
  private static double shown(Row row, int objective) {
    return objective == 0
            && row.result().isPresent()
            && row.result().get() instanceof Result.Stopped(long _, double value)
        ? value
        : row.objective(objective);
  }

  static Shape shape(Row row) {
    return switch (row.state()) {
      case "done" -> Shape.DOT;
      case "infeasible" -> Shape.DIAMOND;
      case "stopped" -> Shape.SQUARE;
      default -> Shape.CROSS;
    };
  }

  static void legend(Panel panel, List<Row> rows) {
    List<Shape> shapes = rows.stream().map(Convergence::shape).distinct().sorted().toList();
    for (Shape shape : shapes) {
      long count = rows.stream().filter(row -> shape(row) == shape).count();
      String words =
          switch (shape) {
            case DOT -> count == 1 ? " trial" : " trials";
            case DIAMOND -> " infeasible";
            case SQUARE -> " stopped";
            case CROSS -> " failed";
            case STAR -> "";
          };
      panel.legend(shape.name().toLowerCase(java.util.Locale.ROOT), count + words);
    }
  }

  private static List<Mark> marks(
      List<Row> rows, double[] values, ToDoubleFunction<Integer> at, int star) {
    var marks = new ArrayList<Mark>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String depth = Double.isNaN(row.fidelity()) ? "" : "faint";
      marks.add(new Mark(at.applyAsDouble(i), values[i], shape(row), depth, words(row)));
    }
    if (star >= 0) {
      marks.add(
          new Mark(at.applyAsDouble(star), values[star], Shape.STAR, "", words(rows.get(star))));
    }
    return marks;
  }

  /** What a trial is, for whoever points at its mark. */
  static String words(Row row) {
    var words = new StringBuilder("trial " + row.number() + ", " + row.state());
    row.assessment()
        .ifPresent(
            a -> words.append(": ").append(a.objectives().stream().map(Numbers::brief).toList()));
    if (!row.reason().isEmpty()) {
      words.append(": ").append(row.reason());
    }
    return words.append('\n').append(String.join(", ", values(row))).toString();
  }

  static List<String> values(Row row) {
    return row.values().entrySet().stream()
        .map(
            e ->
                e.getKey()
                    + " "
                    + (e.getValue() instanceof org.talweg.model.Value.Real(double v)
                        ? Numbers.brief(v)
                        : e.getValue().toString()))
        .toList();
  }

  private static Panel hypervolume(
      RunRecord run, String title, Axis x, ToDoubleFunction<Integer> at, double end) {
    List<Row> rows = run.finished();
    int[] joined =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).feasible() && run.improved().contains(rows.get(i).number()))
            .toArray();
    int m = run.objectives().size();
    double[] low = new double[m];
    double[] high = new double[m];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (int i : joined) {
      double[] costs = costs(run, rows.get(i));
      for (int k = 0; k < m; k++) {
        low[k] = Math.min(low[k], costs[k]);
        high[k] = Math.max(high[k], costs[k]);
      }
    }
    double[] reference = new double[m];
    Arrays.fill(reference, 1.1);
    var front = new ArrayList<Row>();
    var xs = new ArrayList<Double>();
    var ys = new ArrayList<Double>();
    int every = joined.length / CHECKPOINTS + 1;
    for (int j = 0; j < joined.length; j++) {
      Dominance.addToFront(
          run.objectives(), front, rows.get(joined[j]), r -> r.assessment().orElseThrow());
      if (j % every == 0 || j == joined.length - 1) {
        List<double[]> scaled =
            front.stream().map(row -> scaled(costs(run, row), low, high)).toList();
        xs.add(at.applyAsDouble(joined[j]));
        ys.add(Hypervolume.of(scaled, reference));
      }
    }
    double last = ys.getLast();
    ys.replaceAll(v -> 100 * v / last);
    boolean failed = rows.stream().anyMatch(row -> row.assessment().isEmpty());
    Axis y = new Axis.Range("hypervolume of the front, % of the final", 0, 100, false, false);
    var panel = new Panel(title, x, y, failed, true);
    panel.legend("line", "front of " + run.front().size());
    var marks = new ArrayList<Mark>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).assessment().isEmpty()) {
        marks.add(
            new Mark(at.applyAsDouble(i), Double.NaN, shape(rows.get(i)), "", words(rows.get(i))));
      }
    }
    if (!marks.isEmpty()) {
      panel.legend("cross", marks.size() + " failed");
    }
    panel.marks(marks);
    panel.steps("line", array(xs), array(ys), end);
    return panel;
  }

  private static double[] costs(RunRecord run, Row row) {
    return Dominance.costs(run.objectives(), row.assessment().orElseThrow());
  }

  private static double[] scaled(double[] costs, double[] low, double[] high) {
    double[] scaled = new double[costs.length];
    for (int k = 0; k < costs.length; k++) {
      scaled[k] = high[k] > low[k] ? (costs[k] - low[k]) / (high[k] - low[k]) : 0;
    }
    return scaled;
  }
}
