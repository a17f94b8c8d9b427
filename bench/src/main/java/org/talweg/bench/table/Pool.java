package org.talweg.bench.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.bench.Case;
import org.talweg.bench.Yardstick;
import org.talweg.model.BlackBox;
import org.talweg.model.Domain;
import org.talweg.model.Measure;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Probe;
import org.talweg.model.Space;
import org.talweg.model.Value;

/**
 * A recorded table as a problem: the columns are parameters, and a point is answered by the row
 * nearest to it.
 *
 * <p>A row's number as the only parameter would hide all structure, and a constraint that the
 * combination was measured would leave solvers with almost no feasible point where a table is
 * sparse. So every combination may be asked for, and the answer is that of the nearest measured
 * one: the Euclidean distance in the unit cube, where two different levels of a choice are 1 apart;
 * of equally near rows the first. In a complete table every point has a row of its own. In a sparse
 * one a solver may spend evaluations on points that lead to the same row; that is the same for all.
 *
 * <p>Rows with the same parameters are repeated measurements and count as one with their mean, so
 * the best known value is the best of these means. A column with one value only is no parameter.
 *
 * <p>Cost per evaluation: O(1) for a measured combination, O(rows x columns) otherwise.
 */
public final class Pool implements Measure {
  private final Space space;
  private final boolean[] category;
  private final List<String> quantities;
  private final List<double[]> units = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final Map<Point, Integer> rowOf = new HashMap<>();

  /** The table with these of its columns as parameters, and quantities that are given by row. */
  public Pool(Table table, Map<String, Parameter> parameters, Map<String, double[]> quantities)
      throws IOException {
    if (parameters.isEmpty()) {
      throw new IOException(table.name() + " has no column that varies");
    }
    space = new Space(List.copyOf(parameters.values()), List.of());
    category = new boolean[parameters.size()];
    for (int i = 0; i < category.length; i++) {
      category[i] = space.parameters().get(i).domain() instanceof Domain.Choice;
    }
    this.quantities = List.copyOf(quantities.keySet());
    var columns = new LinkedHashMap<String, Integer>();
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      columns.put(entry.getValue().name(), table.column(entry.getKey()));
    }
    var counts = new ArrayList<Integer>();
    for (int row = 0; row < table.rows().size(); row++) {
      Point point = point(table, row, columns);
      Integer known = rowOf.putIfAbsent(point, values.size());
      if (known == null) {
        units.add(space.toUnit(point));
        values.add(new double[this.quantities.size()]);
        counts.add(0);
        known = values.size() - 1;
      }
      counts.set(known, counts.get(known) + 1);
      for (int q = 0; q < this.quantities.size(); q++) {
        double[] byRow = quantities.get(this.quantities.get(q));
        values.get(known)[q] += byRow == null ? Double.NaN : byRow[row];
      }
    }
    for (int i = 0; i < counts.size(); i++) {
      double[] sums = values.get(i);
      int count = counts.get(i);
      Arrays.setAll(sums, q -> sums[q] / count);
    }
  }

  private Point point(Table table, int row, Map<String, Integer> columns) throws IOException {
    var cells = new HashMap<String, Value>();
    for (Map.Entry<String, Integer> column : columns.entrySet()) {
      Parameter parameter = space.parameters().get(space.indexOf(column.getKey()));
      String cell = table.rows().get(row).get(column.getValue());
      try {
        cells.put(parameter.name(), Columns.value(parameter.domain(), cell));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "%s, line %d, column '%s': %s"
                .formatted(
                    table.name(),
                    table.lines().get(row),
                    table.header().get(column.getValue()),
                    e.getMessage()),
            e);
      }
    }
    return space.point(cells);
  }

  /**
   * The parameters of some columns, by column, as {@link Columns} infers them; columns with one
   * value only are left out.
   *
   * @param given parameters that are known better
   * @param taken names that no parameter may have
   */
  public static Map<String, Parameter> infer(
      Table table, List<String> columns, Map<String, Domain> given, List<String> taken)
      throws IOException {
    var names = new ArrayList<>(taken);
    var parameters = new LinkedHashMap<String, Parameter>();
    for (String column : columns) {
      List<String> cells = table.cells(table.column(column));
      if (cells.stream().distinct().limit(2).count() < 2) {
        continue;
      }
      String name = Columns.name(column, names);
      names.add(name);
      Domain domain = given.get(column);
      parameters.put(
          column,
          domain == null
              ? Columns.infer(name, cells)
              : new Parameter(name, domain, Optional.empty(), Optional.empty()));
    }
    return parameters;
  }

  /** The space of all combinations. */
  public Space space() {
    return space;
  }

  /** How many different combinations were measured. */
  public int rows() {
    return values.size();
  }

  /** Whether every combination of the space was measured. */
  public boolean complete() {
    return space.cardinality() == rows();
  }

  /** The row that answers for a point. */
  int nearest(Point point) {
    Integer exact = rowOf.get(point);
    if (exact != null) {
      return exact;
    }
    double[] u = space.toUnit(point);
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < units.size(); row++) {
      double[] v = units.get(row);
      double distance = 0;
      for (int i = 0; i < u.length && distance < least; i++) {
        double part = category[i] ? (u[i] == v[i] ? 0 : 1) : u[i] - v[i];
        distance += part * part;
      }
      if (distance < least) {
        least = distance;
        nearest = row;
      }
    }
    return nearest;
  }

  @Override
  public Map<String, Double> measure(Point point, Probe probe) {
    double[] row = values.get(nearest(point));
    var measured = new LinkedHashMap<String, Double>();
    for (int q = 0; q < row.length; q++) {
      measured.put(quantities.get(q), row[q]);
    }
    return measured;
  }

  /** The problem with its best: the least cost of any row, or the front of all rows. */
  public Case.Opened problem(String name, List<Objective> objectives) {
    var costs = new ArrayList<double[]>();
    for (double[] row : values) {
      double[] cost = new double[objectives.size()];
      for (int i = 0; i < cost.length; i++) {
        Objective objective = objectives.get(i);
        cost[i] = objective.direction().cost(row[quantities.indexOf(objective.name())]);
      }
      costs.add(cost);
    }
    return new Case.Opened(
        BlackBox.of(name, space, objectives, this),
        objectives.size() == 1
            ? new Yardstick.Least(costs.stream().mapToDouble(c -> c[0]).min().orElseThrow())
            : front(costs));
  }

  /** Costs in units of their ranges, up to a tenth of a range beyond the worst. */
  private static Yardstick front(List<double[]> costs) {
    int objectives = costs.getFirst().length;
    double[] scale = new double[objectives];
    double[] reference = new double[objectives];
    for (int i = 0; i < objectives; i++) {
      int at = i;
      double least = costs.stream().mapToDouble(c -> c[at]).min().orElseThrow();
      double most = costs.stream().mapToDouble(c -> c[at]).max().orElseThrow();
      scale[i] = most > least ? most - least : 1;
      reference[i] = most + 0.1 * scale[i];
    }
    return Yardstick.Front.of(costs, reference, scale);
  }
}
