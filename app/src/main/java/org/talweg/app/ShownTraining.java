package org.talweg.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.TrainingRecord;
import org.talweg.engine.journal.PlanJson;
import org.talweg.learn.train.Checkpoint;
import org.talweg.learn.train.Checkpoint.Point;

/** The run of a training, from the journal: as text, as JSON, and its curve as a table. */
final class ShownTraining {
  private static final int SHOWN = 25;

  private ShownTraining() {}

  static String text(TrainingRecord run, boolean all, String storeOption) {
    var text = new StringBuilder();
    String id = run.header().id();
    line(text, "run", id + ", " + run.state());
    line(text, "why", run.reason());
    line(text, "problem", run.header().problem() + ", a " + run.header().form());
    line(text, "goal", run.objective().toString());
    line(text, "plan", run.header().plan().brief());
    line(text, "seed", Long.toString(run.header().seed()));
    line(text, "spent", run.steps() + " steps, " + Numbers.seconds(run.seconds()) + " of training");
    run.best()
        .ifPresent(
            best -> {
              line(text, "best", "step " + best.step());
              run.measures()
                  .forEach(
                      m -> line(text, "", m + " = " + Numbers.brief(best.point().validation(m))));
            });
    List<Checkpoint> shown = run.checkpoints();
    int left = all ? 0 : Math.max(0, shown.size() - SHOWN);
    var heads = new ArrayList<>(List.of("step", "training loss", "rate", "seconds"));
    run.measures().forEach(measure -> heads.add("validation " + measure));
    var table = new TextTable(heads);
    shown.subList(left, shown.size()).forEach(c -> table.row(cells(run, c.point())));
    text.append('\n').append(table);
    if (left > 0) {
      text.append("  and ").append(left).append(" earlier checkpoints: --all\n");
    }
    text.append("\npicture: talweg runs export ").append(id).append(storeOption);
    text.append(" -o ").append(id).append(".html\n");
    if (run.state().equals("interrupted")) {
      text.append("resume:  talweg runs resume ").append(id).append(storeOption).append('\n');
    }
    return Numbers.printable(text.toString());
  }

  private static void line(StringBuilder text, String name, String words) {
    if (!words.isEmpty()) {
      text.append("%-8s ".formatted(name)).append(words).append('\n');
    }
  }

  private static List<String> cells(TrainingRecord run, Point point) {
    return Stream.concat(
            Stream.of((double) point.step(), point.loss(), point.rate(), point.seconds()),
            run.measures().stream().map(point::validation))
        .map(value -> Double.isNaN(value) ? "" : Numbers.brief(value))
        .toList();
  }

  /** A row for every point of the curve. */
  static String csv(TrainingRecord run) {
    var text = new StringBuilder("step,training loss,rate,seconds");
    run.measures().forEach(measure -> text.append(",validation ").append(measure));
    text.append('\n');
    for (Point point : run.points()) {
      text.append(point.step()).append(',').append(point.loss()).append(',');
      text.append(point.rate()).append(',').append(point.seconds());
      for (String measure : run.measures()) {
        double value = point.validation(measure);
        text.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
      }
      text.append('\n');
    }
    return text.toString();
  }

  static String json(TrainingRecord run) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", run.header().id());
    json.put("state", run.state());
    json.put("problem", run.header().problem());
    json.put("form", run.header().form());
    json.put("reason", run.reason());
    json.put("seed", run.header().seed());
    json.put("plan", Output.tree(PlanJson.write(run.header().plan())));
    json.put("created", run.header().created().toString());
    json.put("machine", run.header().machine());
    json.put("steps", run.steps());
    json.put("seconds", run.seconds());
    run.best().ifPresent(best -> json.put("best", best.point()));
    json.put("checkpoints", run.checkpoints().stream().map(Checkpoint::step).toList());
    json.put("curve", run.points());
    return Output.write(json);
  }
}
