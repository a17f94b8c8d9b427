package org.talweg.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.talweg.app.report.ProgramRecord.Iteration;
import org.talweg.engine.Catalog;
import org.talweg.model.Assessment;
import org.talweg.model.Direction;

/**
 * A run of a mathematical program as one HTML file: the verdict and what it rests on, how the
 * iterations converged, the largest variables, the constraints that press on the optimum, and the
 * plan.
 */
public final class ProgramReport {
  /** Rows of a table. */
  private static final int SHOWN = 40;

  private static final double SMALLEST = 1e-16;

  private final Markup html = new Markup();
  private final ProgramRecord run;
  private final Catalog catalog;

  private ProgramReport(ProgramRecord run, Catalog catalog) {
    this.run = run;
    this.catalog = catalog;
  }

  /** The report's text. */
  public static String of(ProgramRecord run, Catalog catalog) {
    return new ProgramReport(run, catalog).page();
  }

  /** How the iterations converged; empty where the solver told of none. */
  private static List<Drawing> pictures(ProgramRecord run) {
    List<Iteration> all = run.iterations();
    if (all.isEmpty()) {
      return List.of();
    }
    Direction direction = run.header().objectives().getFirst().direction();
    double[] objectives = all.stream().mapToDouble(Iteration::objective).toArray();
    return List.of(
        panel("Objective", Axis.of("objective", direction, objectives), all, Iteration::objective),
        panel(
            "Infeasibility",
            log("infeasibility", all, Iteration::infeasibility),
            all,
            i -> Math.max(SMALLEST, i.infeasibility())),
        panel(
            "KKT error",
            log("error", all, Iteration::error),
            all,
            i -> Math.max(SMALLEST, i.error())));
  }

  /**
   * The same as an SVG file.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static String svg(ProgramRecord run) {
    List<Drawing> drawings = pictures(run);
    if (drawings.isEmpty()) {
      throw new IllegalArgumentException(
          "run " + run.header().id() + " has no picture: its solver told of no iterations");
    }
    return Pictures.svg(drawings, run.header().problem() + ", run " + run.header().id());
  }

  private static Axis log(String label, List<Iteration> all, ToDoubleFunction<Iteration> of) {
    double high = all.stream().mapToDouble(of).filter(Double::isFinite).max().orElse(1);
    double low = all.stream().mapToDouble(of).filter(v -> v > 0).min().orElse(SMALLEST);
    high = Math.max(high, SMALLEST) * 2;
    return new Axis.Range(
        label + ", log scale",
        Math.min(Math.max(low, SMALLEST), high / 100) / 2,
        high,
        true,
        false);
  }

  private static Panel panel(
      String title, Axis y, List<Iteration> all, ToDoubleFunction<Iteration> of) {
    var panel = new Panel(title, Axis.from0("iterations", all.size()), y, false, false);
    double[] xs = new double[all.size()];
    double[] ys = new double[all.size()];
    for (int k = 0; k < xs.length; k++) {
      xs[k] = k;
      ys[k] = of.applyAsDouble(all.get(k));
    }
    panel.steps("line", xs, ys, xs.length);
    return panel;
  }

  private String page() {
    HtmlReport.begin(html, run.header().problem(), "");
    summary();
    html.leaf("h2", "Convergence").line();
    List<Drawing> pictures = pictures(run);
    if (pictures.isEmpty()) {
      html.leaf("p", "The solver told of no iterations.", "class", "muted").line();
    }
    Page.panels(html, pictures);
    html.leaf("h2", "Solution").line();
    html.open("div", "class", "columns").line();
    table("Variables, the largest first", run.part("variables"), "value");
    table("Constraints, by their multipliers", run.part("multipliers"), "multiplier");
    if (!run.part("ray").isEmpty()) {
      table("The ray along which the objective improves", run.part("ray"), "direction");
    }
    html.close().line();
    html.leaf("h2", "Plan").line();
    html.open("ul", "class", "plan");
    PlanView.tree(html, run.header().plan(), "", catalog);
    html.close().line();
    html.leaf("h2", "What the solvers said").line();
    html.open("details").leaf("summary", run.notes().size() + " lines");
    html.leaf("pre", String.join("\n", run.notes())).close().line();
    Page.source(html, run.header());
    Page.provenance(html, run.header(), Map.of());
    return html.close().close().line().toString();
  }

  private void summary() {
    html.leaf("h1", run.header().problem()).line();
    html.open("p").leaf("span", run.state(), "class", "state " + run.state());
    html.text(" " + (run.proof().isEmpty() ? run.reason() : run.proof()) + " ");
    html.leaf("span", "run " + run.header().id(), "class", "muted").close().line();
    html.open("div", "class", "facts").line();
    if (run.answer().isPresent()) {
      Assessment answer = run.answer().get();
      String direction = run.header().objectives().getFirst().direction().name();
      Page.fact(
          html,
          Numbers.brief(answer.objective()),
          "objective, " + direction.toLowerCase(Locale.ROOT) + "d");
      answer.bound().ifPresent(bound -> Page.fact(html, Numbers.brief(bound), "certified bound"));
      answer
          .quantities()
          .forEach(
              (name, value) -> Page.fact(html, String.format(Locale.ROOT, "%.2g", value), name));
    }
    Page.fact(html, Integer.toString(run.part("variables").size()), "variables");
    Page.fact(html, Integer.toString(run.iterations().size()), "iterations");
    Page.fact(html, Numbers.seconds(run.seconds()), "wall time");
    html.close().line();
  }

  private void table(String title, Map<String, Double> values, String column) {
    html.open("div").leaf("h3", title);
    if (values.isEmpty()) {
      html.leaf("p", "None came with the answer.", "class", "muted").close().line();
      return;
    }
    html.open("table").open("tr").leaf("th", "name").leaf("th", column).close().line();
    values.entrySet().stream()
        .sorted(Comparator.comparingDouble(entry -> -Math.abs(entry.getValue())))
        .limit(SHOWN)
        .forEach(
            entry ->
                html.open("tr")
                    .leaf("td", entry.getKey())
                    .leaf("td", Numbers.brief(entry.getValue()), "class", "number")
                    .close()
                    .line());
    html.close();
    if (values.size() > SHOWN) {
      html.leaf("p", "and " + (values.size() - SHOWN) + " smaller ones", "class", "muted");
    }
    html.close().line();
  }
}
