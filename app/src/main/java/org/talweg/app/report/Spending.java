package org.talweg.app.report;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.model.Resource;

/** The budget and what became of it. */
final class Spending {
  private Spending() {}

  static Markup markup(RunRecord run) {
    var html = new Markup();
    html.open("table", "class", "pairs").line();
    var limits = new TreeMap<Resource, Double>(run.header().budget().limits());
    limits.putIfAbsent(Resource.EVALUATIONS, Double.POSITIVE_INFINITY);
    limits.putIfAbsent(Resource.SECONDS, Double.POSITIVE_INFINITY);
    for (Map.Entry<Resource, Double> entry : limits.entrySet()) {
      switch (entry.getKey()) {
        case EVALUATIONS ->
            row(html, "evaluations", run.evaluations(), entry.getValue(), Numbers::brief);
        case SECONDS -> row(html, "wall time", run.seconds(), entry.getValue(), Numbers::seconds);
        default ->
            html.open("tr")
                .leaf("th", entry.getKey().label())
                .leaf("td", "at most " + Numbers.brief(entry.getValue()))
                .close();
      }
    }
    double evaluating = run.finished().stream().mapToDouble(Row::seconds).sum();
    pair(html, "in evaluations", Numbers.seconds(evaluating) + ", added up over all trials");
    var states = new TreeMap<String, Integer>();
    run.trials().forEach(row -> states.merge(row.state(), 1, Integer::sum));
    states.forEach((state, count) -> pair(html, state, Integer.toString(count)));
    return html.close().line();
  }

  private static void pair(Markup html, String name, String value) {
    html.open("tr").leaf("th", name).leaf("td", value).close().line();
  }

  private static void row(
      Markup html,
      String name,
      double spent,
      double limit,
      java.util.function.DoubleFunction<String> words) {
    html.open("tr").leaf("th", name).open("td");
    html.text(words.apply(spent));
    if (Double.isFinite(limit)) {
      double share = Math.clamp(100 * spent / limit, 0.0, 100.0);
      html.text(" of " + words.apply(limit) + " ");
      html.open("span", "class", "meter");
      html.leaf("i", "", "style", String.format(Locale.ROOT, "width:%.1f%%", share)).close();
    }
    html.close().close().line();
  }
}
