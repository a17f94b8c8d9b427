package org.talweg.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.RunRecord;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.model.Assessment;
import org.talweg.model.Value;

/** A run as text for people. */
final class Shown {
  /** More trials than this are shown only where they improved something or are the last ones. */
  private static final int MOST = 60;

  private static final int LAST = 10;

  private Shown() {}

  static String text(RunRecord run, Optional<Forecast> forecast, boolean all, String storeOption) {
    var text = new StringBuilder();
    String id = run.header().id();
    line(text, "run", id + ", " + run.state());
    if (!run.reason().isEmpty()) {
      line(text, "why", run.reason());
    }
    line(text, "problem", run.header().problem());
    run.objectives().forEach(objective -> line(text, "goal", objective.toString()));
    line(text, "plan", run.header().plan().brief());
    line(text, "seed", Long.toString(run.header().seed()));
    String spent = Numbers.brief(run.evaluations()) + " evaluations, " + run.failures() + " failed";
    line(text, "spent", spent + ", " + Numbers.seconds(run.seconds()));
    forecast.ifPresent(expected -> line(text, "planned", expected.text()));
    run.best()
        .ifPresent(
            best -> {
              String front =
                  run.front().size() > 1
                      ? ", the compromise of a front of " + run.front().size()
                      : "";
              line(text, "best", "trial " + best.number() + front);
              for (int i = 0; i < run.objectives().size(); i++) {
                double value = best.assessment().orElseThrow().objectives().get(i);
                line(text, "", run.objectives().get(i).name() + " = " + Numbers.brief(value));
              }
            });
    List<Row> shown = run.trials();
    if (!all && shown.size() > MOST) {
      long last = shown.getLast().number() - LAST;
      shown =
          shown.stream()
              .filter(row -> run.improved().contains(row.number()) || row.number() > last)
              .toList();
    }
    text.append('\n').append(table(run, shown));
    if (shown.size() < run.trials().size()) {
      text.append("  those that improved something, and the last ");
      text.append(LAST).append(" of ").append(run.trials().size()).append("; the others: --all\n");
    }
    text.append("\npicture: talweg runs export ").append(id).append(storeOption);
    text.append(" -o ").append(id).append(".html\n");
    if (run.state().equals("interrupted")) {
      text.append("resume:  talweg runs resume ").append(id).append(storeOption).append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String words) {
    text.append("%-8s ".formatted(name)).append(Numbers.printable(words)).append('\n');
  }

  /** Trials in columns; those that improved something are marked. */
  static TextTable table(RunRecord run, List<Row> rows) {
    boolean constrained =
        rows.stream().flatMap(r -> r.assessment().stream()).anyMatch(a -> !a.feasible());
    boolean cheaper = rows.stream().anyMatch(row -> !Double.isNaN(row.fidelity()));
    boolean reasons = rows.stream().anyMatch(row -> !row.reason().isEmpty());
    var heads = new ArrayList<>(List.of("trial", "state"));
    run.objectives().forEach(objective -> heads.add(objective.name()));
    List<String> limited = run.constrained();
    heads.addAll(limited);
    if (constrained) {
      heads.add("violation");
    }
    if (cheaper) {
      heads.add("fidelity");
    }
    heads.add("seconds");
    run.parameters().forEach(parameter -> heads.add(parameter.name()));
    if (reasons) {
      heads.add("why");
    }
    var table = new TextTable(heads);
    for (Row row : rows) {
      var cells = new ArrayList<String>();
      cells.add(Long.toString(row.number()));
      cells.add(row.state() + (run.improved().contains(row.number()) ? " *" : ""));
      for (int i = 0; i < run.objectives().size(); i++) {
        int objective = i;
        cells.add(
            row.assessment().map(a -> Numbers.brief(a.objectives().get(objective))).orElse(""));
      }
      limited.forEach(
          name -> {
            double value = row.measured(name);
            cells.add(Double.isNaN(value) ? "" : Numbers.brief(value));
          });
      if (constrained) {
        cells.add(row.assessment().map(Assessment::violation).map(Numbers::brief).orElse(""));
      }
      if (cheaper) {
        cells.add(Double.isNaN(row.fidelity()) ? "full" : Numbers.brief(row.fidelity()));
      }
      cells.add(row.result().isPresent() ? "%.3f".formatted(row.seconds()) : "");
      run.parameters().forEach(p -> cells.add(value(row.values().get(p.name()))));
      if (reasons) {
        cells.add(row.reason());
      }
      table.row(cells);
    }
    return table;
  }

  static String value(@org.jspecify.annotations.Nullable Value value) {
    return switch (value) {
      case null -> "";
      case Value.Real(double number) -> Numbers.brief(number);
      default -> value.toString();
    };
  }
}
