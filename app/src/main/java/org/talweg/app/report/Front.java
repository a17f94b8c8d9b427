package org.talweg.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.talweg.app.report.Panel.Mark;
import org.talweg.app.report.Panel.Shape;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.model.Direction;
import org.talweg.model.Objective;

/** Two objectives against each other, or every pair of three and more, with the Pareto front. */
final class Front {
  private static final int MOST = 10;

  private Front() {}

  static List<Drawing> drawings(RunRecord run) {
    var drawings = new ArrayList<Drawing>();
    int m = run.objectives().size();
    for (int i = 0; i < m; i++) {
      for (int j = i + 1; j < m && drawings.size() < MOST; j++) {
        if (run.finished().stream().anyMatch(Row::full)) {
          drawings.add(pair(run, i, j));
        }
      }
    }
    return drawings;
  }

  private static Drawing pair(RunRecord run, int i, int j) {
    List<Row> rows = run.finished().stream().filter(Row::full).toList();
    Axis x = axis(run, rows, i);
    Axis y = axis(run, rows, j);
    Objective first = run.objectives().get(i);
    Objective second = run.objectives().get(j);
    var panel = new Panel(first.name() + " and " + second.name(), x, y, false, false);
    List<Row> front =
        run.front().stream()
            .filter(Row::feasible)
            .sorted(Comparator.comparingDouble(row -> first.direction().cost(row.objective(i))))
            .toList();
    boolean line = run.objectives().size() == 2;
    panel.legend("dot front", "front of " + front.size());
    if (!front.isEmpty()) {
      panel.legend("star", "compromise");
    }
    Convergence.legend(panel, rows);
    var members = new HashSet<>(front);
    var marks = new ArrayList<Mark>();
    for (Row row : rows) {
      if (!members.contains(row)) {
        marks.add(mark(row, i, j, Convergence.shape(row), "faint"));
      }
    }
    panel.marks(marks);
    if (line) {
      double[] xs = front.stream().mapToDouble(row -> row.objective(i)).toArray();
      double[] ys = front.stream().mapToDouble(row -> row.objective(j)).toArray();
      panel.steps("line", xs, ys, xs.length == 0 ? 0 : xs[xs.length - 1]);
    }
    var highlights = new ArrayList<Mark>();
    front.forEach(row -> highlights.add(mark(row, i, j, Shape.DOT, "front")));
    run.best()
        .filter(Row::feasible)
        .ifPresent(row -> highlights.add(mark(row, i, j, Shape.STAR, "")));
    panel.marks(highlights);
    return panel;
  }

  private static Mark mark(Row row, int i, int j, Shape shape, String depth) {
    return new Mark(row.objective(i), row.objective(j), shape, depth, Convergence.words(row));
  }

  private static Axis axis(RunRecord run, List<Row> rows, int index) {
    Objective objective = run.objectives().get(index);
    Direction direction = objective.direction();
    return Axis.of(
        objective.name(), direction, rows.stream().mapToDouble(r -> r.objective(index)).toArray());
  }
}
