package org.talweg.papers.lvhba;

import java.util.Arrays;
import org.talweg.program.bilevel.BilevelModel;
import org.talweg.program.bilevel.BilevelProgram;
import org.talweg.program.bilevel.LvHbaMethod;
import org.talweg.program.expression.Dag;

/**
 * The paper's toy with a follower that is linear in part of its variables:
 *
 * <pre>
 *   F = 1/2 ||x - y2||^2 + 1/2 ||y1 - e||^2,   x in R^n, (y1, y2) in R^2n
 *   f = 1/2 ||y1||^2 - x'y1 + e'y2   subject to   (e'x + e'y1 + e'y2) / sqrt(3n) = 0
 * </pre>
 *
 * with the solution x = -0.3 e, from x = y = 10.
 */
final class CoupledToy {
  private static final double START = 10;
  private static final double SOLUTION = -0.3;

  private CoupledToy() {}

  /** The relative error of x after each of those numbers of steps, with the dossier's steps. */
  static double[] errors(int n, int... steps) {
    BilevelProgram problem = problem(n);
    var parameters = new LvHbaMethod.Parameters(10, 1, 0.1, 0.1, 0.3, 1, 0.3, 1e4);
    var method = new LvHbaMethod(problem, problem.start(), parameters);
    double[] errors = new double[steps.length];
    for (int k = 0; k < steps.length; k++) {
      while (method.steps() < steps[k]) {
        method.step();
      }
      errors[k] = error(method.x());
    }
    return errors;
  }

  /** ||x - x*|| / ||x*||. */
  private static double error(double[] x) {
    double square = Arrays.stream(x).map(v -> (v - SOLUTION) * (v - SOLUTION)).sum();
    return Math.sqrt(square / x.length) / Math.abs(SOLUTION);
  }

  static BilevelProgram problem(int n) {
    var m = new BilevelModel("coupled " + n);
    Dag d = m.dag();
    double inf = Double.POSITIVE_INFINITY;
    int[] x = new int[n];
    int[] y = new int[2 * n];
    Arrays.setAll(x, i -> m.leader("x" + i, -inf, inf, START));
    Arrays.setAll(y, i -> m.follower("y" + i, -inf, inf, START));
    int half = d.constant(0.5);
    int[] upper = new int[2 * n];
    int[] lower = new int[3 * n];
    int[] all = Arrays.copyOf(x, 3 * n);
    System.arraycopy(y, 0, all, n, 2 * n);
    for (int i = 0; i < n; i++) {
      upper[i] = d.multiply(half, d.square(d.subtract(x[i], y[n + i])));
      upper[n + i] = d.multiply(half, d.square(d.subtract(y[i], d.constant(1))));
      lower[i] = d.multiply(half, d.square(y[i]));
      lower[n + i] = d.negate(d.multiply(x[i], y[i]));
      lower[2 * n + i] = y[n + i];
    }
    m.lowerConstraint(d.multiply(d.constant(1 / Math.sqrt(3.0 * n)), d.sum(all)), 0, 0);
    return m.upper(d.sum(upper)).lower(d.sum(lower)).convex();
  }

  /**
   * The baseline: T projected steps of the follower from its last answer, differentiated backwards,
   * then one step of x; the relative error of x after so many gradients of f, F and products with
   * f's Hessian.
   */
  static double unrolled(int n, int inner, int gradients) {
    double eta = 0.3;
    double alpha = 0.1;
    double[] x = new double[n];
    double[] y = new double[2 * n];
    Arrays.fill(x, START);
    Arrays.fill(y, START);
    for (int spent = 0; spent < gradients; spent += 2 * inner + 1) {
      for (int t = 0; t < inner; t++) {
        for (int i = 0; i < n; i++) {
          y[i] -= eta * (y[i] - x[i]);
          y[n + i] -= eta;
        }
        double shift = (Arrays.stream(y).sum() + Arrays.stream(x).sum()) / (2 * n);
        for (int j = 0; j < 2 * n; j++) {
          y[j] -= shift;
        }
      }
      double[] ofX = new double[n];
      double[] ofY = new double[2 * n];
      for (int i = 0; i < n; i++) {
        ofX[i] = x[i] - y[n + i];
        ofY[i] = y[i] - 1;
        ofY[n + i] = y[n + i] - x[i];
      }
      for (int t = 0; t < inner; t++) {
        double mean = Arrays.stream(ofY).sum() / (2 * n);
        for (int i = 0; i < n; i++) {
          ofX[i] += eta * (ofY[i] - mean) - mean;
          ofY[i] = (1 - eta) * (ofY[i] - mean);
          ofY[n + i] -= mean;
        }
      }
      for (int i = 0; i < n; i++) {
        x[i] -= alpha * ofX[i];
      }
    }
    return error(x);
  }
}
