package org.talweg.program.interior;

import java.util.Arrays;
import java.util.function.Function;
import org.talweg.program.Sparsity;
import org.talweg.program.factor.SymmetricFactorization;
import org.talweg.program.factor.SymmetricFactorization.Inertia;

/**
 * The linear system of every step,
 *
 * <pre>
 *   [ W + Sigma + delta_w I    J'         ] [ dx ]
 *   [ J                       -delta_c I  ] [ dy ]  =  right-hand side
 * </pre>
 *
 * with delta_w and delta_c chosen so that the matrix has n positive and m negative eigenvalues,
 * which makes dx a descent direction (Wächter and Biegler 2006, algorithm IC and section 3.1).
 * Solutions are refined until the residual is at rounding level.
 */
final class KktSystem {
  private static final double SMALLEST_SHIFT = 1e-20;
  private static final double FIRST_SHIFT = 1e-4;
  private static final double LARGEST_SHIFT = 1e40;
  private static final double SHRINK = 1.0 / 3;
  private static final double GROW = 8;
  private static final double GROW_FIRST = 100;
  private static final double DUAL_SHIFT = 1e-8;
  private static final int MOST_REFINEMENTS = 10;

  private final int n;
  private final int m;
  private final Sparsity places;
  private final SymmetricFactorization factorization;
  private final double[] values;

  /** Where in {@link #values} the Hessian, the diagonal, and the Jacobian are. */
  private final int[] hessianAt;

  private final int[] diagonalAt;
  private final int[] jacobianAt;
  private final double[] diagonal; // of the last factored matrix, without shifts
  private final double[] residual;
  private final double[] correction;
  private final double[] solution;
  private double lastShift = 0;
  private double shift = 0;
  private int degenerate = 0; // successive matrices that needed delta_c

  KktSystem(
      Sparsity hessian,
      Sparsity jacobian,
      Function<Sparsity, SymmetricFactorization> factorizations) {
    this.n = hessian.rows();
    this.m = jacobian.rows();
    int most = hessian.size() + jacobian.size() + n + m;
    int[] row = new int[most];
    int[] column = new int[most];
    this.hessianAt = new int[hessian.size()];
    this.jacobianAt = new int[jacobian.size()];
    this.diagonalAt = new int[n + m];
    int at = 0;
    int h = 0;
    for (int i = 0; i < n; i++) {
      for (; h < hessian.size() && hessian.row()[h] == i && hessian.column()[h] < i; h++, at++) {
        row[at] = i;
        column[at] = hessian.column()[h];
        hessianAt[h] = at;
      }
      if (h < hessian.size() && hessian.row()[h] == i) {
        hessianAt[h++] = at;
      }
      row[at] = i;
      column[at] = i;
      diagonalAt[i] = at++;
    }
    int j = 0;
    for (int i = 0; i < m; i++) {
      for (; j < jacobian.size() && jacobian.row()[j] == i; j++, at++) {
        row[at] = n + i;
        column[at] = jacobian.column()[j];
        jacobianAt[j] = at;
      }
      row[at] = n + i;
      column[at] = n + i;
      diagonalAt[n + i] = at++;
    }
    this.places = new Sparsity(n + m, n + m, Arrays.copyOf(row, at), Arrays.copyOf(column, at));
    this.factorization = factorizations.apply(places);
    this.values = new double[at];
    this.diagonal = new double[n + m];
    this.residual = new double[n + m];
    this.correction = new double[n + m];
    this.solution = new double[n + m];
  }

  /** delta_w of the last factorization. */
  double shift() {
    return shift;
  }

  /**
   * Factors the matrix with the smallest shifts tried that give it the right inertia.
   *
   * @return false where no shift does
   */
  boolean factor(double[] hessian, double[] sigma, double[] jacobian, double mu) {
    Arrays.fill(values, 0);
    for (int k = 0; k < hessian.length; k++) {
      values[hessianAt[k]] = hessian[k];
    }
    for (int k = 0; k < jacobian.length; k++) {
      values[jacobianAt[k]] = jacobian[k];
    }
    for (int i = 0; i < n; i++) {
      values[diagonalAt[i]] += sigma[i];
      diagonal[i] = values[diagonalAt[i]];
    }
    double dualShift = degenerate >= 3 ? DUAL_SHIFT * Math.pow(mu, 0.25) : 0;
    shift = 0;
    Inertia inertia = factorShifted(dualShift);
    if (right(inertia)) {
      degenerate = degenerate >= 3 ? degenerate : 0;
      return true;
    }
    if (m > 0 && dualShift == 0 && (inertia.zero() > 0 || inertia.negative() < m)) {
      dualShift = DUAL_SHIFT * Math.pow(mu, 0.25);
      inertia = factorShifted(dualShift);
      if (right(inertia)) {
        degenerate++;
        return true;
      }
    }
    shift = lastShift == 0 ? FIRST_SHIFT : Math.max(SMALLEST_SHIFT, SHRINK * lastShift);
    while (shift <= LARGEST_SHIFT) {
      inertia = factorShifted(dualShift);
      if (right(inertia)) {
        lastShift = shift;
        return true;
      }
      if (m > 0 && dualShift == 0 && inertia.zero() > 0) {
        dualShift = DUAL_SHIFT * Math.pow(mu, 0.25);
      } else {
        shift *= lastShift == 0 ? GROW_FIRST : GROW;
      }
    }
    return false;
  }

  /** Factors the matrix of the last call with a larger delta_w and with delta_c. */
  boolean shiftMore(double mu) {
    shift = shift == 0 ? Math.max(SMALLEST_SHIFT, FIRST_SHIFT * 1e-4) : GROW * shift;
    for (; shift <= LARGEST_SHIFT; shift *= GROW) {
      if (right(factorShifted(DUAL_SHIFT * Math.pow(mu, 0.25)))) {
        lastShift = shift;
        return true;
      }
    }
    return false;
  }

  /** Factors [I J'; J 0], which gives least-squares multipliers; false where it is singular. */
  boolean factorLeastSquares(double[] jacobian) {
    Arrays.fill(values, 0);
    for (int k = 0; k < jacobian.length; k++) {
      values[jacobianAt[k]] = jacobian[k];
    }
    Arrays.fill(diagonal, 0, n, 1);
    shift = 0;
    return right(factorShifted(0));
  }

  private Inertia factorShifted(double dualShift) {
    for (int i = 0; i < n; i++) {
      values[diagonalAt[i]] = diagonal[i] + shift;
    }
    for (int i = n; i < n + m; i++) {
      values[diagonalAt[i]] = -dualShift;
    }
    return factorization.factor(values);
  }

  private boolean right(Inertia inertia) {
    return inertia.positive() == n && inertia.negative() == m;
  }

  /**
   * Solves for a right-hand side, which is overwritten by the solution.
   *
   * @return the relative residual that remains
   */
  double solve(double[] b) {
    double size = Iterate.largest(b);
    System.arraycopy(b, 0, solution, 0, b.length);
    factorization.solve(solution);
    double best = Double.POSITIVE_INFINITY;
    for (int step = 0; ; step++) {
      residual(b);
      double x = Iterate.largest(solution);
      double ratio = Iterate.largest(residual) / (Math.min(x, 1e6 * size) + size);
      ratio = size == 0 ? 0 : ratio;
      if (step > 0 && !(ratio < best)) { // worse than before: take the correction back
        for (int i = 0; i < b.length; i++) {
          solution[i] -= correction[i];
        }
        break;
      }
      best = ratio;
      if (ratio <= 1e-14 || (ratio <= 1e-10 && step > 0) || step == MOST_REFINEMENTS) {
        break;
      }
      System.arraycopy(residual, 0, correction, 0, b.length);
      factorization.solve(correction);
      for (int i = 0; i < b.length; i++) {
        solution[i] += correction[i];
      }
    }
    System.arraycopy(solution, 0, b, 0, b.length);
    return best;
  }

  /** Asks the factorization for more care and factors anew; false where there is none to be had. */
  boolean moreCarefully() {
    return factorization.pivotMoreCarefully() && right(factorization.factor(values));
  }

  private void residual(double[] b) {
    System.arraycopy(b, 0, residual, 0, b.length);
    int[] row = places.row();
    int[] column = places.column();
    for (int k = 0; k < values.length; k++) {
      int i = row[k];
      int j = column[k];
      residual[i] -= values[k] * solution[j];
      if (i != j) {
        residual[j] -= values[k] * solution[i];
      }
    }
  }
}
