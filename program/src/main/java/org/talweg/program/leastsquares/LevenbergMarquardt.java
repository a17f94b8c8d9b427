package org.talweg.program.leastsquares;

import java.util.function.BooleanSupplier;
import org.talweg.program.Nlp;
import org.talweg.program.Sparsity;
import org.talweg.program.factor.MultifrontalLdl;

/**
 * Levenberg and Marquardt's method for min |r(x)|^2 / 2. A step minimises the linear model within a
 * trust region in the norm of a scaling D,
 *
 * <pre>
 *   min |r + J d|^2 + lambda |D d|^2     by     [ I   -J          ] [ s ]   [ r ]
 *                                                [ -J' -lambda D^2 ] [ d ] = [ 0 ]
 * </pre>
 *
 * whose matrix is quasidefinite and, unlike J'J, does not square the condition number. lambda falls
 * where the model predicts well and rises where a step fails (Nielsen's rule); D holds the largest
 * norm that each column of J has had (Moré).
 *
 * <p>Source: Moré, The Levenberg-Marquardt algorithm: implementation and theory, 1978; Nielsen,
 * Damping parameter in Marquardt's method, 1999. Needs the residuals' Jacobian. Ends at a
 * stationary point, quickly where the residuals are small there. Cost per step: one sparse
 * factorization of order m + n.
 */
public final class LevenbergMarquardt {
  private static final double STEP_TOLERANCE = 1e-14;
  private static final double GRADIENT_TOLERANCE = 1e-14;
  private static final double LARGEST_LAMBDA = 1e30;

  /**
   * Where it ended.
   *
   * @param sumOfSquares |r|^2
   * @param converged whether a test was met, rather than a limit
   */
  public record Result(double[] x, double sumOfSquares, boolean converged, int iterations) {}

  private final Nlp residuals;
  private final int n;
  private final int m;
  private final double[] jacobian;
  private final double[] scale; // D
  private final double[] values;
  private final MultifrontalLdl system;

  private LevenbergMarquardt(Nlp residuals) {
    this.residuals = residuals;
    this.n = residuals.variables();
    this.m = residuals.constraints();
    Sparsity j = residuals.jacobianSparsity();
    this.jacobian = new double[j.size()];
    this.scale = new double[n];
    int size = m + j.size() + n;
    int[] row = new int[size];
    int[] column = new int[size];
    for (int i = 0; i < m; i++) {
      row[i] = i;
      column[i] = i;
    }
    for (int k = 0; k < j.size(); k++) {
      row[m + k] = m + j.column()[k];
      column[m + k] = j.row()[k];
    }
    for (int i = 0; i < n; i++) {
      row[m + j.size() + i] = m + i;
      column[m + j.size() + i] = m + i;
    }
    this.values = new double[size];
    this.system = new MultifrontalLdl(m + n, row, column);
  }

  /** Minimises the sum of the squares of the program's constraint values. */
  public static Result minimise(
      Nlp residuals, double[] start, int iterations, BooleanSupplier over) {
    return new LevenbergMarquardt(residuals).run(start, iterations, over);
  }

  private Result run(double[] start, int iterations, BooleanSupplier over) {
    double[] x = start.clone();
    double[] r = new double[m];
    double[] next = new double[n];
    double[] trial = new double[m];
    residuals.constraints(x, r);
    double square = square(r);
    double lambda = 1;
    double raise = 2;
    int k = 0;
    boolean converged = false;
    boolean moved = true;
    while (!converged && k < iterations && !over.getAsBoolean() && lambda < LARGEST_LAMBDA) {
      k++;
      if (moved) {
        residuals.jacobian(x, jacobian);
        if (stationary(r, square)) {
          converged = true;
          break;
        }
      }
      double[] d = step(r, lambda);
      double size = 0;
      double reach = 0;
      for (int i = 0; i < n; i++) {
        next[i] = x[i] + d[i];
        size += scale[i] * d[i] * scale[i] * d[i];
        reach += scale[i] * x[i] * scale[i] * x[i];
      }
      double predicted = square - modelSquare(r, d);
      residuals.constraints(next, trial);
      double reached = square(trial);
      double gain = (square - reached) / predicted;
      boolean tooFar = tooFar(start, x, d);
      moved = Double.isFinite(reached) && reached <= square && predicted > 0 && !tooFar;
      converged =
          Math.sqrt(size) <= STEP_TOLERANCE * Math.sqrt(reach)
              || (Math.abs(predicted) <= 1e-16 * square && lambda < 1);
      if (moved) {
        System.arraycopy(next, 0, x, 0, n);
        System.arraycopy(trial, 0, r, 0, m);
        square = reached;
        double cube = 2 * gain - 1;
        lambda *= Math.max(1.0 / 3, 1 - cube * cube * cube);
        lambda = Math.max(lambda, 1e-20);
        raise = 2;
      } else {
        lambda *= raise;
        raise *= 2;
      }
    }
    return new Result(x, square, converged, k);
  }

  /**
   * Whether a parameter changes by more than twice its size: where residuals level off far from the
   * solution, a long step may lead down to a plateau that nothing leads back from.
   */
  private static boolean tooFar(double[] start, double[] x, double[] d) {
    for (int i = 0; i < d.length; i++) {
      double size = Math.max(Math.abs(x[i]), 1e-2 * Math.abs(start[i]));
      if (size > 0 && Math.abs(d[i]) > 2 * size) {
        return true;
      }
    }
    return false;
  }

  /** Updates D; whether the residual is orthogonal to every column of J but for rounding. */
  private boolean stationary(double[] r, double square) {
    double[] norm = new double[n];
    double[] product = new double[n];
    Sparsity j = residuals.jacobianSparsity();
    for (int k = 0; k < jacobian.length; k++) {
      norm[j.column()[k]] += jacobian[k] * jacobian[k];
      product[j.column()[k]] += jacobian[k] * r[j.row()[k]];
    }
    boolean orthogonal = true;
    for (int i = 0; i < n; i++) {
      double length = Math.sqrt(norm[i]);
      scale[i] = Math.max(scale[i], length == 0 ? 1e-10 : length);
      orthogonal &= Math.abs(product[i]) <= GRADIENT_TOLERANCE * length * Math.sqrt(square);
    }
    return orthogonal;
  }

  private double[] step(double[] r, double lambda) {
    for (int i = 0; i < m; i++) {
      values[i] = 1;
    }
    for (int k = 0; k < jacobian.length; k++) {
      values[m + k] = -jacobian[k];
    }
    for (int i = 0; i < n; i++) {
      values[m + jacobian.length + i] = -lambda * scale[i] * scale[i];
    }
    double[] b = new double[m + n];
    double[] d = new double[n];
    if (system.factor(values).zero() > 0) {
      return d; // a step of no length, so that lambda rises
    }
    System.arraycopy(r, 0, b, 0, m);
    double[] right = b.clone();
    system.solve(b);
    double[] rest = residual(right, b); // one step of refinement
    system.solve(rest);
    for (int i = 0; i < n; i++) {
      d[i] = b[m + i] + rest[m + i];
    }
    return d;
  }

  private double[] residual(double[] right, double[] solution) {
    double[] rest = right.clone();
    Sparsity j = residuals.jacobianSparsity();
    for (int i = 0; i < m; i++) {
      rest[i] -= solution[i];
    }
    for (int k = 0; k < jacobian.length; k++) {
      rest[j.row()[k]] += jacobian[k] * solution[m + j.column()[k]];
      rest[m + j.column()[k]] += jacobian[k] * solution[j.row()[k]];
    }
    for (int i = 0; i < n; i++) {
      rest[m + i] -= values[m + jacobian.length + i] * solution[m + i];
    }
    return rest;
  }

  private double modelSquare(double[] r, double[] d) {
    double[] model = r.clone();
    Sparsity j = residuals.jacobianSparsity();
    for (int k = 0; k < jacobian.length; k++) {
      model[j.row()[k]] += jacobian[k] * d[j.column()[k]];
    }
    return square(model);
  }

  private static double square(double[] v) {
    double sum = 0;
    for (double e : v) {
      sum += e * e;
    }
    return sum;
  }
}
