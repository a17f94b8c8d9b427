package org.talweg.program.factor;

import java.util.Arrays;
import org.talweg.program.Sparsity;

/**
 * The dense reference: P A P' = L D L' with 1 by 1 and 2 by 2 pivots chosen by Bunch and Kaufman's
 * partial pivoting (Some stable methods for calculating inertia, Mathematics of Computation 31,
 * 1977). The inertia of A is that of D (Sylvester). n^3 / 3 operations and n^2 numbers: for tests,
 * and for matrices of a few dozen rows.
 */
public final class DenseLdl implements SymmetricFactorization {
  /** (1 + sqrt 17) / 8, which balances the growth of both kinds of pivot. */
  private static final double ALPHA = (1 + Math.sqrt(17)) / 8;

  private final int n;
  private final Sparsity lower;
  private final double[][] a;

  /** The row that was exchanged with row k when it was eliminated. */
  private final int[] exchanged;

  /** 1 or 2 at the first row of each pivot, 0 at the second. */
  private final int[] width;

  /**
   * A factorization for matrices of a structure.
   *
   * @param lower the places of the lower triangle
   */
  public DenseLdl(Sparsity lower) {
    this.n = lower.rows();
    this.lower = lower;
    this.a = new double[n][n];
    this.exchanged = new int[n];
    this.width = new int[n];
  }

  @Override
  public int order() {
    return n;
  }

  @Override
  public Inertia factor(double[] values) {
    for (double[] row : a) {
      Arrays.fill(row, 0);
    }
    double largest = 0;
    for (int k = 0; k < values.length; k++) {
      int i = lower.row()[k];
      int j = lower.column()[k];
      a[i][j] += values[k];
      a[j][i] = a[i][j];
      largest = Math.max(largest, Math.abs(a[i][j]));
    }
    double tiny = Math.max(largest * n * 0x1p-53, Double.MIN_NORMAL);
    int positive = 0;
    int negative = 0;
    int zero = 0;
    for (int k = 0; k < n; k += width[k]) {
      choosePivot(k);
      if (width[k] == 2) { // |d21| is the largest of the two columns: one eigenvalue of each sign
        positive++;
        negative++;
        eliminatePair(k);
      } else if (Math.abs(a[k][k]) <= tiny) {
        zero++;
        a[k][k] = 0;
        for (int i = k + 1; i < n; i++) {
          a[i][k] = 0;
        }
      } else {
        positive += a[k][k] > 0 ? 1 : 0;
        negative += a[k][k] < 0 ? 1 : 0;
        eliminate(k);
      }
    }
    return new Inertia(positive, negative, zero);
  }

  private void choosePivot(int k) {
    width[k] = 1;
    exchanged[k] = k;
    int r = largestBelow(k, k, -1);
    double lambda = r < 0 ? 0 : Math.abs(a[r][k]);
    if (lambda == 0 || Math.abs(a[k][k]) >= ALPHA * lambda) {
      return;
    }
    int s = largestBelow(r, k, r);
    double sigma = Math.abs(a[s][r]);
    if (Math.abs(a[k][k]) * sigma >= ALPHA * lambda * lambda) {
      return;
    }
    if (Math.abs(a[r][r]) >= ALPHA * sigma) {
      exchange(k, r, k);
      exchanged[k] = r;
    } else {
      exchange(k + 1, r, k);
      width[k] = 2;
      width[k + 1] = 0;
      exchanged[k] = k;
      exchanged[k + 1] = r;
    }
  }

  /** The row i from k on, other than the column's own and {@code except}, of largest |a(i, j)|. */
  private int largestBelow(int j, int k, int except) {
    int best = -1;
    for (int i = k; i < n; i++) {
      if (i != j && i != except && (best < 0 || Math.abs(a[i][j]) > Math.abs(a[best][j]))) {
        best = i;
      }
    }
    return best;
  }

  /** Exchanges rows and columns p and q of what is left, from row k on, and of L. */
  private void exchange(int p, int q, int k) {
    double[] row = a[p];
    a[p] = a[q];
    a[q] = row;
    for (int i = k; i < n; i++) {
      double t = a[i][p];
      a[i][p] = a[i][q];
      a[i][q] = t;
    }
  }

  private void eliminate(int k) {
    double d = a[k][k];
    for (int i = k + 1; i < n; i++) {
      double l = a[i][k] / d;
      if (l != 0) {
        for (int j = k + 1; j < n; j++) {
          a[i][j] -= l * a[k][j];
        }
      }
    }
    for (int i = k + 1; i < n; i++) {
      a[i][k] /= d;
    }
  }

  private void eliminatePair(int k) {
    double d11 = a[k][k];
    double d21 = a[k + 1][k];
    double d22 = a[k + 1][k + 1];
    double det = d11 * d22 - d21 * d21;
    for (int i = k + 2; i < n; i++) {
      double l1 = (a[i][k] * d22 - a[i][k + 1] * d21) / det;
      double l2 = (a[i][k + 1] * d11 - a[i][k] * d21) / det;
      for (int j = k + 2; j < n; j++) {
        a[i][j] -= l1 * a[k][j] + l2 * a[k + 1][j];
      }
    }
    for (int i = k + 2; i < n; i++) {
      double l1 = (a[i][k] * d22 - a[i][k + 1] * d21) / det;
      double l2 = (a[i][k + 1] * d11 - a[i][k] * d21) / det;
      a[i][k] = l1;
      a[i][k + 1] = l2;
    }
  }

  @Override
  public void solve(double[] b) {
    for (int k = 0; k < n; k++) {
      swap(b, k, exchanged[k]);
    }
    for (int k = 0; k < n; k += width[k]) {
      int last = k + width[k] - 1;
      for (int i = last + 1; i < n; i++) {
        for (int j = k; j <= last; j++) {
          b[i] -= a[i][j] * b[j];
        }
      }
    }
    for (int k = 0; k < n; k += width[k]) {
      if (width[k] == 1) {
        b[k] /= a[k][k];
      } else {
        double det = a[k][k] * a[k + 1][k + 1] - a[k + 1][k] * a[k + 1][k];
        double b1 = (b[k] * a[k + 1][k + 1] - b[k + 1] * a[k + 1][k]) / det;
        b[k + 1] = (b[k + 1] * a[k][k] - b[k] * a[k + 1][k]) / det;
        b[k] = b1;
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      int below = width[k] == 2 ? k + 2 : k + 1;
      for (int i = below; i < n; i++) {
        b[k] -= a[i][k] * b[i];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      swap(b, k, exchanged[k]);
    }
  }

  private static void swap(double[] b, int i, int j) {
    double t = b[i];
    b[i] = b[j];
    b[j] = t;
  }

  @Override
  public boolean pivotMoreCarefully() {
    return false; // always partial pivoting
  }
}
