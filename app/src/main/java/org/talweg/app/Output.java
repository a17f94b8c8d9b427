package org.talweg.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.journal.PlanJson;
import org.talweg.engine.journal.PointJson;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Resource;
import tools.jackson.databind.json.JsonMapper;

/** What commands print: for people and, on demand, as JSON. */
final class Output {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Output() {}

  static String write(Object value) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  static Object tree(String json) {
    return JSON.readTree(json);
  }

  /** A number as short as six significant digits allow. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    String text = String.format(Locale.ROOT, "%.6g", value);
    return text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  static Map<String, @Nullable Object> objectives(List<Objective> objectives, Assessment a) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < objectives.size(); i++) {
      values.put(objectives.get(i).name(), a.objectives().get(i));
    }
    return values;
  }

  /** The JSON object of a run. */
  static String json(Outcome<Point> outcome, BlackBox problem) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("run", outcome.run());
    json.put("problem", problem.name());
    json.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    Solution<Point> best = outcome.best().orElse(null);
    json.put("solution", best == null ? null : tree(PointJson.write(best.solution())));
    json.put(
        "objectives", best == null ? null : objectives(problem.objectives(), best.assessment()));
    json.put("violation", best == null ? null : best.assessment().violation());
    json.put(
        "bound",
        best == null || best.assessment().bound().isEmpty()
            ? null
            : best.assessment().bound().getAsDouble());
    if (problem.objectives().size() > 1) {
      var front = new ArrayList<Object>();
      for (Solution<Point> member : outcome.front()) {
        front.add(
            Map.of(
                "solution", tree(PointJson.write(member.solution())),
                "objectives", objectives(problem.objectives(), member.assessment())));
      }
      json.put("front", front);
    }
    json.put("ledger", ledger(outcome));
    json.put("trials", outcome.trials());
    json.put("plan", tree(PlanJson.write(outcome.plan())));
    json.put("seed", outcome.seed());
    json.put("reason", outcome.reason());
    json.put("proof", outcome.proof());
    return write(json);
  }

  private static Map<String, Object> ledger(Outcome<?> outcome) {
    var ledger = new LinkedHashMap<String, Object>();
    ledger.put("evaluations", outcome.spent().getOrDefault(Resource.EVALUATIONS, 0.0));
    ledger.put("seconds", outcome.spent().getOrDefault(Resource.SECONDS, 0.0));
    outcome.spent().forEach((resource, amount) -> ledger.putIfAbsent(resource.label(), amount));
    ledger.put("solver seconds", outcome.solverSeconds());
    return ledger;
  }

  /** The summary of a run for people. */
  static String summary(Outcome<Point> outcome, BlackBox problem) {
    var text = new StringBuilder();
    text.append(outcome.status().name().toLowerCase(Locale.ROOT));
    text.append(": ").append(outcome.reason()).append('\n');
    outcome
        .best()
        .ifPresent(
            best -> {
              if (problem.objectives().size() > 1) {
                text.append("the compromise of a front of ").append(outcome.front().size());
                text.append(" solutions:\n");
              }
              best.solution()
                  .asMap()
                  .forEach((name, value) -> text.append("  %-12s %s%n".formatted(name, value)));
              objectives(problem.objectives(), best.assessment())
                  .forEach(
                      (name, value) ->
                          text.append("%s = %s%n".formatted(name, number((Double) value))));
              if (!best.assessment().feasible()) {
                text.append("violation = ").append(number(best.assessment().violation()));
                text.append(": no point satisfied every constraint; this one is nearest\n");
              }
            });
    if (problem.objectives().size() > 1) {
      text.append("front:\n");
      for (Solution<Point> member : outcome.front()) {
        text.append("  ");
        objectives(problem.objectives(), member.assessment())
            .forEach(
                (name, value) ->
                    text.append(name).append(' ').append(number((Double) value)).append("  "));
        text.append(member.solution()).append('\n');
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d trials, %.1f s, of which %.2f s thinking; proof: %s%n",
            outcome.trials(),
            outcome.spent().getOrDefault(Resource.SECONDS, 0.0),
            outcome.solverSeconds(),
            outcome.proof()));
    text.append("run ").append(outcome.run());
    if (outcome.status() == Outcome.Status.INTERRUPTED) {
      text.append("; go on with: talweg runs resume ").append(outcome.run());
    }
    return text.append('\n').toString();
  }
}
