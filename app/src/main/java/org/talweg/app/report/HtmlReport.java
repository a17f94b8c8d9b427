package org.talweg.app.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.engine.Catalog;
import org.talweg.model.Constraint;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.search.importance.Importance;

/**
 * A run as one HTML file that needs nothing else: no network, no other file, and no script but the
 * few lines that sort the table of trials. Its content policy allows that script alone, by its
 * digest, and nothing to be loaded; the file is well-formed XML too.
 */
public final class HtmlReport {
  private final Markup html = new Markup();
  private final RunRecord run;
  private final Catalog catalog;

  private HtmlReport(RunRecord run, Catalog catalog) {
    this.run = run;
    this.catalog = catalog;
  }

  /** The report's text. */
  public static String of(RunRecord run, Catalog catalog) {
    return new HtmlReport(run, catalog).page();
  }

  private String page() {
    String script = Pictures.resource("report.js");
    begin(html, run.header().problem(), script);
    summary();
    answer();
    pictures(Pictures.FRONT, "Pareto front", "");
    pictures(Pictures.CONVERGENCE, "Convergence", "");
    pictures(Pictures.IMPORTANCE, "Parameter importance", explained());
    pictures(
        Pictures.PARAMETERS,
        "Parameters",
        "Earlier trials are paler. "
            + (Slices.leftOut(run).isEmpty() ? "" : Slices.leftOut(run) + "."));
    html.leaf("h2", "Plan").line();
    html.add(new PlanView(run, catalog).markup());
    html.leaf("h2", "Problem").line();
    problem();
    html.leaf("h2", "Trials").line();
    html.add(TrialTable.markup(run));
    var further = new LinkedHashMap<String, String>();
    further.put("parallel", Integer.toString(run.header().parallel()));
    further.put("early stopping", run.header().stopRule());
    Page.provenance(html, run.header(), further);
    html.open("script").trusted(script).close().line();
    return html.close().close().line().toString();
  }

  /** The page up to its body, which is left open, with a script that may run in it. */
  static void begin(Markup html, String title, String script) {
    html.trusted("<!DOCTYPE html>\n");
    html.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml").open("head").line();
    html.empty("meta", "charset", "utf-8").line();
    String policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + digest(script) + "'";
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy).line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.leaf("title", title + " · Talweg").line();
    String css = Pictures.resource("report.css") + Pictures.resource("picture.css");
    html.open("style").trusted(css).close().line();
    html.close().open("body").line();
  }

  private static String digest(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private void summary() {
    html.leaf("h1", run.header().problem()).line();
    html.open("p").leaf("span", run.state(), "class", "state " + run.state());
    html.text(" " + run.reason() + " ").leaf("span", "run " + run.header().id(), "class", "muted");
    html.close().line();
    html.open("div", "class", "facts").line();
    run.best()
        .ifPresent(
            best -> {
              for (int i = 0; i < run.objectives().size(); i++) {
                Objective objective = run.objectives().get(i);
                Page.fact(
                    html,
                    Numbers.brief(best.objective(i)),
                    objective.name()
                        + ", "
                        + (run.front().size() > 1 ? "the compromise's" : words(objective)));
              }
              double violation = best.assessment().orElseThrow().violation();
              if (violation > 0) {
                Page.fact(html, Numbers.brief(violation), "violation: no point was feasible");
              }
            });
    if (run.front().size() > 1) {
      Page.fact(html, Integer.toString(run.front().size()), "solutions on the front");
    }
    Page.fact(
        html, Integer.toString(run.finished().size()), "trials, " + run.failures() + " failed");
    Page.fact(html, Numbers.seconds(run.seconds()), "wall time");
    html.close().line();
  }

  private static String words(Objective objective) {
    return objective.direction().name().toLowerCase(Locale.ROOT) + "d";
  }

  private void answer() {
    Optional<Row> best = run.best();
    html.open("div", "class", "columns").line();
    html.open("div");
    if (best.isEmpty()) {
      html.leaf("h3", "No solution");
      html.leaf(
          "p", run.finished().isEmpty() ? "No trial has finished." : "No trial was assessed.");
    } else {
      Row row = best.get();
      html.leaf(
          "h3",
          (run.front().size() > 1 ? "The compromise" : "The solution") + ", trial " + row.number());
      html.open("table", "class", "pairs");
      row.values().forEach((name, value) -> Page.pair(html, name, value.toString()));
      html.close().line();
    }
    html.close().open("div");
    html.leaf("h3", "Budget and ledger");
    html.add(Spending.markup(run));
    html.close().close().line();
  }

  private void pictures(Pictures picture, String title, String words) {
    List<Drawing> drawings = picture.drawings(run);
    if (picture == Pictures.FRONT && run.objectives().size() < 2) {
      return;
    }
    html.leaf("h2", title).line();
    if (drawings.isEmpty()) {
      html.leaf("p", "Nothing to show: " + picture.why(run) + ".", "class", "muted").line();
      return;
    }
    if (!words.isBlank()) {
      html.leaf("p", words.strip(), "class", "muted").line();
    }
    Page.panels(html, drawings);
  }

  private String explained() {
    var text = new StringBuilder();
    for (int i = 0; i < run.objectives().size(); i++) {
      Optional<Importance> importance = Pictures.importance(run, i);
      if (importance.isPresent()) {
        double share = importance.get().explained();
        text.append(
            String.format(
                Locale.ROOT,
                "A random forest fitted to %d trials predicts %.0f %% of the variance of %s in trials"
                    + " it has not seen%s ",
                importance.get().trials(),
                100 * Math.max(0, share),
                run.objectives().get(i).name(),
                share < 0.3 ? ": too little to trust these shares." : "."));
      }
    }
    return text.isEmpty()
        ? ""
        : text
            + "Shares are of the forest's variance over the whole space (functional ANOVA; Hutter,"
            + " Hoos and Leyton-Brown 2014); with others counts every interaction in full.";
  }

  private void problem() {
    html.open("div", "class", "columns").line().open("div").open("table", "class", "pairs").line();
    for (Objective objective : run.objectives()) {
      String formula = objective.formula().text();
      Page.pair(
          html,
          objective.direction().name().toLowerCase(Locale.ROOT),
          formula.equals(objective.name()) ? formula : objective.name() + " = " + formula);
    }
    run.problem()
        .ifPresent(
            problem -> {
              problem.space().constraints().forEach(c -> constraint(c, ""));
              problem.constraints().forEach(c -> constraint(c, " (measured)"));
              if (problem.noise().present()) {
                Page.pair(html, "noise", "repeating a point may give another value");
              }
            });
    html.close().close().line();
    html.open("div").open("table", "class", "pairs").line();
    for (Parameter parameter : run.parameters()) {
      Page.pair(html, parameter.name(), Describe.parameter(parameter));
    }
    html.close().close().close().line();
    Page.source(html, run.header());
  }

  private void constraint(Constraint constraint, String kind) {
    Page.pair(html, "subject to", constraint.text() + kind);
  }
}
