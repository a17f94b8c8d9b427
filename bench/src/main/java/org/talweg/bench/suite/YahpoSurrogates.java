package org.talweg.bench.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.talweg.bench.Case;
import org.talweg.bench.Yardstick;
import org.talweg.bench.table.Table;
import org.talweg.model.BlackBox;
import org.talweg.model.Fidelity;
import org.talweg.model.Formula;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Surrogates of hyper-parameter searches, one problem a task: LCBench (networks trained for 1 to 52
 * epochs, validation accuracy to be maximised) and elastic nets (cross-entropy to be minimised,
 * trained on 3 to 100 % of the data). The epochs, or the share of the data, are the fidelity; an
 * evaluation is charged in proportion.
 *
 * <p>The best known values were found by {@code BestKnown} (in the tests), a search of six thousand
 * evaluations, and lie in {@code yahpo-best.csv}. They may be surpassed; the gap is then 0.
 */
final class YahpoSurrogates {
  /** What the file names do not tell: the order of a network's inputs and outputs. */
  private record Kind(
      String suite, String task, List<String> inputs, List<String> outputs, String fidelity) {}

  private static final Kind LCBENCH =
      new Kind(
          "yahpo-lcbench",
          "OpenML_task_id",
          List.of(
              "epoch",
              "batch_size",
              "learning_rate",
              "momentum",
              "weight_decay",
              "num_layers",
              "max_units",
              "max_dropout"),
          List.of(
              "time",
              "val_accuracy",
              "val_cross_entropy",
              "val_balanced_accuracy",
              "test_cross_entropy",
              "test_balanced_accuracy"),
          "epoch");

  private static final Kind GLMNET =
      new Kind(
          "yahpo-glmnet",
          "task_id",
          List.of("alpha", "s", "trainsize"),
          List.of(
              "mmce",
              "f1",
              "auc",
              "logloss",
              "ramtrain",
              "rammodel",
              "rampredict",
              "timetrain",
              "timepredict",
              "mec",
              "ias",
              "nf"),
          "trainsize");

  private static final Set<String> QUICK = Set.of("3945", "167168", "41146");

  private YahpoSurrogates() {}

  static List<Case> lcbench(Path folder) throws IOException {
    return cases(LCBENCH, folder, Objective.maximize("val_accuracy"));
  }

  static List<Case> glmnet(Path folder) throws IOException {
    return cases(GLMNET, folder, Objective.minimize("logloss"));
  }

  private static List<Case> cases(Kind kind, Path folder, Objective objective) throws IOException {
    var json = JsonMapper.builder().build();
    JsonNode encoding = json.readTree(folder.resolve("encoding.json")).path(kind.task());
    JsonNode space = json.readTree(folder.resolve("config_space.json")).path("hyperparameters");
    Map<String, Double> best = best(kind.suite());
    var cases = new ArrayList<Case>();
    for (JsonNode parameter : space) {
      if (!parameter.path("name").asString("").equals(kind.task())) {
        continue;
      }
      for (JsonNode choice : parameter.path("choices")) {
        String task = choice.asString();
        int code = encoding.path(task).intValue();
        cases.add(
            new Case(
                kind.suite(),
                "task-" + task,
                QUICK.contains(task),
                kind.inputs().size() - 1,
                () -> open(kind, folder, task, code, space, objective, best)));
      }
    }
    return cases;
  }

  private static Case.Opened open(
      Kind kind,
      Path folder,
      String task,
      int code,
      JsonNode space,
      Objective objective,
      Map<String, Double> best)
      throws IOException {
    var parameters = new ArrayList<Parameter>();
    Fidelity fidelity = null;
    for (JsonNode parameter : space) {
      String name = parameter.path("name").asString();
      double low = parameter.path("lower").asDouble(0);
      double high = parameter.path("upper").asDouble(0);
      if (name.equals(kind.fidelity())) {
        fidelity = new Fidelity(name, low, high, new Formula.Name(name));
      } else if (!name.equals(kind.task())) {
        parameters.add(parameter(name, parameter, low, high));
      }
    }
    if (fidelity == null) {
      throw new IOException(folder + ": the space has no " + kind.fidelity());
    }
    var surrogate =
        new Surrogate(
            folder.resolve("model.onnx"), code, kind.inputs(), kind.outputs(), kind.fidelity());
    var problem =
        BlackBox.of(
                kind.suite() + "-" + task,
                new Space(parameters, List.of()),
                List.of(objective),
                surrogate)
            .withFidelity(fidelity);
    double value = best.getOrDefault(task, 0.0);
    return new Case.Opened(problem, new Yardstick.Least(objective.direction().cost(value)));
  }

  private static Parameter parameter(String name, JsonNode json, double low, double high) {
    boolean log = json.path("log").asBoolean(false);
    if (json.path("type").asString("").equals("uniform_int")) {
      return log
          ? Parameter.logInteger(name, (long) low, (long) high)
          : Parameter.integer(name, (long) low, (long) high);
    }
    return log ? Parameter.logReal(name, low, high) : Parameter.real(name, low, high);
  }

  private static Map<String, Double> best(String suite) throws IOException {
    var best = new HashMap<String, Double>();
    try (InputStream in = YahpoSurrogates.class.getResourceAsStream("yahpo-best.csv")) {
      if (in == null) {
        throw new IOException("yahpo-best.csv is not part of this build");
      }
      Table table =
          Table.read(
              "yahpo-best.csv", new InputStreamReader(in, StandardCharsets.UTF_8), List.of());
      double[] values = table.numbers(table.column("best"));
      for (int i = 0; i < values.length; i++) {
        List<String> row = table.rows().get(i);
        if (row.get(0).equals(suite)) {
          best.put(row.get(1), values[i]);
        }
      }
    }
    return best;
  }
}
