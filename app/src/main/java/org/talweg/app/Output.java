package org.talweg.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.RunRecord;
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
    return Numbers.brief(value);
  }

  static Map<String, @Nullable Object> objectives(List<Objective> objectives, Assessment a) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < objectives.size(); i++) {
      values.put(objectives.get(i).name(), a.objectives().get(i));
    }
    return values;
  }

  /** The JSON object of a run. */
  static String json(Outcome<Point> outcome, BlackBox problem, @Nullable Path report) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("run", outcome.run());
    json.put("problem", problem.name());
    json.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    Solution<Point> best = outcome.best().orElse(null);
    json.put("solution", best == null ? null : tree(PointJson.write(best.solution())));
    json.put(
        "objectives", best == null ? null : objectives(problem.objectives(), best.assessment()));
    json.put("violation", best == null ? null : best.assessment().violation());
    json.put("measured", best == null ? null : best.assessment().quantities());
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
    if (report != null) {
      json.put("report", report.toString());
    }
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

  /** The JSON object of a run in the journal, with its trials. */
  static String json(RunRecord run, Optional<Forecast> forecast) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("run", run.header().id());
    json.put("state", run.state());
    json.put("problem", run.header().problem());
    json.put("seed", run.header().seed());
    json.put("plan", tree(PlanJson.write(run.header().plan())));
    json.put("created", run.header().created().toString());
    json.put("machine", run.header().machine());
    forecast.ifPresent(planned -> json.put("planned", planned.json()));
    var trials = new ArrayList<Object>();
    for (RunRecord.Row row : run.trials()) {
      var trial = new LinkedHashMap<String, @Nullable Object>();
      trial.put("number", row.number());
      trial.put("solution", tree(row.point()));
      trial.put(
          "objectives", row.assessment().map(a -> objectives(run.objectives(), a)).orElse(null));
      trial.put("state", row.state());
      trial.put("seconds", row.result().isPresent() ? row.seconds() : null);
      row.assessment()
          .ifPresent(
              a -> {
                trial.put("violation", a.violation());
                trial.put("measured", a.quantities());
              });
      if (!Double.isNaN(row.fidelity())) {
        trial.put("fidelity", row.fidelity());
      }
      if (!row.reason().isEmpty()) {
        trial.put("reason", row.reason());
      }
      trials.add(trial);
    }
    json.put("trials", trials);
    return write(json);
  }
}
