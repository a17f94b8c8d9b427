package org.talweg.program.factor;

import java.util.Arrays;

/**
 * The graph of a sparse symmetric matrix: its neighbours of i are the columns of row i that may be
 * other than zero, without the diagonal, each once and in ascending order.
 *
 * @param start where the neighbours of each vertex begin, and, last, where they end
 * @param neighbours of vertex 0, of vertex 1, and so on
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
record Graph(int[] start, int[] neighbours) {
  /** From the entries of one triangle, or of both; the same place may come more than once. */
  static Graph of(int n, int[] row, int[] column) {
    int[] degree = new int[n];
    for (int k = 0; k < row.length; k++) {
      if (row[k] != column[k]) {
        degree[row[k]]++;
        degree[column[k]]++;
      }
    }
    int[] end = new int[n];
    int total = 0;
    for (int i = 0; i < n; i++) {
      end[i] = total;
      total += degree[i];
    }
    int[] all = new int[total];
    for (int k = 0; k < row.length; k++) {
      if (row[k] != column[k]) {
        all[end[row[k]]++] = column[k];
        all[end[column[k]]++] = row[k];
      }
    }
    int[] start = new int[n + 1];
    int size = 0;
    for (int i = 0; i < n; i++) {
      int from = end[i] - degree[i];
      Arrays.sort(all, from, end[i]);
      start[i] = size;
      for (int k = from; k < end[i]; k++) {
        if (k == from || all[k] != all[k - 1]) {
          all[size++] = all[k];
        }
      }
    }
    start[n] = size;
    return new Graph(start, Arrays.copyOf(all, size));
  }

  int vertices() {
    return start.length - 1;
  }

  int degree(int vertex) {
    return start[vertex + 1] - start[vertex];
  }
}
