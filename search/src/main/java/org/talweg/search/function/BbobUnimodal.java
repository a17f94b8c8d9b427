package org.talweg.search.function;

import static org.talweg.search.function.BbobTransforms.back;
import static org.talweg.search.function.BbobTransforms.minus;
import static org.talweg.search.function.BbobTransforms.oscillate;
import static org.talweg.search.function.BbobTransforms.part;
import static org.talweg.search.function.BbobTransforms.penalty;
import static org.talweg.search.function.BbobTransforms.skew;
import static org.talweg.search.function.BbobTransforms.stretch;
import static org.talweg.search.function.BbobTransforms.times;

import java.util.Arrays;
import org.talweg.search.function.Bbob.Raw;

/**
 * BBOB f6 to f14: not separable, of low or moderate conditioning up to f9, of high from f10 on. All
 * have one optimum, but for f8 and f9, which have a second one from four dimensions on. Formulas,
 * with f_opt left out, in the notation of {@link BbobTransforms}; see {@link Bbob} for the source.
 */
final class BbobUnimodal {
  private BbobUnimodal() {}

  /**
   * f6: T_osz(sum (s_i z_i)^2)^0.9, z = Q Lambda^10 R (x - x_opt), s_i = 100 where z_i x_opt,i > 0,
   * else 1.
   */
  static Raw attractiveSector(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] q = random.outer();
    double[][] r = random.inner();
    return new Raw(
        xOpt,
        x -> {
          double[] z = times(q, stretch(10, times(r, minus(x, xOpt))));
          double sum = 0;
          for (int i = 0; i < z.length; i++) {
            double s = z[i] * xOpt[i] > 0 ? 100 : 1;
            sum += s * s * z[i] * z[i];
          }
          return Math.pow(oscillate(sum), 0.9);
        });
  }

  /**
   * f7: 0.1 max(|z^_1| / 10^4, sum 10^(2 (i-1)/(D-1)) z_i^2) + f_pen, z^ = Lambda^10 R (x - x_opt),
   * z = Q z~, z~_i = z^_i rounded, to tenths where |z^_i| <= 0.5.
   */
  static Raw stepEllipsoid(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] q = random.outer();
    double[][] r = random.inner();
    return new Raw(
        xOpt,
        x -> {
          double[] slope = stretch(10, times(r, minus(x, xOpt)));
          double[] steps = new double[x.length];
          for (int i = 0; i < steps.length; i++) {
            steps[i] =
                Math.abs(slope[i]) > 0.5
                    ? Math.floor(0.5 + slope[i])
                    : Math.floor(0.5 + 10 * slope[i]) / 10;
          }
          double[] z = times(q, steps);
          double sum = 0;
          for (int i = 0; i < z.length; i++) {
            sum += Math.pow(10, 2 * part(i, z.length)) * z[i] * z[i];
          }
          return 0.1 * Math.max(Math.abs(slope[0]) / 1e4, sum) + penalty(x);
        });
  }

  /** f8: Rosenbrock of z = max(1, sqrt(D)/8) (x - x_opt) + 1, x_opt in [-3, 3]^D. */
  static Raw rosenbrock(BbobInstance random) {
    double[] xOpt = random.xOpt();
    for (int i = 0; i < xOpt.length; i++) {
      xOpt[i] *= 0.75;
    }
    double scale = scale(xOpt.length);
    return new Raw(
        xOpt,
        x -> {
          double[] z = minus(x, xOpt);
          for (int i = 0; i < z.length; i++) {
            z[i] = scale * z[i] + 1;
          }
          return Scalable.rosenbrock(z);
        });
  }

  static double scale(int dimension) {
    return Math.max(1, Math.sqrt(dimension) / 8);
  }

  /** f9: Rosenbrock of z = max(1, sqrt(D)/8) R x + 1/2, which puts x_opt where z = 1. */
  static Raw rotatedRosenbrock(BbobInstance random) {
    double[][] r = random.inner();
    return new Raw(centred(r), x -> Scalable.rosenbrock(centred(r, x)));
  }

  /** max(1, sqrt(D)/8) R x + 1/2. */
  static double[] centred(double[][] r, double[] x) {
    double[] z = times(r, x);
    double scale = scale(x.length);
    for (int i = 0; i < z.length; i++) {
      z[i] = scale * z[i] + 0.5;
    }
    return z;
  }

  /** The x whose image is 1 in every coordinate. */
  static double[] centred(double[][] r) {
    double[] half = new double[r.length];
    Arrays.fill(half, 0.5 / scale(r.length));
    return back(r, half);
  }

  /** f10: sum 10^(6 (i-1)/(D-1)) z_i^2, z = T_osz(R (x - x_opt)). */
  static Raw ellipsoid(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] r = random.outer();
    return new Raw(xOpt, x -> BbobSeparable.ellipsoid(oscillate(times(r, minus(x, xOpt)))));
  }

  /** f11: 10^6 z_1^2 + sum_{i>1} z_i^2, z = T_osz(R (x - x_opt)). */
  static Raw discus(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] r = random.outer();
    return new Raw(
        xOpt,
        x -> {
          double[] z = oscillate(times(r, minus(x, xOpt)));
          return (1e6 - 1) * z[0] * z[0] + Scalable.sphere(z);
        });
  }

  /** f12: z_1^2 + 10^6 sum_{i>1} z_i^2, z = R T_asy^0.5(R (x - x_opt)). */
  static Raw bentCigar(BbobInstance random) {
    double[] xOpt = random.xOpt(random.seed() + 1_000_000);
    double[][] r = random.outer();
    return new Raw(
        xOpt,
        x -> {
          double[] z = times(r, skew(0.5, times(r, minus(x, xOpt))));
          return z[0] * z[0] + 1e6 * tail(z);
        });
  }

  /** f13: z_1^2 + 100 sqrt(sum_{i>1} z_i^2), z = Q Lambda^10 R (x - x_opt). */
  static Raw sharpRidge(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] q = random.outer();
    double[][] r = random.inner();
    return new Raw(
        xOpt,
        x -> {
          double[] z = times(q, stretch(10, times(r, minus(x, xOpt))));
          return z[0] * z[0] + 100 * Math.sqrt(tail(z));
        });
  }

  /** The squares of all coordinates but the first. */
  private static double tail(double[] z) {
    double sum = 0;
    for (int i = 1; i < z.length; i++) {
      sum += z[i] * z[i];
    }
    return sum;
  }

  /** f14: sqrt(sum |z_i|^(2 + 4 (i-1)/(D-1))), z = R (x - x_opt). */
  static Raw differentPowers(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] r = random.outer();
    return new Raw(
        xOpt,
        x -> {
          double[] z = times(r, minus(x, xOpt));
          double sum = 0;
          for (int i = 0; i < z.length; i++) {
            sum += Math.pow(Math.abs(z[i]), 2 + 4 * part(i, z.length));
          }
          return Math.sqrt(sum);
        });
  }
}
