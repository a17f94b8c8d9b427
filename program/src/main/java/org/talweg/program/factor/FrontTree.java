package org.talweg.program.factor;

import java.util.Arrays;

/**
 * What the structure of a matrix alone says about its factorization: an order of elimination, and
 * the tree of <em>fronts</em> in which it happens.
 *
 * <p>A front eliminates a few neighbouring columns whose structure below is (nearly) the same, as
 * one dense matrix; what it leaves over, its contribution, is added to its parent. Fronts are
 * numbered so that children come before their parents, columns so that those of a front follow one
 * another.
 *
 * <pre>
 *   rows of front s = first[s] .. first[s+1]-1 (its own), then below[s] (ascending)
 * </pre>
 *
 * Source: J. W. H. Liu, "The role of elimination trees in sparse factorization", SIAM J. Matrix
 * Anal. Appl. 11 (1990) 134-172; relaxed amalgamation: C. Ashcraft, R. Grimes, "The influence of
 * relaxed supernode partitions on the multifrontal method", ACM TOMS 15 (1989) 291-309. Cost: in
 * the order of the number of entries of the factor.
 *
 * @param order the vertices in their order of elimination
 * @param first the first column, in that order, of each front and, last, n
 * @param below the rows of each front below its own columns
 * @param parent the front that takes each front's contribution, or -1
 * @param place where below[s] lies among the rows of parent[s]
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
record FrontTree(int[] order, int[] first, int[][] below, int[] parent, int[][] place) {
  private static final int NONE = -1;

  /** Fronts of fewer columns are joined to their parents even where that costs some zeros. */
  private static final int SMALL = 16;

  int fronts() {
    return parent.length;
  }

  /** The number of entries of the factor, with the zeros that amalgamation lets in. */
  long fill() {
    long fill = 0;
    for (int s = 0; s < fronts(); s++) {
      long own = first[s + 1] - first[s];
      fill += own * (own + 1) / 2 + own * below[s].length;
    }
    return fill;
  }

  /** Plans the elimination of a graph in the given order, up to changes that keep the fill. */
  static FrontTree of(Graph graph, int[] order) {
    int n = graph.vertices();
    int[] position = inverse(order);
    int[] parent = eliminationTree(graph, order, position);
    int[] post = postorder(parent);
    int[] sorted = new int[n];
    for (int k = 0; k < n; k++) {
      sorted[k] = order[post[k]];
    }
    position = inverse(sorted);
    parent = eliminationTree(graph, sorted, position);
    int[] count = columnCounts(graph, sorted, position, parent);
    return new Amalgamation(graph, sorted, position, parent, count).tree();
  }

  static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int k = 0; k < order.length; k++) {
      inverse[order[k]] = k;
    }
    return inverse;
  }

  /** The parent of column j: the first row below the diagonal of column j of the factor. */
  private static int[] eliminationTree(Graph graph, int[] order, int[] position) {
    int n = order.length;
    int[] parent = new int[n];
    int[] ancestor = new int[n]; // compressed paths
    Arrays.fill(parent, NONE);
    Arrays.fill(ancestor, NONE);
    for (int j = 0; j < n; j++) {
      int vertex = order[j];
      for (int k = graph.start()[vertex]; k < graph.start()[vertex + 1]; k++) {
        int i = position[graph.neighbours()[k]];
        while (i < j && i != NONE) {
          int up = ancestor[i];
          ancestor[i] = j;
          if (up == NONE) {
            parent[i] = j;
          }
          i = up == NONE ? j : up;
        }
      }
    }
    return parent;
  }

  /** Children before parents, each subtree in one piece. */
  static int[] postorder(int[] parent) {
    int n = parent.length;
    int[] child = new int[n];
    int[] sibling = new int[n];
    Arrays.fill(child, NONE);
    for (int j = n - 1; j >= 0; j--) {
      if (parent[j] != NONE) {
        sibling[j] = child[parent[j]];
        child[parent[j]] = j;
      }
    }
    int[] post = new int[n];
    int[] stack = new int[n];
    int done = 0;
    for (int root = 0; root < n; root++) {
      if (parent[root] != NONE) {
        continue;
      }
      int depth = 0;
      stack[depth++] = root;
      while (depth > 0) {
        int j = stack[depth - 1];
        if (child[j] == NONE) {
          post[done++] = j;
          depth--;
        } else {
          int c = child[j];
          child[j] = sibling[c];
          stack[depth++] = c;
        }
      }
    }
    return post;
  }

  /** Entries of each column of the factor, diagonal included, by walking every row's subtree. */
  private static int[] columnCounts(Graph graph, int[] order, int[] position, int[] parent) {
    int n = order.length;
    int[] count = new int[n];
    int[] mark = new int[n];
    Arrays.fill(count, 1);
    Arrays.fill(mark, NONE);
    for (int i = 0; i < n; i++) {
      mark[i] = i;
      int vertex = order[i];
      for (int k = graph.start()[vertex]; k < graph.start()[vertex + 1]; k++) {
        for (int j = position[graph.neighbours()[k]]; j < i && mark[j] != i; j = parent[j]) {
          mark[j] = i;
          count[j]++;
        }
      }
    }
    return count;
  }

  /** Joins columns to fronts. */
  private static final class Amalgamation {
    private final Graph graph;
    private final int[] order;
    private final int[] position;
    private final int n;

    /** Of each front, under way: parent, own columns, rows below; merged ones point to another. */
    private final int[] parent;

    private final int[] own;
    private final int[] rows;
    private final int[] mergedInto;
    private final int[] frontOf;
    private int fronts;

    Amalgamation(Graph graph, int[] order, int[] position, int[] columnParent, int[] count) {
      this.graph = graph;
      this.order = order;
      this.position = position;
      n = order.length;
      frontOf = new int[n];
      parent = new int[n];
      own = new int[n];
      rows = new int[n];
      mergedInto = new int[n];
      Arrays.fill(mergedInto, NONE);
      int[] last = new int[n];
      for (int j = 0; j < n; j++) {
        boolean continues = j > 0 && columnParent[j - 1] == j && count[j - 1] == count[j] + 1;
        if (!continues) {
          fronts++;
        }
        int s = fronts - 1;
        frontOf[j] = s;
        own[s]++;
        rows[s] = count[j] - 1;
        last[s] = j;
      }
      for (int s = 0; s < fronts; s++) {
        int up = columnParent[last[s]];
        parent[s] = up == NONE ? NONE : frontOf[up];
      }
    }

    FrontTree tree() {
      for (int s = 0; s < fronts; s++) {
        int p = parent[s];
        if (p != NONE && worthMerging(s, p)) {
          mergedInto[s] = p;
          own[p] += own[s];
        }
      }
      return renumbered();
    }

    /**
     * Whether to eliminate s within p: every column of s then has the rows of p, zeros included.
     * Fronts of a column or two cost more in handling than in arithmetic.
     */
    private boolean worthMerging(int s, int p) {
      long merged = own[s] + own[p];
      long zeros = (long) own[s] * (own[p] + rows[p] - rows[s]);
      if (zeros == 0) {
        return true;
      }
      long entries = merged * (merged + 1) / 2 + merged * rows[p];
      double share = (double) zeros / entries;
      return merged <= 4
          || (merged <= SMALL && share < 0.4)
          || (merged <= 3 * SMALL && share < 0.1)
          || share < 0.03;
    }

    private FrontTree renumbered() {
      int[] owner = new int[fronts];
      for (int s = fronts - 1; s >= 0; s--) {
        owner[s] = mergedInto[s] == NONE ? s : owner[mergedInto[s]];
      }
      int[] number = new int[fronts];
      int size = 0;
      for (int s = 0; s < fronts; s++) {
        if (owner[s] == s) {
          number[s] = size++;
        }
      }
      int[] first = new int[size + 1];
      int[] up = new int[size];
      for (int j = 0; j < n; j++) {
        first[number[owner[frontOf[j]]] + 1]++;
      }
      for (int s = 0; s < size; s++) {
        first[s + 1] += first[s];
      }
      for (int s = 0; s < fronts; s++) {
        if (owner[s] == s) {
          up[number[s]] = parent[s] == NONE ? NONE : number[owner[parent[s]]];
        }
      }
      int[] end = first.clone();
      int[] finalOrder = new int[n];
      int[] column = new int[n]; // old position to new
      for (int j = 0; j < n; j++) {
        column[j] = end[number[owner[frontOf[j]]]]++;
        finalOrder[column[j]] = order[j];
      }
      return structure(finalOrder, first, up, column);
    }

    /** The rows of every front: those of its own columns and of its children, beyond its own. */
    private FrontTree structure(int[] finalOrder, int[] first, int[] up, int[] column) {
      int size = up.length;
      int[][] below = new int[size][];
      int[][] place = new int[size][];
      int[] child = new int[size];
      int[] sibling = new int[size];
      Arrays.fill(child, NONE);
      int[] mark = new int[n];
      Arrays.fill(mark, NONE);
      int[] list = new int[n];
      int[] where = new int[n];
      for (int s = 0; s < size; s++) {
        int count = 0;
        for (int j = first[s]; j < first[s + 1]; j++) {
          int vertex = finalOrder[j];
          for (int k = graph.start()[vertex]; k < graph.start()[vertex + 1]; k++) {
            int i = column[position[graph.neighbours()[k]]];
            if (i >= first[s + 1] && mark[i] != s) {
              mark[i] = s;
              list[count++] = i;
            }
          }
        }
        for (int c = child[s]; c != NONE; c = sibling[c]) {
          for (int i : below[c]) {
            if (i >= first[s + 1] && mark[i] != s) {
              mark[i] = s;
              list[count++] = i;
            }
          }
        }
        below[s] = Arrays.copyOf(list, count);
        Arrays.sort(below[s]);
        if (up[s] != NONE) {
          sibling[s] = child[up[s]];
          child[up[s]] = s;
        }
        int own = first[s + 1] - first[s];
        for (int k = 0; k < count; k++) {
          where[below[s][k]] = own + k;
        }
        for (int c = child[s]; c != NONE; c = sibling[c]) {
          place[c] = new int[below[c].length];
          for (int k = 0; k < place[c].length; k++) {
            int i = below[c][k];
            place[c][k] = i < first[s + 1] ? i - first[s] : where[i];
          }
        }
      }
      for (int s = 0; s < size; s++) {
        if (up[s] == NONE) {
          place[s] = new int[0];
        }
      }
      return new FrontTree(finalOrder, first, below, up, place);
    }
  }
}
