package org.talweg.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.model.Assessment;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Value;

/** All trials with their outcomes, as HTML and as CSV. */
public final class TrialTable {
  /** More cells make the file too large; the trials that improved something are kept then. */
  private static final int CELLS = 80_000;

  private TrialTable() {}

  private static boolean constrained(RunRecord run) {
    return run.finished().stream()
        .flatMap(row -> row.assessment().stream())
        .anyMatch(a -> !a.feasible());
  }

  private static boolean fidelities(RunRecord run) {
    return run.trials().stream().anyMatch(row -> !Double.isNaN(row.fidelity()));
  }

  /** The table, sortable where scripts run. */
  static Markup markup(RunRecord run) {
    var html = new Markup();
    if (run.trials().isEmpty()) {
      return html.leaf("p", "There are none yet.", "class", "muted");
    }
    boolean constrained = constrained(run);
    boolean fidelities = fidelities(run);
    boolean reasons = run.trials().stream().anyMatch(row -> !row.reason().isEmpty());
    var heads = new ArrayList<>(List.of("trial", "state"));
    run.objectives().forEach(o -> heads.add(o.name()));
    List<String> limited = run.constrained();
    heads.addAll(limited);
    if (constrained) {
      heads.add("violation");
    }
    if (fidelities) {
      heads.add("fidelity");
    }
    heads.add("seconds");
    run.parameters().forEach(p -> heads.add(p.name()));
    if (reasons) {
      heads.add("why");
    }
    List<Row> rows = run.trials();
    int most = CELLS / heads.size();
    if (rows.size() > most) {
      int every = (rows.size() + most - 1) / most;
      rows =
          rows.stream()
              .filter(row -> row.number() % every == 1 || run.improved().contains(row.number()))
              .toList();
      String id = run.header().id();
      html.leaf(
          "p",
          rows.size()
              + " of "
              + run.trials().size()
              + " trials: those that improved something, and"
              + " one in "
              + every
              + " of the others. All of them: talweg runs export "
              + id,
          "class",
          "muted");
    }
    html.open("div", "class", "trials").open("table").open("thead").open("tr");
    heads.forEach(head -> html.open("th").leaf("button", head, "type", "button").close());
    html.close().close().open("tbody").line();
    Set<Long> front = run.front().stream().map(Row::number).collect(Collectors.toSet());
    for (Row row : rows) {
      if (front.contains(row.number())) {
        html.open("tr", "class", "chosen");
      } else {
        html.open("tr");
      }
      html.leaf("td", Long.toString(row.number()));
      html.leaf("td", row.state(), "class", row.state());
      for (int i = 0; i < run.objectives().size(); i++) {
        html.leaf("td", number(row.objective(i)));
      }
      limited.forEach(name -> html.leaf("td", number(row.measured(name))));
      if (constrained) {
        html.leaf("td", row.assessment().map(a -> Numbers.brief(a.violation())).orElse(""));
      }
      if (fidelities) {
        html.leaf("td", number(row.fidelity()));
      }
      html.leaf("td", row.result().isPresent() ? seconds(row.seconds()) : "");
      for (Parameter parameter : run.parameters()) {
        html.leaf("td", text(row.values().get(parameter.name())));
      }
      if (reasons) {
        html.leaf("td", row.reason(), "class", "why");
      }
      html.close().line();
    }
    return html.close().close().close().line();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Numbers.brief(value);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.3f" : "%.1f", seconds);
  }

  private static String text(@org.jspecify.annotations.Nullable Value value) {
    return switch (value) {
      case null -> "";
      case Value.Real(double v) -> Numbers.brief(v);
      default -> value.toString();
    };
  }

  /**
   * The trials, cells quoted as in RFC 4180: number, state, seconds, objectives, parameters,
   * whatever else was measured, then violation, fidelity and reason. Numbers read back as the same
   * doubles; what is absent is empty.
   */
  public static String csv(RunRecord run) {
    var heads = new ArrayList<>(List.of("number", "state", "seconds"));
    heads.addAll(run.objectives().stream().map(Objective::name).toList());
    heads.addAll(run.parameters().stream().map(Parameter::name).toList());
    List<String> measured = run.measured();
    heads.addAll(measured);
    heads.addAll(List.of("violation", "fidelity", "reason"));
    var text = new StringBuilder();
    line(text, heads);
    for (Row row : run.trials()) {
      var cells = new ArrayList<String>();
      cells.add(Long.toString(row.number()));
      cells.add(row.state());
      cells.add(row.result().isPresent() ? Double.toString(row.seconds()) : "");
      for (int i = 0; i < run.objectives().size(); i++) {
        double value = row.objective(i);
        cells.add(Double.isNaN(value) ? "" : Double.toString(value));
      }
      for (Parameter parameter : run.parameters()) {
        Value value = row.values().get(parameter.name());
        cells.add(value == null ? "" : value.toString());
      }
      for (String name : measured) {
        double value = row.measured(name);
        cells.add(Double.isNaN(value) ? "" : Double.toString(value));
      }
      cells.add(row.assessment().map(Assessment::violation).map(String::valueOf).orElse(""));
      cells.add(Double.isNaN(row.fidelity()) ? "" : Double.toString(row.fidelity()));
      cells.add(row.reason());
      line(text, cells);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quote = cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
      text.append(i == 0 ? "" : ",");
      text.append(quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    text.append('\n');
  }
}
