package org.talweg.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.RunRecord;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Solution;
import org.talweg.model.BlackBox;
import org.talweg.model.Dominance;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Resource;

/** What came of a run, for people: the answer first, then what can be done with it. */
final class Summary {
  private static final int FRONT = 20;

  private Summary() {}

  /**
   * @param store as the user named it, null for the default
   * @param report the file that was written, null where none was
   */
  static String text(
      Outcome<Point> outcome, BlackBox problem, @Nullable Path store, @Nullable Path report) {
    var text = new StringBuilder();
    String status = outcome.status().name().toLowerCase(Locale.ROOT);
    text.append(status);
    text.append(outcome.reason().equals(status) ? "" : ": " + outcome.reason()).append('\n');
    boolean several = problem.objectives().size() > 1 && outcome.front().size() > 1;
    outcome.best().ifPresent(best -> best(text, best, problem, several));
    if (several) {
      front(text, outcome, problem);
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d trials in %s, of which %s thinking; proof: %s%n",
            outcome.trials(),
            Numbers.seconds(outcome.spent().getOrDefault(Resource.SECONDS, 0.0)),
            Numbers.seconds(outcome.solverSeconds()),
            outcome.proof()));
    String run = outcome.run();
    String option = RunStore.option(store);
    text.append(
        report != null
            ? "report:  " + report + "\n"
            : "picture: talweg runs export " + run + option + " -o " + run + ".html\n");
    if (outcome.status() == Outcome.Status.INTERRUPTED) {
      text.append("resume:  talweg runs resume ").append(run).append(option).append('\n');
    } else if (outcome.status() != Outcome.Status.SOLVED
        && outcome.status() != Outcome.Status.FAILED) {
      text.append("go on:   talweg runs resume ").append(run).append(option);
      text.append(" --budget ").append(twice(outcome)).append('\n');
    }
    return Numbers.printable(text.toString());
  }

  /** How many trials failed and why most of them did; empty where none did. */
  static String failures(RunRecord run) {
    var reasons = new LinkedHashMap<String, Integer>();
    run.finished().stream()
        .filter(RunRecord.Row::failed)
        .forEach(row -> reasons.merge(row.reason(), 1, Integer::sum));
    return reasons.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            most ->
                "failed:  %d of %d trials, %d of them: %s%n"
                    .formatted(
                        run.failures(),
                        run.finished().size(),
                        most.getValue(),
                        Numbers.printable(most.getKey())))
        .orElse("");
  }

  private static String twice(Outcome<?> outcome) {
    double evaluations = outcome.spent().getOrDefault(Resource.EVALUATIONS, 0.0);
    return "evaluations=" + Math.max(10, 2 * Math.round(evaluations));
  }

  private static void best(
      StringBuilder text, Solution<Point> best, BlackBox problem, boolean several) {
    if (several) {
      text.append("the compromise:\n");
    }
    int width =
        problem.space().parameters().stream().mapToInt(p -> p.name().length()).max().orElse(1);
    best.solution()
        .asMap()
        .forEach(
            (name, value) -> text.append("  %-".concat(width + "s  %s%n").formatted(name, value)));
    for (int i = 0; i < problem.objectives().size(); i++) {
      text.append(problem.objectives().get(i).name()).append(" = ");
      text.append(Numbers.brief(best.assessment().objectives().get(i))).append('\n');
    }
    best.assessment().quantities().entrySet().stream()
        .filter(measured -> constrained(problem, measured.getKey()))
        .forEach(
            measured ->
                text.append(measured.getKey())
                    .append(" = ")
                    .append(Numbers.brief(measured.getValue()))
                    .append(", constrained\n"));
    if (!best.assessment().feasible()) {
      text.append("violation = ").append(Numbers.brief(best.assessment().violation()));
      text.append(": no point satisfied every constraint; this one is nearest\n");
    }
  }

  /** Whether a constraint names the quantity, and no objective is already shown by that name. */
  private static boolean constrained(BlackBox problem, String quantity) {
    return problem.objectives().stream().noneMatch(o -> o.name().equals(quantity))
        && problem.constraints().stream().anyMatch(c -> c.formula().names().contains(quantity));
  }

  /** The front by the first objective, thinned evenly where it is long; its ends are kept. */
  private static void front(StringBuilder text, Outcome<Point> outcome, BlackBox problem) {
    List<Solution<Point>> front =
        outcome.front().stream()
            .sorted(
                Comparator.comparingDouble(
                    s -> Dominance.costs(problem.objectives(), s.assessment())[0]))
            .toList();
    var heads = new ArrayList<String>();
    problem.objectives().forEach(objective -> heads.add(objective.name()));
    List<Parameter> parameters = problem.space().parameters();
    parameters.forEach(parameter -> heads.add(parameter.name()));
    heads.add("");
    var table = new TextTable(heads);
    int rows = Math.min(FRONT, front.size());
    for (int k = 0; k < rows; k++) {
      Solution<Point> member = front.get(k * (front.size() - 1) / Math.max(1, rows - 1));
      var cells = new ArrayList<String>();
      member.assessment().objectives().forEach(value -> cells.add(Numbers.brief(value)));
      parameters.forEach(p -> cells.add(Shown.value(member.solution().value(p.name()))));
      cells.add(outcome.best().filter(member::equals).isPresent() ? "<- the compromise" : "");
      table.row(cells);
    }
    text.append("\nthe front of ").append(front.size()).append(" solutions");
    text.append(rows < front.size() ? ", " + rows + " of them:\n" : ":\n").append(table);
  }
}
