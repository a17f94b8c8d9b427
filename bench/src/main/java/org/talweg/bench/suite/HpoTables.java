package org.talweg.bench.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.talweg.bench.Case;
import org.talweg.bench.table.Pool;
import org.talweg.bench.table.Table;
import org.talweg.model.Domain;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Complete tables of hyper-parameter searches: HPOBench's neural networks (30,000 configurations),
 * HPOLib's (62,208) and NAS-Bench-201's architectures (15,625).
 *
 * <p>Numbers are ordered levels, the rest are choices; every combination is in the table. A row's
 * value is the mean over the seeds that were recorded, so the problem has no noise and its optimum
 * is that of the mean.
 */
final class HpoTables {
  private static final Set<String> FAMILIES = Set.of("hpobench", "hpolib", "nasbench201");

  private HpoTables() {}

  static List<Case> cases(Path folder) throws IOException {
    JsonNode spaces = JsonMapper.builder().build().readTree(folder.resolve("search_spaces.json"));
    var cases = new ArrayList<Case>();
    for (Path file : Folders.files(folder, ".csv.gz")) {
      String name = Folders.bare(file);
      String family = name.substring(0, Math.max(0, name.indexOf('_')));
      if (FAMILIES.contains(family)) {
        JsonNode space = spaces.path(family);
        boolean quick = name.equals("hpobench_car") || name.startsWith("nasbench201");
        cases.add(
            new Case(
                "hpo-tables",
                name,
                quick,
                space.path("parameter_order").size(),
                () -> open(name, file, space)));
      }
    }
    return cases;
  }

  static Case.Opened open(String name, Path file, JsonNode space) throws IOException {
    Table digits = Table.readRagged(file);
    List<String> order =
        space.path("parameter_order").valueStream().map(JsonNode::asString).toList();
    var levels = new LinkedHashMap<String, List<String>>();
    var parameters = new LinkedHashMap<String, Parameter>();
    for (String parameter : order) {
      JsonNode values = space.path("values").path(parameter);
      List<String> texts = values.valueStream().map(JsonNode::asString).toList();
      boolean numbers = values.valueStream().allMatch(JsonNode::isNumber);
      levels.put(parameter, texts);
      parameters.put(
          parameter,
          new Parameter(
              parameter,
              numbers ? new Domain.Ordinal(texts) : new Domain.Choice(texts),
              Optional.empty(),
              Optional.empty()));
    }
    var rows = new ArrayList<List<String>>();
    for (List<String> row : digits.rows()) {
      rows.add(decode(digits.name(), row.getFirst(), order, levels));
    }
    double[] mean = means(digits);
    var pool =
        new Pool(
            new Table(digits.name(), order, rows, digits.lines()),
            parameters,
            Map.of("value", mean));
    boolean maximize = space.path("direction").asString("").equals("maximize");
    return pool.problem(
        name, List.of(maximize ? Objective.maximize("value") : Objective.minimize("value")));
  }

  /** The mean over the seeds that were recorded, of which some rows have fewer. */
  private static double[] means(Table digits) throws IOException {
    double[] mean = new double[digits.rows().size()];
    for (int i = 0; i < mean.length; i++) {
      List<String> row = digits.rows().get(i);
      List<String> seeds =
          row.subList(1, row.size()).stream().filter(cell -> !cell.isEmpty()).toList();
      double sum = 0;
      for (String seed : seeds) {
        OptionalDouble value = Table.number(seed);
        if (value.isEmpty()) {
          throw new IOException(
              "%s, row %d: '%s' is not a number".formatted(digits.name(), i + 1, seed));
        }
        sum += value.getAsDouble();
      }
      if (seeds.isEmpty()) {
        throw new IOException("%s, row %d has no value".formatted(digits.name(), i + 1));
      }
      mean[i] = sum / seeds.size();
    }
    return mean;
  }

  /** One digit a parameter, the place of its value. */
  private static List<String> decode(
      String table, String index, List<String> order, Map<String, List<String>> levels)
      throws IOException {
    if (index.length() != order.size()) {
      throw new IOException(table + ": '" + index + "' is not of " + order.size() + " digits");
    }
    var cells = new ArrayList<String>();
    for (int i = 0; i < order.size(); i++) {
      List<String> values = levels.getOrDefault(order.get(i), List.of());
      int digit = index.charAt(i) - '0';
      if (digit < 0 || digit >= values.size()) {
        throw new IOException(
            table + ": '" + index + "' has no value " + digit + " of " + order.get(i));
      }
      cells.add(values.get(digit));
    }
    return cells;
  }
}
