package org.talweg.program.factor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One front: a dense symmetric matrix whose first rows are <em>candidates</em> for elimination,
 * kept as an array of columns of which the lower part counts.
 *
 * <pre>
 *   P F P' = [ L11      ] [ D    ] [ L11'  L21' ]        D of 1 by 1 and 2 by 2 blocks
 *            [ L21   I  ] [    C ] [         I  ]        C the contribution to the parent
 * </pre>
 *
 * A candidate q is a pivot where |f_qq| >= u max |f_iq|; two of them, q and r, are a pivot where
 *
 * <pre>
 *   |B^-1| [ max |f_iq| ]  <=  [ 1/u ]      B = [ f_qq f_rq ],  i other than q and r,
 *          [ max |f_ir| ]      [ 1/u ]          [ f_rq f_rr ]
 * </pre>
 *
 * so that no entry of L exceeds 1/u. Candidates that never pass stay in C: their elimination is
 * delayed. The order among candidates is free, so those that pass a much stricter test go first.
 *
 * <p>Elimination goes by panels: within one, each pivot updates the panel's columns at once; the
 * columns beyond it are updated by the whole panel. Columns are separate arrays with one index for
 * the row, because that is the loop which the JVM's compiler turns into vector instructions (it
 * does not where the same array is read at one offset and written at another). Fused multiply-adds
 * halve its arithmetic; every processor of the last ten years has them, on others they are slow. In
 * large fronts the columns beyond a panel are shared among the processors, each column with the
 * same operations in the same order.
 *
 * <p>Source: I. S. Duff, J. K. Reid, "The multifrontal solution of indefinite sparse symmetric
 * linear equations", ACM TOMS 9 (1983) 302-325; the test for two: I. S. Duff et al., "The
 * factorization of sparse symmetric indefinite matrices", IMA J. Numer. Anal. 11 (1991) 181-204.
 * Cost: pivots times the square of the order.
 */
final class Front {
  private static final int PANEL = 32;

  /** Multiplications of a panel's update from which on it is worth sharing. */
  private static final double SHARED = 1e7;

  /** Candidates that pass the test with this u go first. */
  private static final double STRICT = 0.1;

  /** A determinant smaller than this part of its terms is taken for cancellation. */
  private static final double CANCELLED = 1e-12;

  /** What the rows are called outside: the columns of the factor. */
  final int[] row;

  /** Column k counts from its row k on; a column of L once eliminated. */
  final double[][] column;

  /** How many rows, from the first, may be eliminated. */
  final int candidates;

  /** How many have been; they come first. */
  int pivots;

  /** D's diagonal; where a block of two begins, what is beside it, and 0 elsewhere. */
  final double[] diagonal;

  final double[] beside;

  int positive;
  int negative;
  int zero;

  /** Columns of L D of the panel: those of L before they were divided. */
  private final double[][] undivided;

  private int panelFrom;

  /**
   * An empty front.
   *
   * @param room of the front before, which this one may overwrite
   */
  Front(int[] row, int candidates, double[][] room) {
    this.row = row;
    this.candidates = candidates;
    undivided = room[0].length >= row.length ? room : room(2 * row.length);
    column = new double[row.length][row.length];
    diagonal = new double[candidates];
    beside = new double[candidates];
  }

  static double[][] room(int order) {
    return new double[PANEL + 1][order];
  }

  double[][] room() {
    return undivided;
  }

  /** Hands out column k, which is not needed here any more. */
  @SuppressWarnings("NullAway") // nobody reads a released column
  double[] release(int k) {
    double[] released = column[k];
    column[k] = null;
    return released;
  }

  int order() {
    return row.length;
  }

  /**
   * Eliminates what can be.
   *
   * @param u the threshold, at most 1/2
   * @param tiny entries up to this size are zero where nothing else is left in a column
   * @param last whether nothing may be delayed
   */
  void eliminate(double u, double tiny, boolean last) {
    double threshold = u;
    int fresh = candidates; // not tried yet; they stand first
    while (pivots < candidates) {
      // Whoever failed among a few meets every other candidate in the end.
      boolean everyone = fresh == 0 || fresh == candidates - pivots && fresh <= PANEL;
      int from = pivots;
      int to = everyone ? candidates : from + Math.min(PANEL, fresh);
      panel(to, threshold, tiny);
      updateBeyond(to);
      if (everyone && pivots < candidates && pivots - from < PANEL) {
        if (!last) {
          return;
        }
        if (threshold == 0) {
          dropRest();
          return;
        }
        threshold = 0;
      }
      if (!everyone) {
        fresh -= to - from;
        int failed = to - pivots;
        for (int k = 0; k < Math.min(failed, fresh); k++) {
          exchange(pivots + k, to + fresh - 1 - k);
        }
      }
    }
  }

  /** Eliminates, among the candidates before {@code to}, at most a panel; updates only those. */
  private void panel(int to, double u, double tiny) {
    panelFrom = pivots;
    for (double threshold = Math.max(u, STRICT); ; threshold = u) {
      int failures = 0;
      int q = pivots;
      while (failures < to - pivots && pivots - panelFrom < PANEL) {
        if (q >= to) {
          q = pivots;
        }
        boolean done = attempt(q, to, threshold, tiny);
        failures = done ? 0 : failures + 1;
        q = Math.max(q + 1, pivots);
      }
      if (threshold == u) {
        return;
      }
    }
  }

  private boolean attempt(int q, int to, double u, double tiny) {
    double own = Math.abs(column[q][q]);
    double most = 0;
    int partner = -1;
    for (int k = pivots; k < to; k++) {
      if (k != q) {
        double entry = Math.abs(k < q ? column[k][q] : column[q][k]);
        if (entry > most) {
          most = entry;
          partner = k;
        }
      }
    }
    double coupling = most;
    most = largest(column[q], to, most);
    if (Math.max(own, most) <= tiny) {
      exchange(pivots, q);
      dropPivot();
      return true;
    }
    if (own > tiny && own >= u * most) {
      exchange(pivots, q);
      eliminateOne(to);
      return true;
    }
    if (partner < 0 || coupling <= tiny || !passTogether(q, partner, to, u)) {
      return false;
    }
    exchange(pivots, Math.min(q, partner));
    exchange(pivots + 1, Math.max(q, partner));
    eliminateTwo(to);
    return true;
  }

  private boolean passTogether(int q, int r, int to, double u) {
    double a = column[q][q];
    double c = column[r][r];
    double b = column[Math.min(q, r)][Math.max(q, r)];
    double determinant = Math.abs(a * c - b * b);
    if (determinant <= CANCELLED * Math.max(Math.abs(a * c), b * b)) {
      return false;
    }
    double besideQ = 0;
    double besideR = 0;
    for (int k = pivots; k < to; k++) {
      if (k != q && k != r) {
        besideQ = Math.max(besideQ, Math.abs(k < q ? column[k][q] : column[q][k]));
        besideR = Math.max(besideR, Math.abs(k < r ? column[k][r] : column[r][k]));
      }
    }
    besideQ = largest(column[q], to, besideQ);
    besideR = largest(column[r], to, besideR);
    return u * (Math.abs(c) * besideQ + Math.abs(b) * besideR) <= determinant
        && u * (Math.abs(b) * besideQ + Math.abs(a) * besideR) <= determinant;
  }

  private static double largest(double[] values, int from, double most) {
    double largest = most;
    for (int i = from; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /** Swaps the candidates a and b, neither of which is eliminated. */
  private void exchange(int a, int b) {
    if (a == b) {
      return;
    }
    for (int k = 0; k < a; k++) {
      swap(column[k], a, b);
    }
    for (int k = panelFrom; k < pivots; k++) {
      swap(undivided[k - panelFrom], a, b);
    }
    double[] first = column[a];
    double[] second = column[b];
    double corner = first[a];
    first[a] = second[b];
    second[b] = corner;
    for (int k = a + 1; k < b; k++) {
      double entry = first[k];
      first[k] = column[k][b];
      column[k][b] = entry;
    }
    for (int i = b + 1; i < order(); i++) {
      double entry = first[i];
      first[i] = second[i];
      second[i] = entry;
    }
    int name = row[a];
    row[a] = row[b];
    row[b] = name;
  }

  private static void swap(double[] values, int a, int b) {
    double value = values[a];
    values[a] = values[b];
    values[b] = value;
  }

  private void eliminateOne(int to) {
    int p = pivots;
    double[] l = column[p];
    double[] w = undivided[p - panelFrom];
    double d = l[p];
    int n = order();
    System.arraycopy(l, p + 1, w, p + 1, n - p - 1);
    double inverse = 1 / d;
    if (Double.isInfinite(inverse)) {
      for (int i = p + 1; i < n; i++) {
        l[i] /= d;
      }
    } else {
      for (int i = p + 1; i < n; i++) {
        l[i] *= inverse;
      }
    }
    diagonal[p] = d;
    if (d > 0) {
      positive++;
    } else {
      negative++;
    }
    for (int j = p + 1; j < to; j++) {
      subtract(column[j], l, w[j], j);
    }
    pivots = p + 1;
  }

  private void eliminateTwo(int to) {
    int p = pivots;
    double[] l1 = column[p];
    double[] l2 = column[p + 1];
    double[] w1 = undivided[p - panelFrom];
    double[] w2 = undivided[p + 1 - panelFrom];
    int n = order();
    double a = l1[p];
    double b = l1[p + 1];
    double c = l2[p + 1];
    double ratioA = a / b; // divided by b first: the determinant may overflow
    double ratioC = c / b;
    double determinant = (ratioA * ratioC - 1) * b;
    for (int i = p + 2; i < n; i++) {
      w1[i] = l1[i];
      w2[i] = l2[i];
      l1[i] = (ratioC * w1[i] - w2[i]) / determinant;
      l2[i] = (ratioA * w2[i] - w1[i]) / determinant;
    }
    l1[p + 1] = 0;
    diagonal[p] = a;
    diagonal[p + 1] = c;
    beside[p] = b;
    if (ratioA * ratioC < 1) {
      positive++;
      negative++;
    } else if (a > 0) {
      positive += 2;
    } else {
      negative += 2;
    }
    for (int j = p + 2; j < to; j++) {
      subtract(column[j], l1, w1[j], j);
      subtract(column[j], l2, w2[j], j);
    }
    pivots = p + 2;
  }

  /** A pivot of zero: nothing is left of its column. */
  private void dropPivot() {
    int p = pivots;
    Arrays.fill(column[p], p, order(), 0);
    Arrays.fill(undivided[p - panelFrom], p, order(), 0);
    zero++;
    pivots = p + 1;
  }

  /** What could not even be eliminated without a threshold. */
  private void dropRest() {
    panelFrom = pivots;
    while (pivots < candidates) {
      panelFrom = pivots;
      dropPivot();
    }
  }

  /** Subtracts what the panel's pivots contribute to the columns from {@code to} on. */
  private void updateBeyond(int to) {
    int n = order();
    int pairs = (n - to) / 2;
    if ((double) (pivots - panelFrom) * (n - to) * (n - to) < SHARED) {
      for (int pair = 0; pair < pairs; pair++) {
        updatePair(to + 2 * pair);
      }
    } else {
      IntStream.range(0, pairs).parallel().forEach(pair -> updatePair(to + 2 * pair));
    }
    if (to + 2 * pairs < n) {
      for (int k = panelFrom; k < pivots; k++) {
        subtract(column[n - 1], column[k], undivided[k - panelFrom][n - 1], n - 1);
      }
    }
  }

  private void updatePair(int j) {
    int count = pivots - panelFrom;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      subtract(
          column[j],
          column[j + 1],
          column[panelFrom + k],
          column[panelFrom + k + 1],
          column[panelFrom + k + 2],
          column[panelFrom + k + 3],
          undivided[k],
          undivided[k + 1],
          undivided[k + 2],
          undivided[k + 3],
          j);
    }
    for (; k < count; k++) {
      subtract(column[j], column[panelFrom + k], undivided[k][j], j);
      subtract(column[j + 1], column[panelFrom + k], undivided[k][j + 1], j + 1);
    }
  }

  private static void subtract(double[] target, double[] l, double w, int from) {
    if (w == 0) {
      return;
    }
    for (int i = from; i < target.length; i++) {
      target[i] = Math.fma(-w, l[i], target[i]);
    }
  }

  /** Two columns less four multiples each: reads of L serve twice, sums stay in registers. */
  private static void subtract(
      double[] target0,
      double[] target1,
      double[] l0,
      double[] l1,
      double[] l2,
      double[] l3,
      double[] w0,
      double[] w1,
      double[] w2,
      double[] w3,
      int j) {
    double a0 = -w0[j];
    double a1 = -w1[j];
    double a2 = -w2[j];
    double a3 = -w3[j];
    double b0 = -w0[j + 1];
    double b1 = -w1[j + 1];
    double b2 = -w2[j + 1];
    double b3 = -w3[j + 1];
    for (int i = j; i < target0.length; i++) {
      double x0 = l0[i];
      double x1 = l1[i];
      double x2 = l2[i];
      double x3 = l3[i];
      target0[i] =
          Math.fma(x3, a3, Math.fma(x2, a2, Math.fma(x1, a1, Math.fma(x0, a0, target0[i]))));
      target1[i] =
          Math.fma(x3, b3, Math.fma(x2, b2, Math.fma(x1, b1, Math.fma(x0, b0, target1[i]))));
    }
  }

  /** Overwrites the part b of a right-hand side that belongs to this front: b := L^-1 b. */
  void forward(double[] b) {
    for (int k = 0; k < pivots; k++) {
      double value = b[k];
      if (value != 0) {
        double[] l = column[k];
        for (int i = k + 1; i < l.length; i++) {
          b[i] = Math.fma(-value, l[i], b[i]);
        }
      }
    }
  }

  /** b := D^-1 b for the pivots' part. */
  void divide(double[] b) {
    for (int k = 0; k < pivots; k++) {
      if (beside[k] == 0) {
        b[k] /= diagonal[k];
      } else {
        double ratioA = diagonal[k] / beside[k];
        double ratioC = diagonal[k + 1] / beside[k];
        double determinant = (ratioA * ratioC - 1) * beside[k];
        double first = b[k];
        double second = b[k + 1];
        b[k] = (ratioC * first - second) / determinant;
        b[k + 1] = (ratioA * second - first) / determinant;
        k++;
      }
    }
  }

  /** b := L^-T b. */
  void backward(double[] b) {
    for (int k = pivots - 1; k >= 0; k--) {
      double[] l = column[k];
      double sum0 = b[k]; // four sums, that none waits for the one before
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      int i = k + 1;
      for (; i + 3 < l.length; i += 4) {
        sum0 = Math.fma(-l[i], b[i], sum0);
        sum1 = Math.fma(-l[i + 1], b[i + 1], sum1);
        sum2 = Math.fma(-l[i + 2], b[i + 2], sum2);
        sum3 = Math.fma(-l[i + 3], b[i + 3], sum3);
      }
      for (; i < l.length; i++) {
        sum0 = Math.fma(-l[i], b[i], sum0);
      }
      b[k] = sum0 + sum1 + (sum2 + sum3);
    }
  }
}
