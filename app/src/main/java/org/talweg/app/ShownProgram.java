package org.talweg.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.ProgramRecord;
import org.talweg.engine.journal.PlanJson;
import org.talweg.model.Assessment;

/** The run of a mathematical program, from the journal: as text, as JSON, as a table. */
final class ShownProgram {
  private static final int SHOWN = 20;

  private ShownProgram() {}

  static String text(ProgramRecord run, boolean all, String storeOption) {
    var text = new StringBuilder();
    String id = run.header().id();
    line(text, "run", id + ", " + run.state());
    line(text, "why", run.reason());
    line(text, "problem", run.header().problem() + ", a " + run.header().form());
    line(text, "plan", run.header().plan().brief());
    line(text, "proof", run.proof());
    line(text, "spent", run.iterations().size() + " iterations, " + Numbers.seconds(run.seconds()));
    run.answer()
        .ifPresent(
            answer -> {
              line(text, "answer", "objective = " + answer.objective());
              answer
                  .quantities()
                  .forEach((name, value) -> line(text, "", name + " = " + Numbers.brief(value)));
            });
    for (Map.Entry<String, Map<String, Double>> part : run.solution().entrySet()) {
      text.append('\n').append(part.getKey()).append('\n');
      values(text, part.getValue(), all ? Integer.MAX_VALUE : SHOWN);
    }
    text.append("\npicture: talweg runs export ").append(id).append(storeOption);
    text.append(" -o ").append(id).append(".html\n");
    return Numbers.printable(text.toString());
  }

  private static void line(StringBuilder text, String name, String words) {
    if (!words.isEmpty()) {
      text.append("%-8s ".formatted(name)).append(words).append('\n');
    }
  }

  private static void values(StringBuilder text, Map<String, Double> values, int most) {
    int width = values.keySet().stream().limit(most).mapToInt(String::length).max().orElse(1);
    values.entrySet().stream()
        .limit(most)
        .forEach(
            entry ->
                text.append(
                    ("  %-" + width + "s  %s%n").formatted(entry.getKey(), entry.getValue())));
    if (values.size() > most) {
      text.append("  and ").append(values.size() - most).append(" more: --all\n");
    }
  }

  static String json(ProgramRecord run) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", run.header().id());
    json.put("state", run.state());
    json.put("problem", run.header().problem());
    json.put("form", run.header().form());
    json.put("proof", run.proof());
    json.put("reason", run.reason());
    json.put("seed", run.header().seed());
    json.put("plan", Output.tree(PlanJson.write(run.header().plan())));
    json.put("created", run.header().created().toString());
    json.put("machine", run.header().machine());
    json.put("seconds", run.seconds());
    run.answer()
        .ifPresent(
            (Assessment answer) -> {
              json.put("objective", answer.objective());
              json.put("violation", answer.violation());
              json.put("measured", answer.quantities());
              answer.bound().ifPresent(bound -> json.put("bound", bound));
            });
    json.putAll(run.solution());
    json.put("iterations", run.iterations());
    json.put("notes", run.notes());
    return Output.write(json);
  }

  static String csv(ProgramRecord run) {
    var text = new StringBuilder("part,name,value\n");
    run.solution()
        .forEach(
            (part, values) ->
                values.forEach(
                    (name, value) ->
                        text.append(part)
                            .append(',')
                            .append(quoted(name))
                            .append(',')
                            .append(value)
                            .append('\n')));
    return text.toString();
  }

  private static String quoted(String name) {
    return name.matches("[\\w .\\[\\]+*/^<>=()-]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
