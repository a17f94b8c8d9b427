package org.talweg.program;

/**
 * The places of a sparse matrix that may be other than zero, sorted by row, then by column, each
 * place once. The arrays are shared, not copied: nobody writes to them.
 *
 * @param rows height of the matrix
 * @param columns width of the matrix
 * @param row row of each entry, from 0
 * @param column column of each entry, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record Sparsity(int rows, int columns, int[] row, int[] column) {
  public Sparsity {
    if (row.length != column.length) {
      throw new IllegalArgumentException(row.length + " rows for " + column.length + " columns");
    }
    for (int k = 0; k < row.length; k++) {
      if (row[k] < 0 || row[k] >= rows || column[k] < 0 || column[k] >= columns) {
        throw new IllegalArgumentException(
            "entry (%d, %d) is outside %d by %d".formatted(row[k], column[k], rows, columns));
      }
      if (k > 0 && (row[k - 1] > row[k] || (row[k - 1] == row[k] && column[k - 1] >= column[k]))) {
        throw new IllegalArgumentException("entry " + k + " is not after the one before it");
      }
    }
  }

  /** The number of entries. */
  public int size() {
    return row.length;
  }
}
