package org.talweg.search.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;

/**
 * Turns points of a space into rows of numbers that a kernel compares, and back.
 *
 * <p>A row is a unit-cube vector in which every discrete coordinate lies in the middle of its cell
 * (so that the kernel sees the value and not the way it was reached) and every coordinate of an
 * inactive parameter is NaN. Two points are equal exactly where their rows are, but for the
 * rounding of reals.
 */
public final class Encoding {
  private final Space space;
  private final List<Column> columns;
  private final boolean conditional;
  private final int[] smooth;

  private Encoding(Space space) {
    this.space = space;
    columns = new ArrayList<>();
    var smoothCoordinates = new ArrayList<Integer>();
    boolean anyCondition = false;
    for (int p = 0; p < space.parameters().size(); p++) {
      Parameter parameter = space.parameters().get(p);
      int at = space.offset(p);
      boolean when = parameter.when().isPresent();
      anyCondition |= when;
      columns.add(
          switch (parameter.domain()) {
            case Domain.Real _ -> new Column.Number(at, when, true);
            case Domain.Int _, Domain.Ordinal _ -> new Column.Number(at, when, false);
            case Domain.Choice _ -> new Column.Level(at);
            case Domain.Permutation(List<String> items) -> new Column.Order(at, items.size());
          });
      if (parameter.domain() instanceof Domain.Real(double low, double high, _) && low < high) {
        smoothCoordinates.add(at);
      }
    }
    conditional = anyCondition;
    smooth = smoothCoordinates.stream().mapToInt(i -> i).toArray();
  }

  /** The encoding of a space's points. */
  public static Encoding of(Space space) {
    return new Encoding(space);
  }

  public Space space() {
    return space;
  }

  /** Numbers in a row. */
  public int width() {
    return space.unitDimension();
  }

  /** Length scales of a kernel on these rows: one per parameter. */
  public int lengths() {
    return columns.size();
  }

  /** Coordinates along which the kernel is differentiable: those of real parameters. */
  public int[] smooth() {
    return smooth.clone();
  }

  /** Whether every coordinate is smooth and always active. */
  public boolean isBox() {
    return smooth.length == width() && !conditional;
  }

  List<Column> columns() {
    return columns;
  }

  /** The row of a point. */
  public double[] row(Point point) {
    double[] row = space.toUnit(point);
    for (int p = 0; p < columns.size(); p++) {
      if (point.value(p) == null) {
        int at = space.offset(p);
        Arrays.fill(row, at, at + space.parameters().get(p).domain().width(), Double.NaN);
      }
    }
    return row;
  }

  /** The row of the point that a unit-cube vector encodes. */
  public double[] row(double[] unit) {
    if (conditional) {
      return row(space.fromUnit(unit));
    }
    double[] row = new double[unit.length];
    for (int p = 0; p < columns.size(); p++) {
      snap(space.parameters().get(p).domain(), unit, row, space.offset(p));
    }
    return row;
  }

  private static void snap(Domain domain, double[] unit, double[] row, int at) {
    switch (domain) {
      case Domain.Real(double low, double high, _) ->
          row[at] = low < high ? Math.clamp(unit[at], 0.0, 1.0) : 0.5;
      case Domain.Choice(List<String> levels) -> row[at] = cell(unit[at], levels.size());
      case Domain.Ordinal(List<String> levels) -> row[at] = cell(unit[at], levels.size());
      case Domain.Int _, Domain.Permutation _ -> domain.encode(domain.decode(unit, at), row, at);
    }
  }

  /** The middle of the coordinate's cell, computed as {@link Domain#encode} does. */
  private static double cell(double x, int cells) {
    return (Math.min((int) (Math.clamp(x, 0.0, 1.0) * cells), cells - 1) + 0.5) / cells;
  }

  /** The point of a row. */
  public Point point(double[] row) {
    return space.fromUnit(unit(row));
  }

  /** The row with 0.5 for every inactive coordinate: a unit-cube vector of the same point. */
  public double[] unit(double[] row) {
    double[] unit = row.clone();
    for (int k = 0; k < unit.length; k++) {
      if (Double.isNaN(unit[k])) {
        unit[k] = 0.5;
      }
    }
    return unit;
  }
}
