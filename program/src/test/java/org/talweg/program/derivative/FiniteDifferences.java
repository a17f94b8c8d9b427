package org.talweg.program.derivative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.talweg.program.Nlp;
import org.talweg.program.Sparsity;

/**
 * Holds derivatives along a random direction against differences of values, and second derivatives
 * against differences of first ones. A derivative passes if it agrees with the central difference
 * of one of two steps: where they disagree with each other by more than the tolerance, a kink, a
 * pole or rounding stands between the points and nothing can be said.
 */
public final class FiniteDifferences {
  private static final double TOLERANCE = 1e-5;

  private FiniteDifferences() {}

  public static void check(Nlp nlp, double[] x, Random random) {
    int n = nlp.variables();
    int m = nlp.constraints();
    double[] d = random.doubles(n, -1, 1).toArray();
    double[] y = random.doubles(m, -2, 2).toArray();
    double sigma = 1.5;

    double[] gradient = new double[n];
    nlp.gradient(x, gradient);
    double slope = 0;
    double size = Math.abs(nlp.objective(x));
    for (int j = 0; j < n; j++) {
      slope += gradient[j] * d[j];
      size += Math.abs(gradient[j] * d[j]);
    }
    agree("gradient", slope, size, h -> new double[] {nlp.objective(moved(x, d, h))}, 0);

    Sparsity where = nlp.jacobianSparsity();
    double[] jacobian = new double[where.size()];
    nlp.jacobian(x, jacobian);
    double[] slopes = new double[m];
    double[] sizes = new double[m];
    double[] c = new double[m];
    nlp.constraints(x, c);
    for (int k = 0; k < where.size(); k++) {
      slopes[where.row()[k]] += jacobian[k] * d[where.column()[k]];
      sizes[where.row()[k]] += Math.abs(jacobian[k] * d[where.column()[k]]);
    }
    for (int i = 0; i < m; i++) {
      agree(
          "row " + i,
          slopes[i],
          sizes[i] + Math.abs(c[i]),
          h -> {
            double[] values = new double[m];
            nlp.constraints(moved(x, d, h), values);
            return values;
          },
          i);
    }

    Sparsity places = nlp.hessianSparsity();
    double[] hessian = new double[places.size()];
    nlp.hessian(x, sigma, y, hessian);
    double[] curved = new double[n];
    double[] curvedSize = lagrangianSize(nlp, x, sigma, y);
    for (int k = 0; k < places.size(); k++) {
      int i = places.row()[k];
      int j = places.column()[k];
      assertThat(j).isLessThanOrEqualTo(i);
      curved[i] += hessian[k] * d[j];
      curvedSize[i] += Math.abs(hessian[k] * d[j]);
      if (i != j) {
        curved[j] += hessian[k] * d[i];
        curvedSize[j] += Math.abs(hessian[k] * d[i]);
      }
    }
    for (int j = 0; j < n; j++) {
      agree(
          "Hessian row " + j,
          curved[j],
          curvedSize[j],
          h -> lagrangian(nlp, moved(x, d, h), sigma, y, false),
          j);
    }
  }

  private interface Line {
    double[] at(double step);
  }

  private static void agree(String what, double slope, double size, Line line, int k) {
    double one = (line.at(1e-5)[k] - line.at(-1e-5)[k]) / 2e-5;
    double two = (line.at(3e-6)[k] - line.at(-3e-6)[k]) / 6e-6;
    double tolerance = TOLERANCE * (1 + size);
    if (!Double.isFinite(one) || !Double.isFinite(two) || Math.abs(one - two) > tolerance) {
      return;
    }
    assertThat(slope)
        .as(what)
        .satisfies(s -> assertThat(Math.abs(s - one) <= 2 * tolerance).isTrue());
  }

  private static double[] moved(double[] x, double[] d, double step) {
    double[] moved = x.clone();
    for (int j = 0; j < x.length; j++) {
      moved[j] += step * d[j];
    }
    return moved;
  }

  private static double[] lagrangianSize(Nlp nlp, double[] x, double sigma, double[] y) {
    return lagrangian(nlp, x, sigma, y, true);
  }

  /** The gradient of sigma f + y' c, or the sum of the sizes of its terms. */
  private static double[] lagrangian(Nlp nlp, double[] x, double sigma, double[] y, boolean sizes) {
    double[] sum = new double[nlp.variables()];
    nlp.gradient(x, sum);
    for (int j = 0; j < sum.length; j++) {
      sum[j] = sizes ? Math.abs(sigma * sum[j]) : sigma * sum[j];
    }
    Sparsity where = nlp.jacobianSparsity();
    double[] jacobian = new double[where.size()];
    nlp.jacobian(x, jacobian);
    for (int k = 0; k < where.size(); k++) {
      double term = y[where.row()[k]] * jacobian[k];
      sum[where.column()[k]] += sizes ? Math.abs(term) : term;
    }
    return sum;
  }
}
