package org.talweg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.talweg.bench.Standings.Line;
import org.talweg.bench.Standings.OnProblem;
import org.talweg.papers.Machine;
import org.talweg.papers.Spread;

/** The table that a benchmark ends with, as plain text. */
public final class Report {
  /** Suites of up to so many problems are also shown problem by problem. */
  private static final int FEW = 4;

  private static final String REFERENCE =
      """
      For orientation, measured elsewhere on a two-core machine (not in this run): Optuna's GP sampler
      after 60 evaluations has a median regret of 2.9e-5 on Branin, 1.2e-3 on Hartmann-6 and 4.1 on
      Rosenbrock-4 in [-2,2]^4 at 37 to 130 ms per suggestion; its TPE 2.2e-2, 0.23 and 5.4 at 3 to 7 ms.
      """;

  private final Standings standings;
  private final Peers peers;
  private final boolean details;
  private final StringBuilder out = new StringBuilder();

  private Report(Standings standings, Peers peers, boolean details) {
    this.standings = standings;
    this.peers = peers;
    this.details = details;
  }

  /**
   * The whole table.
   *
   * @param details whether every suite is shown problem by problem
   */
  public static String of(Standings standings, Peers peers, Machine machine, boolean details) {
    var report = new Report(standings, peers, details);
    report.write(machine);
    return report.out.toString();
  }

  private void write(Machine machine) {
    Contest contest = standings.contest();
    line(
        "%d problems, %d seeds, %d evaluations each.",
        standings.problems().size(), contest.seeds(), contest.evaluations());
    line(
        "Machine: %s, %d processors, %s, Java %s, load %.1f.",
        machine.processor(), machine.processors(), machine.os(), machine.java(), machine.load());
    for (String suite : standings.suites()) {
      List<OnProblem> problems = standings.problems(suite);
      group(suite, problems);
      if (details || problems.size() <= FEW) {
        problems.forEach(this::problem);
      }
    }
    if (standings.suites().size() > 1) {
      group("all suites", standings.problems());
    }
    planner();
    refusals();
    line("");
    line(
        "regret: the gap to the best known in units of a random point's median gap, median"
            + " [quartiles] over");
    line(
        "problems of the median over seeds. reach: log10(random gap / gap) / 6, clamped to 0..1,"
            + " mean over problems;");
    line(
        "0 where a solver refuses. rank: mean place by median gap at the end, 1 is best. ms: the"
            + " solver's own time");
    line(
        "per suggestion, asking and telling, median over runs; last: over the last tenth of a"
            + " run.");
    if (standings.suites().contains("classics")) {
      line("");
      out.append(REFERENCE);
    }
  }

  private void line(String format, Object... arguments) {
    out.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    out.append('\n');
  }

  private void group(String name, List<OnProblem> problems) {
    Contest contest = standings.contest();
    List<Line> lines = standings.lines(problems);
    if (lines.stream().allMatch(l -> l.ran() == 0)) {
      return;
    }
    line("");
    line("== %s (%d problems)", name, problems.size());
    var header =
        new StringBuilder(String.format(Locale.ROOT, "%-24s %5s %5s", "solver", "reach", "rank"));
    for (int n : contest.checkpoints()) {
      header.append(String.format(Locale.ROOT, "  %-26s", "regret at " + n));
    }
    line("%s %9s %9s %4s", header, "ms", "last ms", "ran");
    for (Line line : lines) {
      if (line.ran() == 0) {
        continue;
      }
      var row =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%-24s %5.3f %5.2f",
                  line.solver(),
                  line.reach().getLast(),
                  line.rank()));
      line.regret()
          .forEach(spread -> row.append(String.format(Locale.ROOT, "  %-26s", text(spread))));
      line(
          "%s %9s %9s %4d",
          row, time(line.milliseconds()), time(line.lastMilliseconds()), line.ran());
    }
  }

  private void problem(OnProblem problem) {
    Contest contest = standings.contest();
    line("");
    line(
        "-- %s (%s, a random point's median gap is %s): regret, median [quartiles] over seeds",
        problem.problem(), problem.dimension() + "-d", number(problem.randomGap()));
    for (String solver : contest.solvers()) {
      if (problem.gap(solver, 0).n() == 0) {
        continue;
      }
      var row =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%-24s %5.3f      ",
                  solver,
                  problem.reach(solver, contest.checkpoints().size() - 1)));
      for (int i = 0; i < contest.checkpoints().size(); i++) {
        row.append(String.format(Locale.ROOT, "  %-26s", text(problem.gap(solver, i))));
      }
      line("%s", row.toString().stripTrailing());
    }
  }

  private void planner() {
    int last = standings.contest().checkpoints().size() - 1;
    var overall = standings.planner(standings.problems(), last, peers);
    if (overall.isEmpty()) {
      return;
    }
    Standings.Planner all = overall.get();
    line("");
    line(
        "The planner reaches %.3f on average, the best single solver, %s, %.3f: %.1f %%, which is"
            + " %s the allowed 10 %%.",
        all.reach(),
        all.single(),
        all.singleReach(),
        100 * all.ratio(),
        all.holds() ? "within" : "NOT within");
    List<String> parts = new ArrayList<>();
    for (String suite : standings.suites()) {
      standings
          .planner(standings.problems(suite), last, peers)
          .ifPresent(
              p ->
                  parts.add(
                      String.format(
                          Locale.ROOT, "%s %.0f %% of %s", suite, 100 * p.ratio(), p.single())));
    }
    line(
        "Against the best single solver of each suite, picked afterwards: %s;",
        String.join(", ", parts));
    standings.meanRatio(last, peers).ifPresent(mean -> line("on average %.1f %%.", 100 * mean));
  }

  private void refusals() {
    var refused = new ArrayList<String>();
    for (String solver : standings.contest().solvers()) {
      List<Finished> runs =
          standings.problems().stream()
              .flatMap(p -> p.bySolver().getOrDefault(solver, List.of()).stream())
              .filter(run -> !run.ran())
              .toList();
      if (!runs.isEmpty()) {
        long problems = runs.stream().map(r -> r.suite() + r.problem()).distinct().count();
        refused.add(
            String.format(
                Locale.ROOT, "%s refused %d: %s", solver, problems, runs.getFirst().refused()));
      }
    }
    if (!refused.isEmpty()) {
      line("");
      refused.forEach(text -> line("%s", text));
    }
  }

  private static String text(Spread spread) {
    return spread.n() == 0
        ? "-"
        : number(spread.median())
            + " ["
            + number(spread.lowerQuartile())
            + ", "
            + number(spread.upperQuartile())
            + "]";
  }

  static String number(double value) {
    if (Double.isInfinite(value)) {
      return "inf";
    }
    return value == 0
        ? "0"
        : String.format(Locale.ROOT, "%.1e", value)
            .replaceFirst("e([+-])0", "e$1")
            .replace("e+", "e");
  }

  private static String time(double milliseconds) {
    if (Double.isNaN(milliseconds)) {
      return "-";
    }
    return String.format(Locale.ROOT, milliseconds < 1 ? "%.3f" : "%.1f", milliseconds);
  }
}
