package org.talweg.papers.targetsurrogates;

import org.talweg.program.composite.CompositeLoss;
import org.talweg.program.composite.TargetModel;

/** The exact minimiser of a logistic regression with one target an example, and its smoothness. */
final class Newton {
  private final CompositeLoss problem;
  private final int n;
  private final int d;
  private final double[][] x;

  Newton(CompositeLoss problem) {
    this.problem = problem;
    TargetModel model = problem.model();
    n = model.examples();
    d = model.parameters();
    x = new double[n][d];
    for (int i = 0; i < n; i++) {
      model.pullBack(problem.start(), i, new double[] {1}, x[i]);
    }
  }

  /** Newton steps, each halved until the loss does not rise, to a gradient of 1e-12. */
  double[] minimiser() {
    double[] theta = problem.start().clone();
    double value = problem.value(theta);
    for (int step = 0; step < 100; step++) {
      double[] gradient = new double[d];
      double[][] hessian = new double[d][d];
      double[] z = new double[1];
      double[] slope = new double[1];
      for (int i = 0; i < n; i++) {
        problem.model().predict(theta, i, z);
        problem.loss().evaluate(i, z, slope);
        double p = Math.abs(slope[0]);
        double curvature = p * (1 - p) / n;
        for (int j = 0; j < d; j++) {
          gradient[j] += slope[0] * x[i][j] / n;
          for (int k = 0; k <= j; k++) {
            hessian[j][k] += curvature * x[i][j] * x[i][k];
          }
        }
      }
      double norm = 0;
      for (double g : gradient) {
        norm = Math.max(norm, Math.abs(g));
      }
      if (norm < 1e-12) {
        break;
      }
      solve(hessian, gradient);
      double length = 1;
      double[] next = theta.clone();
      double reached;
      do {
        for (int j = 0; j < d; j++) {
          next[j] = theta[j] - length * gradient[j];
        }
        reached = problem.value(next);
        length /= 2;
      } while (reached > value && length > 1e-10);
      theta = next;
      value = reached;
    }
    return theta;
  }

  /** Solves by Cholesky's factorization of the lower triangle, overwriting both. */
  private void solve(double[][] a, double[] b) {
    for (int j = 0; j < d; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = a[j][k];
        for (int l = 0; l < k; l++) {
          sum -= a[j][l] * a[k][l];
        }
        a[j][k] = j == k ? Math.sqrt(sum) : sum / a[k][k];
      }
    }
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < j; k++) {
        b[j] -= a[j][k] * b[k];
      }
      b[j] /= a[j][j];
    }
    for (int j = d - 1; j >= 0; j--) {
      for (int k = j + 1; k < d; k++) {
        b[j] -= a[k][j] * b[k];
      }
      b[j] /= a[j][j];
    }
  }

  /** The largest eigenvalue of X'X / (4n), by power iteration. */
  double smoothness() {
    double[] v = new double[d];
    java.util.Arrays.fill(v, 1);
    double largest = 0;
    for (int step = 0; step < 200; step++) {
      double[] w = new double[d];
      for (double[] row : x) {
        double product = 0;
        for (int j = 0; j < d; j++) {
          product += row[j] * v[j];
        }
        for (int j = 0; j < d; j++) {
          w[j] += product * row[j] * problem.smoothness() / n;
        }
      }
      largest = Math.sqrt(java.util.Arrays.stream(w).map(e -> e * e).sum());
      for (int j = 0; j < d; j++) {
        v[j] = w[j] / largest;
      }
    }
    return largest;
  }
}
