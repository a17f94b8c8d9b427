package org.talweg.program.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Direction;

/** Puts a linear program together, row by row and column by column, as files tell of it. */
final class Builder {
  /** What files write for an infinite bound. */
  static final double INFINITE = 1e20;

  String name = "unnamed";
  Direction direction = Direction.MINIMIZE;
  double offset = 0;
  private final Map<String, Integer> rowOf = new HashMap<>();
  private final Map<String, Integer> columnOf = new HashMap<>();
  private final List<String> rowNames = new ArrayList<>();
  private final List<String> columnNames = new ArrayList<>();
  double[] rowLower = new double[16];
  double[] rowUpper = new double[16];
  double[] cost = new double[16];
  double[] lower = new double[16];
  double[] upper = new double[16];
  boolean[] integer = new boolean[16];
  boolean[] semicontinuous = new boolean[16];
  private final Entries matrix = new Entries();
  private final Entries quadratic = new Entries();

  /** Triples that grow. */
  private static final class Entries {
    int[] row = new int[64];
    int[] column = new int[64];
    double[] value = new double[64];
    int size = 0;

    void add(int i, int j, double v) {
      if (size == row.length) {
        row = Arrays.copyOf(row, 2 * size);
        column = Arrays.copyOf(column, 2 * size);
        value = Arrays.copyOf(value, 2 * size);
      }
      row[size] = i;
      column[size] = j;
      value[size++] = v;
    }

    Columns build(int rows, int columns) {
      return Columns.of(
          rows,
          columns,
          Arrays.copyOf(row, size),
          Arrays.copyOf(column, size),
          Arrays.copyOf(value, size));
    }
  }

  @Nullable Integer row(String name) {
    return rowOf.get(name);
  }

  @Nullable Integer column(String name) {
    return columnOf.get(name);
  }

  int rows() {
    return rowNames.size();
  }

  int columns() {
    return columnNames.size();
  }

  String rowName(int i) {
    return rowNames.get(i);
  }

  String columnName(int j) {
    return columnNames.get(j);
  }

  int addRow(String name, double low, double high) {
    int i = rowNames.size();
    if (i == rowLower.length) {
      rowLower = Arrays.copyOf(rowLower, 2 * i);
      rowUpper = Arrays.copyOf(rowUpper, 2 * i);
    }
    rowNames.add(name);
    rowOf.put(name, i);
    rowLower[i] = low;
    rowUpper[i] = high;
    return i;
  }

  /** A column with the bounds 0 and infinity. */
  int addColumn(String name) {
    int j = columnNames.size();
    if (j == cost.length) {
      cost = Arrays.copyOf(cost, 2 * j);
      lower = Arrays.copyOf(lower, 2 * j);
      upper = Arrays.copyOf(upper, 2 * j);
      integer = Arrays.copyOf(integer, 2 * j);
      semicontinuous = Arrays.copyOf(semicontinuous, 2 * j);
    }
    columnNames.add(name);
    columnOf.put(name, j);
    upper[j] = Double.POSITIVE_INFINITY;
    return j;
  }

  void addEntry(int row, int column, double value) {
    matrix.add(row, column, value);
  }

  /** Adds to Q at (i, j) and, off the diagonal, at (j, i). */
  void addQuadratic(int i, int j, double value) {
    quadratic.add(Math.max(i, j), Math.min(i, j), value);
  }

  private static double infinite(double bound) {
    return bound >= INFINITE
        ? Double.POSITIVE_INFINITY
        : bound <= -INFINITE ? Double.NEGATIVE_INFINITY : bound;
  }

  LinearProgram build() {
    int n = columns();
    int m = rows();
    return new LinearProgram(
        name,
        direction,
        offset,
        Arrays.copyOf(cost, n),
        quadratic.size == 0 ? Optional.empty() : Optional.of(quadratic.build(n, n)),
        matrix.build(m, n),
        Arrays.stream(rowLower, 0, m).map(Builder::infinite).toArray(),
        Arrays.stream(rowUpper, 0, m).map(Builder::infinite).toArray(),
        Arrays.stream(lower, 0, n).map(Builder::infinite).toArray(),
        Arrays.stream(upper, 0, n).map(Builder::infinite).toArray(),
        Arrays.copyOf(integer, n),
        Arrays.copyOf(semicontinuous, n),
        rowNames,
        columnNames);
  }
}
