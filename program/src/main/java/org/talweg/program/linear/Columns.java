package org.talweg.program.linear;

import java.util.Arrays;

/**
 * A sparse matrix by columns: those of column j are the entries k with start[j] &lt;= k &lt;
 * start[j+1], in ascending order of their rows, each row once. The arrays are shared, not copied:
 * nobody writes to them.
 *
 * @param rows the height
 * @param start where each column begins and, last, where they end
 * @param row of each entry, from 0
 * @param value of each entry, finite
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record Columns(int rows, int[] start, int[] row, double[] value) {
  public Columns {
    if (start.length == 0 || start[0] != 0 || start[start.length - 1] != row.length) {
      throw new IllegalArgumentException("columns begin at 0 and end with the last entry");
    }
    if (row.length != value.length) {
      throw new IllegalArgumentException(row.length + " rows for " + value.length + " values");
    }
    for (int j = 0; j + 1 < start.length; j++) {
      if (start[j] > start[j + 1]) {
        throw new IllegalArgumentException("column " + j + " ends before it begins");
      }
      for (int k = start[j]; k < start[j + 1]; k++) {
        if (row[k] < 0 || row[k] >= rows || (k > start[j] && row[k] <= row[k - 1])) {
          throw new IllegalArgumentException(
              "column %d has row %d out of order or range".formatted(j, row[k]));
        }
        if (!Double.isFinite(value[k])) {
          throw new IllegalArgumentException("column %d has a %s".formatted(j, value[k]));
        }
      }
    }
  }

  /** A matrix without entries. */
  public static Columns empty(int rows, int columns) {
    return new Columns(rows, new int[columns + 1], new int[0], new double[0]);
  }

  /** From entries in any order; entries of the same place add up, zeros are left out. */
  public static Columns of(int rows, int columns, int[] row, int[] column, double[] value) {
    int[] start = new int[columns + 1];
    for (int j : column) {
      start[j + 1]++;
    }
    for (int j = 0; j < columns; j++) {
      start[j + 1] += start[j];
    }
    int[] end = start.clone();
    long[] sorted = new long[row.length]; // row above, entry below
    for (int k = 0; k < row.length; k++) {
      sorted[end[column[k]]++] = ((long) row[k] << 32) | k;
    }
    int[] rowOf = new int[row.length];
    double[] valueOf = new double[row.length];
    int size = 0;
    int[] compact = new int[columns + 1];
    for (int j = 0; j < columns; j++) {
      Arrays.sort(sorted, start[j], start[j + 1]);
      compact[j] = size;
      for (int k = start[j]; k < start[j + 1]; ) {
        int i = (int) (sorted[k] >> 32);
        double sum = 0;
        for (; k < start[j + 1] && sorted[k] >> 32 == i; k++) {
          sum += value[(int) sorted[k]];
        }
        if (sum != 0) {
          rowOf[size] = i;
          valueOf[size++] = sum;
        }
      }
    }
    compact[columns] = size;
    return new Columns(rows, compact, Arrays.copyOf(rowOf, size), Arrays.copyOf(valueOf, size));
  }

  public int columns() {
    return start.length - 1;
  }

  /** The number of entries. */
  public int size() {
    return row.length;
  }

  /** A x. */
  public double[] times(double[] x) {
    double[] product = new double[rows];
    for (int j = 0; j < columns(); j++) {
      for (int k = start[j]; k < start[j + 1]; k++) {
        product[row[k]] += value[k] * x[j];
      }
    }
    return product;
  }

  /** A' y. */
  public double[] transposeTimes(double[] y) {
    double[] product = new double[columns()];
    for (int j = 0; j < product.length; j++) {
      double sum = 0;
      for (int k = start[j]; k < start[j + 1]; k++) {
        sum += value[k] * y[row[k]];
      }
      product[j] = sum;
    }
    return product;
  }

  /** The entries by rows: the same matrix's transpose. */
  public Columns transpose() {
    int[] column = new int[row.length];
    for (int j = 0; j < columns(); j++) {
      Arrays.fill(column, start[j], start[j + 1], j);
    }
    return of(columns(), rows, column, row, value);
  }
}
