package org.talweg.program.factor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sparse LDL' factorization of a symmetric indefinite matrix by fronts, with its inertia.
 *
 * <pre>
 *   P S A S P' = L D L',     D of 1 by 1 and 2 by 2 blocks,  S scales, P permutes
 * </pre>
 *
 * By Sylvester's law A has as many positive and negative eigenvalues as D. The structure decides
 * once on an order with little fill ({@link MinimumDegree}) and on the tree of fronts ({@link
 * FrontTree}); the values decide in every factorization on the pivots ({@link Front}). A candidate
 * without a stable pivot in its front is delayed to the parent, as often as need be, so that the
 * threshold u bounds every entry of L by 1/u: what a zero block on the diagonal, as KKT matrices
 * have it, calls for.
 *
 * <p>Source: I. S. Duff, J. K. Reid, "The multifrontal solution of indefinite sparse symmetric
 * linear equations", ACM TOMS 9 (1983) 302-325. Cost: of a factorization, the sum over the fronts
 * of pivots times the square of the order; of a solution, twice the entries of L.
 */
public final class MultifrontalLdl implements SymmetricFactorization {
  /** The thresholds, from quick to careful. */
  private static final double[] CARE = {1e-6, 1e-4, 1e-2, 0.1, 0.5};

  /** Of a scaled matrix, whose rows have a largest entry near 1: a remainder that is noise. */
  private static final double TINY = 1e-14;

  private final int n;
  private final int[] row;
  private final int[] column;
  private final FrontTree tree;

  /** The entries by front: those of front s are entry[k], entryFrom[s] <= k < entryFrom[s+1]. */
  private final int[] entryFrom;

  private final int[] entry;

  /** Their places among the front's own columns and among its rows, delayed ones not counted. */
  private final int[] entryColumn;

  private final int[] entryRow;

  /** The children of each front: the first, and for each its next sibling; -1 ends. */
  private final int[] child;

  private final int[] sibling;
  private final @Nullable Front[] fronts;
  private final double[] scale;
  private final double[] work;
  private int care;

  /**
   * Analyses a structure.
   *
   * @param n the order
   * @param row the row of each entry of the lower triangle; an entry of the upper stands for its
   *     mirror image
   * @param column the column of each entry
   */
  public MultifrontalLdl(int n, int[] row, int[] column) {
    this.n = n;
    this.row = row;
    this.column = column;
    Graph graph = Graph.of(n, row, column);
    tree = FrontTree.of(graph, MinimumDegree.order(graph));
    int size = tree.fronts();
    fronts = new @Nullable Front[size];
    scale = new double[n];
    work = new double[n];
    child = new int[size];
    sibling = new int[size];
    Arrays.fill(child, -1);
    for (int s = size - 1; s >= 0; s--) {
      int up = tree.parent()[s];
      if (up >= 0) {
        sibling[s] = child[up];
        child[up] = s;
      }
    }
    int[] position = FrontTree.inverse(tree.order());
    int[] frontOf = new int[n];
    for (int s = 0; s < size; s++) {
      Arrays.fill(frontOf, tree.first()[s], tree.first()[s + 1], s);
    }
    entryFrom = new int[size + 1];
    for (int k = 0; k < row.length; k++) {
      entryFrom[frontOf[Math.min(position[row[k]], position[column[k]])] + 1]++;
    }
    for (int s = 0; s < size; s++) {
      entryFrom[s + 1] += entryFrom[s];
    }
    int[] end = entryFrom.clone();
    entry = new int[row.length];
    entryColumn = new int[row.length];
    entryRow = new int[row.length];
    for (int k = 0; k < row.length; k++) {
      int from = Math.min(position[row[k]], position[column[k]]);
      int to = Math.max(position[row[k]], position[column[k]]);
      int s = frontOf[from];
      int first = tree.first()[s];
      int own = tree.first()[s + 1] - first;
      int at = end[s]++;
      entry[at] = k;
      entryColumn[at] = from - first;
      entryRow[at] = to - first < own ? to - first : own + Arrays.binarySearch(tree.below()[s], to);
    }
  }

  @Override
  public int order() {
    return n;
  }

  /** Entries of L when nothing is delayed, with the zeros stored among them. */
  public long fill() {
    return tree.fill();
  }

  /** Entries of the L computed last, with the zeros stored among them. */
  public long storedEntries() {
    long entries = 0;
    for (Front front : fronts) {
      if (front != null) {
        long own = front.pivots;
        entries += own * (own + 1) / 2 + own * (front.order() - own);
      }
    }
    return entries;
  }

  /** Multiplications of the last factorization. */
  public double operations() {
    double operations = 0;
    for (Front front : fronts) {
      if (front != null) {
        for (int k = 0; k < front.pivots; k++) {
          double left = front.order() - k;
          operations += left * left / 2;
        }
      }
    }
    return operations;
  }

  /** How often a candidate was delayed to a parent in the last factorization. */
  public long delays() {
    long delays = 0;
    for (Front front : fronts) {
      delays += front == null ? 0 : front.candidates - front.pivots;
    }
    return delays;
  }

  @Override
  public boolean pivotMoreCarefully() {
    if (care + 1 == CARE.length) {
      return false;
    }
    care++;
    return true;
  }

  @Override
  public Inertia factor(double[] values) {
    Equilibration.scale(row, column, values, scale);
    int positive = 0;
    int negative = 0;
    int zero = 0;
    double[][] room = Front.room(0);
    for (int s = 0; s < tree.fronts(); s++) {
      Front front = assemble(s, values, room);
      room = front.room();
      front.eliminate(CARE[care], TINY, tree.parent()[s] < 0);
      fronts[s] = front;
      positive += front.positive;
      negative += front.negative;
      zero += front.zero;
    }
    return new Inertia(positive, negative, zero);
  }

  private Front assemble(int s, double[] values, double[][] room) {
    int first = tree.first()[s];
    int own = tree.first()[s + 1] - first;
    int delayed = 0;
    for (int c = child[s]; c >= 0; c = sibling[c]) {
      delayed += front(c).candidates - front(c).pivots;
    }
    int[] below = tree.below()[s];
    int[] rows = new int[own + delayed + below.length];
    for (int k = 0; k < own; k++) {
      rows[k] = first + k;
    }
    System.arraycopy(below, 0, rows, own + delayed, below.length);
    Front front = new Front(rows, own + delayed, room);
    for (int k = entryFrom[s]; k < entryFrom[s + 1]; k++) {
      int from = entry[k];
      int to = entryRow[k];
      int high = to < own ? to : to + delayed;
      front.column[Math.min(entryColumn[k], high)][Math.max(entryColumn[k], high)] +=
          values[from] * scale[row[from]] * scale[column[from]];
    }
    int slot = own;
    for (int c = child[s]; c >= 0; c = sibling[c]) {
      slot = add(front, front(c), tree.place()[c], own, delayed, slot);
    }
    return front;
  }

  /** Adds a child's contribution; its delayed candidates take the slots from {@code slot} on. */
  private static int add(Front to, Front from, int[] place, int own, int delayed, int slot) {
    int next = slot;
    int[] target = new int[from.order()];
    for (int k = from.pivots; k < target.length; k++) {
      if (k < from.candidates) {
        to.row[next] = from.row[k];
        target[k] = next++;
      } else {
        int at = place[k - from.candidates];
        target[k] = at < own ? at : at + delayed;
      }
    }
    for (int a = from.pivots; a < target.length; a++) {
      double[] source = from.release(a);
      int column = target[a];
      double[] sum = to.column[column];
      if (a < from.candidates) {
        for (int b = a; b < target.length; b++) {
          to.column[Math.min(column, target[b])][Math.max(column, target[b])] += source[b];
        }
      } else {
        for (int b = a; b < target.length; b++) {
          sum[target[b]] += source[b];
        }
      }
    }
    return next;
  }

  private Front front(int s) {
    Front front = fronts[s];
    if (front == null) {
      throw new IllegalStateException("nothing has been factored");
    }
    return front;
  }

  @Override
  public void solve(double[] b) {
    int[] order = tree.order();
    double[] x = new double[n];
    for (int k = 0; k < n; k++) {
      x[k] = b[order[k]] * scale[order[k]];
    }
    for (int s = 0; s < fronts.length; s++) {
      Front front = front(s);
      gather(x, front);
      front.forward(work);
      front.divide(work);
      for (int k = 0; k < front.order(); k++) {
        x[front.row[k]] = work[k];
      }
    }
    for (int s = fronts.length - 1; s >= 0; s--) {
      Front front = front(s);
      gather(x, front);
      front.backward(work);
      for (int k = 0; k < front.pivots; k++) {
        x[front.row[k]] = work[k];
      }
    }
    for (int k = 0; k < n; k++) {
      b[order[k]] = x[k] * scale[order[k]];
    }
  }

  private void gather(double[] x, Front front) {
    for (int k = 0; k < front.order(); k++) {
      work[k] = x[front.row[k]];
    }
  }
}
