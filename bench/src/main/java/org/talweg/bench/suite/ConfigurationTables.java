package org.talweg.bench.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.talweg.bench.Case;
import org.talweg.bench.table.Pool;
import org.talweg.bench.table.Table;
import org.talweg.model.Objective;

/**
 * Measured configurations of real software, process models and tuned forests, from the MOOT
 * collection. A header that ends in {@code +} is to be maximised, in {@code -} minimised, in {@code
 * X} ignored; the rest are parameters.
 *
 * <p>Where there are several objectives the problem is to minimise the collection's own measure,
 * the distance to heaven: with every objective scaled to [0,1] over the table, 0 its best value,
 * the root of the mean square. A problem of one objective keeps that objective.
 */
final class ConfigurationTables {
  private static final Set<String> QUICK =
      Set.of("Apache_AllMeasurements", "PostgreSQL", "redis", "SS-J");

  private ConfigurationTables() {}

  static List<Case> cases(String suite, Path folder) throws IOException {
    var cases = new ArrayList<Case>();
    for (Path file : Folders.files(folder, ".csv")) {
      String name = Folders.bare(file);
      cases.add(new Case(suite, name, QUICK.contains(name), 0, () -> open(name, Table.read(file))));
    }
    return cases;
  }

  static Case.Opened open(String name, Table table) throws IOException {
    var columns = new ArrayList<String>();
    var objectives = new ArrayList<String>();
    for (String column : table.header()) {
      if (column.endsWith("+") || column.endsWith("-")) {
        objectives.add(column);
      } else if (!column.endsWith("X")) {
        columns.add(column);
      }
    }
    if (objectives.isEmpty()) {
      throw new IOException(table.name() + " has no column that ends in + or -");
    }
    boolean one = objectives.size() == 1;
    String quantity = one ? "value" : "distance";
    double[] values =
        one ? table.numbers(table.column(objectives.getFirst())) : distance(table, objectives);
    var parameters = Pool.infer(table, columns, Map.of(), List.of(quantity));
    boolean maximize = one && objectives.getFirst().endsWith("+");
    return new Pool(table, parameters, Map.of(quantity, values))
        .problem(
            name, List.of(maximize ? Objective.maximize(quantity) : Objective.minimize(quantity)));
  }

  private static double[] distance(Table table, List<String> objectives) throws IOException {
    double[] squares = new double[table.rows().size()];
    for (String objective : objectives) {
      double[] values = table.numbers(table.column(objective));
      double low = Arrays.stream(values).min().orElseThrow();
      double high = Arrays.stream(values).max().orElseThrow();
      double ideal = objective.endsWith("+") ? high : low;
      double range = high > low ? high - low : 1;
      for (int i = 0; i < values.length; i++) {
        double part = (values[i] - ideal) / range;
        squares[i] += part * part / objectives.size();
      }
    }
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }
}
