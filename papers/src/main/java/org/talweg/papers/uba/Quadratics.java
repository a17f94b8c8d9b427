package org.talweg.papers.uba;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.schedule.Uba;

/** Gradient descent on quadratics, by formulas. */
final class Quadratics {
  private static final int DIMENSION = 100;
  private static final int CURVATURES = 4001;

  private Quadratics() {}

  /**
   * The worst factor that T steps leave of an error: the maximum over lambda in [1/kappa, 1] of the
   * product over t of |1 - eta_t lambda|, by logarithms of eight at a time, since the whole product
   * may overflow on its way.
   */
  static double worst(Schedule schedule, double peak, double kappa, int steps) {
    double[] eta = rates(schedule, peak, steps);
    double worst = 0;
    for (int i = 0; i < CURVATURES; i++) {
      double lambda = 1 / kappa + (1 - 1 / kappa) * i / (CURVATURES - 1);
      double logarithm = 0;
      for (int t = 0; t < steps; t += 8) {
        double product = 1;
        for (int k = t; k < Math.min(steps, t + 8); k++) {
          product *= 1 - eta[k] * lambda;
        }
        logarithm += Math.log(Math.abs(product));
      }
      worst = Math.max(worst, Math.exp(logarithm));
    }
    return worst;
  }

  /** The schedule with eta_max = kappa, eta_min = 1 and phi = 2 kappa. */
  static double worstOfUba(double kappa, int steps) {
    return worst(new Uba(2 * kappa, 1 / kappa), kappa, kappa, steps);
  }

  /** 1 / T_n((kappa + 1) / (kappa - 1)): no T steps leave less in the worst case. */
  static double chebyshev(double kappa, int steps) {
    double x = (kappa + 1) / (kappa - 1);
    double arc = Math.log(x + Math.sqrt(x * x - 1));
    return 1 / Math.cosh(steps * arc);
  }

  /**
   * The expected loss after T steps, relative to that before. 100 eigenvalues evenly spaced in
   * logarithm from 1/kappa to 1, errors of 1 to begin with, gradients with independent noise of
   * deviation s:
   *
   * <pre>
   *   E[x^2] &lt;- (1 - eta lambda)^2 E[x^2] + eta^2 s^2        loss = sum of lambda x^2 / 2
   * </pre>
   */
  static double noisy(Schedule schedule, double peak, double kappa, double noise, int steps) {
    double[] eta = rates(schedule, peak, steps);
    double before = 0;
    double after = 0;
    for (int i = 0; i < DIMENSION; i++) {
      double lambda = Math.pow(kappa, -i / (DIMENSION - 1.0));
      double square = 1;
      for (double e : eta) {
        square = (1 - e * lambda) * (1 - e * lambda) * square + e * e * noise * noise;
      }
      before += lambda / 2;
      after += lambda * square / 2;
    }
    return Double.isNaN(after) ? Double.POSITIVE_INFINITY : after / before;
  }

  private static double[] rates(Schedule schedule, double peak, int steps) {
    double[] eta = new double[steps];
    Arrays.setAll(eta, t -> peak * schedule.factor(t + 1, steps));
    return eta;
  }

  /** The lowest value over peaks spaced evenly in logarithm. */
  static double lowest(double from, double to, int count, DoubleUnaryOperator value) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double peak = from * Math.pow(to / from, count == 1 ? 0 : i / (count - 1.0));
      best = Math.min(best, value.applyAsDouble(peak));
    }
    return best;
  }
}
