package org.talweg.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.talweg.bench.Case;
import org.talweg.bench.table.Pool;
import org.talweg.bench.table.Table;
import org.talweg.model.Direction;
import org.talweg.model.Domain;
import org.talweg.model.Domain.Scale;
import org.talweg.model.Formula;
import org.talweg.model.Objective;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tables of laboratory experiments: Olympus (parameters with their ranges in a config.json; several
 * objectives in some) and the materials data sets of PV-Lab (the last column is the objective).
 */
final class LaboratoryTables {
  /** PV-Lab's data sets whose objective is to be maximised. */
  private static final Set<String> MAXIMIZED =
      Set.of("AutoAM_dataset", "Crossed_barrel_dataset", "P3HT_dataset");

  private static final Set<String> QUICK =
      Set.of("hplc", "perovskites", "suzuki", "Crossed_barrel_dataset");

  private LaboratoryTables() {}

  static List<Case> olympus(Path folder) throws IOException {
    var cases = new ArrayList<Case>();
    for (Path data : Folders.folders(folder)) {
      String name = String.valueOf(data.getFileName());
      if (Files.isRegularFile(data.resolve("config.json"))) {
        cases.add(
            new Case("olympus", name, QUICK.contains(name), 0, () -> openOlympus(name, data)));
      }
    }
    return cases;
  }

  static Case.Opened openOlympus(String name, Path folder) throws IOException {
    JsonNode config = JsonMapper.builder().build().readTree(folder.resolve("config.json"));
    var header = new ArrayList<String>();
    var columns = new ArrayList<String>();
    var domains = new LinkedHashMap<String, Domain>();
    for (JsonNode parameter : config.path("parameters")) {
      columns.add(parameter.path("name").asString());
      header.add(parameter.path("name").asString());
    }
    var measured = new ArrayList<String>();
    for (JsonNode measurement : config.path("measurements")) {
      measured.add(measurement.path("name").asString());
      header.add(measurement.path("name").asString());
    }
    Table table = Table.read(folder.resolve("data.csv"), header);
    for (JsonNode parameter : config.path("parameters")) {
      String column = parameter.path("name").asString();
      if (parameter.path("type").asString("").equals("categorical")) {
        domains.put(
            column,
            new Domain.Choice(
                parameter.path("options").valueStream().map(JsonNode::asString).toList()));
      } else {
        // What was measured may lie a little outside of what the experimenters wrote down.
        double low = parameter.path("low").doubleValue();
        double high = parameter.path("high").doubleValue();
        for (double value : table.numbers(table.column(column))) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
        domains.put(column, new Domain.Real(low, high, Scale.LINEAR));
      }
    }
    var quantities = new LinkedHashMap<String, double[]>();
    var objectives = new ArrayList<Objective>();
    for (int i = 0; i < measured.size(); i++) {
      quantities.put(measured.get(i), table.numbers(table.column(measured.get(i))));
      objectives.add(objective(measured.get(i), goal(config, i)));
    }
    return new Pool(table, Pool.infer(table, columns, domains, measured), quantities)
        .problem(name, objectives);
  }

  private static String goal(JsonNode config, int measurement) {
    JsonNode goal = config.path("default_goal");
    return (goal.isArray() ? goal.path(measurement) : goal).asString("minimize");
  }

  private static Objective objective(String quantity, String goal) {
    return new Objective(
        quantity,
        new Formula.Name(quantity),
        goal.equals("maximize") ? Direction.MAXIMIZE : Direction.MINIMIZE);
  }

  static List<Case> pvlab(Path folder) throws IOException {
    var cases = new ArrayList<Case>();
    for (Path file : Folders.files(folder, ".csv")) {
      String name = Folders.bare(file);
      cases.add(new Case("pvlab", name, QUICK.contains(name), 0, () -> openPvlab(name, file)));
    }
    return cases;
  }

  static Case.Opened openPvlab(String name, Path file) throws IOException {
    Table table = Table.read(file);
    int last = table.header().size() - 1;
    List<String> columns = table.header().subList(0, last);
    var parameters = Pool.infer(table, columns, Map.of(), List.of("value"));
    return new Pool(table, parameters, Map.of("value", table.numbers(last)))
        .problem(
            name, List.of(objective("value", MAXIMIZED.contains(name) ? "maximize" : "minimize")));
  }
}
