package org.talweg.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.talweg.engine.Catalog;
import org.talweg.learn.train.Checkpoint;
import org.talweg.learn.train.Checkpoint.Point;
import org.talweg.model.Direction;

/**
 * A run of a training as one HTML file: what it came to, its curves, its checkpoints, and the plan.
 */
public final class TrainingReport {
  /** What the training itself calls its loss, among the measures of the validation set. */
  private static final String LOSS = "loss";

  private static final String TRAINED = "line s0";
  private static final String VALIDATED = "line s1";

  private final Markup html = new Markup();
  private final TrainingRecord run;
  private final Catalog catalog;

  private TrainingReport(TrainingRecord run, Catalog catalog) {
    this.run = run;
    this.catalog = catalog;
  }

  /** The report's text. */
  public static String of(TrainingRecord run, Catalog catalog) {
    return new TrainingReport(run, catalog).page();
  }

  /**
   * The curves as an SVG file.
   *
   * @throws IllegalArgumentException where there are none
   */
  public static String svg(TrainingRecord run) {
    if (run.points().isEmpty()) {
      throw new IllegalArgumentException(
          "run " + run.header().id() + " has no picture: it has no checkpoint yet");
    }
    return Pictures.svg(curves(run), run.header().problem() + ", run " + run.header().id());
  }

  /** Losses, every other measure, and the learning rate, over steps. */
  private static List<Drawing> curves(TrainingRecord run) {
    var drawings = new ArrayList<Drawing>();
    if (run.points().isEmpty()) {
      return drawings;
    }
    var loss = panel("Loss", run, Direction.MINIMIZE, Point::loss, p -> p.validation(LOSS));
    loss.legend(TRAINED, "training");
    loss.legend(VALIDATED, "validation");
    line(loss, TRAINED, run, Point::loss);
    line(loss, VALIDATED, run, p -> p.validation(LOSS));
    drawings.add(loss);
    for (String measure : run.measures()) {
      if (!measure.equals(LOSS)) {
        Direction better =
            measure.equals(run.objective().name())
                ? run.objective().direction()
                : Direction.MAXIMIZE;
        ToDoubleFunction<Point> value = p -> p.validation(measure);
        var panel = panel("Validation " + measure, run, better, value, value);
        line(panel, VALIDATED, run, value);
        drawings.add(panel);
      }
    }
    double peak = run.points().stream().mapToDouble(Point::rate).max().orElse(1);
    var rate =
        new Panel("Learning rate", steps(run), Axis.from0("rate", 1.05 * peak), false, false);
    line(rate, TRAINED, run, Point::rate);
    drawings.add(rate);
    return drawings;
  }

  private static Axis steps(TrainingRecord run) {
    return Axis.from0("steps", run.steps());
  }

  private static Panel panel(
      String title,
      TrainingRecord run,
      Direction better,
      ToDoubleFunction<Point> one,
      ToDoubleFunction<Point> two) {
    double[] values =
        run.points().stream()
            .flatMap(p -> List.of(one.applyAsDouble(p), two.applyAsDouble(p)).stream())
            .mapToDouble(v -> v)
            .toArray();
    String name = title.replaceFirst("^Validation ", "").toLowerCase(java.util.Locale.ROOT);
    return new Panel(title, steps(run), Axis.whole(name, better, values), false, false);
  }

  /** A curve through the points that have the value. */
  private static void line(
      Panel panel, String type, TrainingRecord run, ToDoubleFunction<Point> value) {
    List<Point> points =
        run.points().stream().filter(p -> Double.isFinite(value.applyAsDouble(p))).toList();
    panel.line(
        type,
        points.stream().mapToDouble(Point::step).toArray(),
        points.stream().mapToDouble(value).toArray());
  }

  private String page() {
    HtmlReport.begin(html, run.header().problem(), "");
    summary();
    html.leaf("h2", "Curves").line();
    if (run.points().isEmpty()) {
      html.leaf("p", "There is no checkpoint yet.", "class", "muted").line();
    }
    Page.panels(html, curves(run));
    html.leaf("h2", "Checkpoints").line();
    checkpoints();
    html.leaf("h2", "Plan").line();
    html.open("ul", "class", "plan");
    PlanView.tree(html, run.header().plan(), "", catalog);
    html.close().line();
    Page.source(html, run.header());
    Page.provenance(html, run.header(), Map.of());
    return html.close().close().line().toString();
  }

  private void summary() {
    html.leaf("h1", run.header().problem()).line();
    html.open("p").leaf("span", run.state(), "class", "state " + run.state());
    html.text(" " + run.reason() + " ");
    html.leaf("span", "run " + run.header().id(), "class", "muted").close().line();
    html.open("div", "class", "facts").line();
    run.best()
        .ifPresent(
            best -> {
              for (String measure : run.measures()) {
                String value = Numbers.brief(best.point().validation(measure));
                Page.fact(html, value, "validation " + measure + ", step " + best.step());
              }
            });
    Page.fact(html, Long.toString(run.steps()), "steps");
    Page.fact(html, Numbers.seconds(run.seconds()), "of training");
    html.close().line();
  }

  private void checkpoints() {
    html.open("div", "class", "wide").open("table").open("thead").open("tr");
    html.leaf("th", "step").leaf("th", "training loss");
    run.measures().forEach(measure -> html.leaf("th", "validation " + measure));
    html.leaf("th", "rate").leaf("th", "seconds").close().close().open("tbody").line();
    long best = run.best().map(Checkpoint::step).orElse(-1L);
    for (Checkpoint checkpoint : run.checkpoints()) {
      Point point = checkpoint.point();
      html.open("tr", "class", point.step() == best ? "chosen" : "plain");
      html.leaf("td", Long.toString(point.step())).leaf("td", Numbers.brief(point.loss()));
      run.measures().forEach(m -> html.leaf("td", Numbers.brief(point.validation(m))));
      html.leaf("td", Numbers.brief(point.rate()));
      html.leaf("td", Numbers.brief(point.seconds())).close().line();
    }
    html.close().close().close().line();
  }
}
