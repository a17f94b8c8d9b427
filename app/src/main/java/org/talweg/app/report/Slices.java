package org.talweg.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.app.report.Panel.Mark;
import org.talweg.app.report.Panel.Shape;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.model.Direction;
import org.talweg.model.Domain;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.search.importance.Importance;

/**
 * Each parameter's value against an objective, the most important parameters first; earlier trials
 * are paler, and a parameter that does not exist at a point is off.
 */
final class Slices {
  private static final int MOST = 12;
  private static final int AGES = 4;

  private Slices() {}

  static List<Drawing> drawings(RunRecord run, int index, Optional<Importance> importance) {
    List<Row> rows =
        run.finished().stream().filter(row -> !Double.isNaN(row.objective(index))).toList();
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, Double> weights = new HashMap<>();
    importance.ifPresent(
        i -> i.shares().forEach(s -> weights.put(s.parameter().name(), s.withOthers())));
    Objective objective = run.objectives().get(index);
    Axis y =
        Axis.of(
            objective.name(),
            objective.direction(),
            rows.stream().mapToDouble(row -> row.objective(index)).toArray());
    return run.parameters().stream()
        .filter(p -> !(p.domain() instanceof Domain.Permutation))
        .sorted(Comparator.comparingDouble(p -> -weights.getOrDefault(p.name(), 0.0)))
        .limit(MOST)
        .map(p -> slice(run, rows, index, p, y))
        .toList();
  }

  /** Why there are fewer pictures than parameters, empty where there are not. */
  static String leftOut(RunRecord run) {
    long orders =
        run.parameters().stream().filter(p -> p.domain() instanceof Domain.Permutation).count();
    long others = run.parameters().size() - orders - MOST;
    var words = new ArrayList<String>();
    if (orders > 0) {
      words.add(orders == 1 ? "a permutation has no axis" : orders + " permutations have no axis");
    }
    if (others > 0) {
      words.add(
          "the " + MOST + " most important parameters are shown, " + others + " more are not");
    }
    return String.join("; ", words);
  }

  private static Drawing slice(
      RunRecord run, List<Row> rows, int index, Parameter parameter, Axis y) {
    boolean absent = rows.stream().anyMatch(row -> !row.values().containsKey(parameter.name()));
    Axis x = Axis.of(parameter, absent);
    Direction direction = run.objectives().get(index).direction();
    var panel = new Panel(parameter.name(), x, y, false, direction == Direction.MAXIMIZE);
    var marks = new ArrayList<Mark>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double value = Axis.number(parameter, row.values());
      if (x instanceof Axis.Levels(String _, List<String> levels)) {
        // Levels and those without one are spread over most of their cell, each trial by itself.
        double cell = Double.isNaN(value) ? levels.size() - 1.0 : value;
        value = cell + 0.6 * (row.number() * 0.6180339887 % 1 - 0.5);
      }
      String age = "age" + AGES * i / rows.size();
      Shape shape = Convergence.shape(row);
      marks.add(new Mark(value, row.objective(index), shape, age, Convergence.words(row)));
      if (run.objectives().size() == 1 && run.best().filter(row::equals).isPresent()) {
        marks.add(new Mark(value, row.objective(index), Shape.STAR, "", Convergence.words(row)));
      }
    }
    panel.marks(marks);
    return panel;
  }
}
