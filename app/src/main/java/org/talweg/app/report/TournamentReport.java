package org.talweg.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.talweg.papers.tournament.Match;
import org.talweg.papers.tournament.Profiles;
import org.talweg.papers.tournament.Profiles.Cost;
import org.talweg.papers.tournament.Profiles.Standing;
import org.talweg.papers.tournament.Workload;

/** A tournament as a page: the standings, the performance profiles, and every workload's course. */
public final class TournamentReport {
  private static final int COLOURS = 8;

  private final Markup html = new Markup();
  private final List<Workload> workloads;
  private final List<Match> matches;
  private final Profiles profiles;
  private final Cost cost;
  private final List<String> solvers;

  private TournamentReport(
      List<Workload> workloads, List<Match> matches, Profiles profiles, Cost cost) {
    this.workloads = workloads;
    this.matches = matches;
    this.profiles = profiles;
    this.cost = cost;
    solvers = profiles.standings().stream().map(Standing::solver).toList();
  }

  /** The page's text. */
  public static String of(
      List<Workload> workloads, List<Match> matches, Profiles profiles, Cost cost) {
    return new TournamentReport(workloads, matches, profiles, cost).page();
  }

  private String page() {
    html.trusted("<!DOCTYPE html>\n");
    html.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml").open("head").line();
    html.empty("meta", "charset", "utf-8").line();
    String policy = "default-src 'none'; style-src 'unsafe-inline'";
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy).line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.leaf("title", "Tournament · Talweg").line();
    String css = Pictures.resource("report.css") + Pictures.resource("picture.css");
    html.open("style").trusted(css).close().line();
    html.close().open("body").line();
    html.leaf("h1", "Tournament of " + solvers.size() + " solvers").line();
    standings();
    html.leaf("h2", "Performance profiles").line();
    html.leaf(
            "p",
            "The share of workloads whose target a solver reaches within τ times the "
                + word()
                + " of the best; the score is the area from 1 to "
                + Numbers.brief(Profiles.MOST)
                + ".",
            "class",
            "muted")
        .line();
    html.add(profile().svg(0, 0));
    html.leaf("h2", "Workloads").line();
    workloads.forEach(workload -> course(workload).forEach(panel -> html.add(panel.svg(0, 0))));
    return html.close().close().line().toString();
  }

  private String word() {
    return profiles.unit();
  }

  private void standings() {
    html.open("div", "class", "wide").open("table", "class", "trials").open("thead").open("tr");
    html.leaf("th", "solver").leaf("th", "score").leaf("th", "targets reached");
    workloads.forEach(
        workload ->
            html.leaf(
                "th",
                workload.name()
                    + " to "
                    + Numbers.brief(profiles.target(workload))
                    + ", "
                    + word()));
    html.close().close().open("tbody").line();
    for (Standing standing : profiles.standings()) {
      html.open("tr").leaf("td", standing.solver());
      html.leaf("td", "%.3f".formatted(standing.score()));
      html.leaf("td", standing.reached() + " of " + standing.runs());
      for (double paid : standing.costs()) {
        html.leaf("td", Double.isFinite(paid) ? Numbers.brief(paid) : "not reached");
      }
      html.close().line();
    }
    html.close().close().close().line();
  }

  private Panel profile() {
    var panel =
        new Panel(
            "Share of targets reached",
            new Axis.Range("τ", 1, Profiles.MOST, false, false),
            Axis.from0("share", 1),
            false,
            true);
    legend(panel);
    for (Standing standing : profiles.standings()) {
      var xs = new ArrayList<Double>(List.of(1.0));
      standing.ratios().stream()
          .filter(ratio -> ratio > 1 && ratio <= Profiles.MOST)
          .sorted()
          .forEach(xs::add);
      double[] at = xs.stream().mapToDouble(x -> x).toArray();
      double[] share = xs.stream().mapToDouble(standing::profile).toArray();
      panel.steps(line(standing.solver()), at, share, Profiles.MOST);
    }
    return panel;
  }

  /** Every solver's run with the median end. */
  private List<Panel> course(Workload workload) {
    var shown = new ArrayList<Match>();
    for (String solver : solvers) {
      List<Match> runs =
          matches.stream()
              .filter(m -> m.solver().equals(solver) && m.workload().equals(workload.name()))
              .filter(Match::answered)
              .sorted(Comparator.comparingDouble(Match::value))
              .toList();
      if (!runs.isEmpty()) {
        shown.add(runs.get(runs.size() / 2));
      }
    }
    if (shown.isEmpty()) {
      return List.of();
    }
    var objective = workload.problem().objectives().getFirst();
    double[] values =
        shown.stream().flatMap(m -> m.course().stream()).mapToDouble(Match.Step::value).toArray();
    double end = shown.stream().mapToDouble(this::end).max().orElse(1);
    var panel =
        new Panel(
            workload.name(),
            Axis.from0(word(), end),
            Axis.of(objective.name(), objective.direction(), values),
            false,
            true);
    legend(panel);
    for (Match match : shown) {
      panel.steps(
          line(match.solver()),
          match.course().stream().mapToDouble(this::at).toArray(),
          match.course().stream().mapToDouble(Match.Step::value).toArray(),
          Math.max(end(match), at(match.course().getLast())));
    }
    return List.of(panel);
  }

  private double at(Match.Step step) {
    return cost == Cost.SECONDS ? step.seconds() : step.evaluations();
  }

  private double end(Match match) {
    return cost == Cost.SECONDS ? match.seconds() : match.course().getLast().evaluations();
  }

  private void legend(Panel panel) {
    solvers.forEach(solver -> panel.legend(line(solver), solver));
  }

  private String line(String solver) {
    return "line s" + solvers.indexOf(solver) % COLOURS;
  }
}
