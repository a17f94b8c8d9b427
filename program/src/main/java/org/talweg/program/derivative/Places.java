package org.talweg.program.derivative;

import java.util.Arrays;
import org.talweg.program.Sparsity;

/** Gathers the places of a sparse matrix, each as often as it comes, then numbers them. */
final class Places {
  private final int rows;
  private final int columns;
  private long[] places = new long[64];
  private int count = 0;

  Places(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  void add(int row, int column) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
    }
    places[count++] = ((long) row << 32) | column;
  }

  /** Sorts the places and drops repetitions; call once, after the last was added. */
  Sparsity sparsity() {
    Arrays.sort(places, 0, count);
    int kept = 0;
    for (int k = 0; k < count; k++) {
      if (kept == 0 || places[k] != places[kept - 1]) {
        places[kept++] = places[k];
      }
    }
    count = kept;
    int[] row = new int[count];
    int[] column = new int[count];
    for (int k = 0; k < count; k++) {
      row[k] = (int) (places[k] >>> 32);
      column[k] = (int) places[k];
    }
    return new Sparsity(rows, columns, row, column);
  }

  /** The number of a place that was added. */
  int of(int row, int column) {
    return Arrays.binarySearch(places, 0, count, ((long) row << 32) | column);
  }
}
