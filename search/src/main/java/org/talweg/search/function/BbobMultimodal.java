package org.talweg.search.function;

import static org.talweg.search.function.BbobTransforms.minus;
import static org.talweg.search.function.BbobTransforms.oscillate;
import static org.talweg.search.function.BbobTransforms.penalty;
import static org.talweg.search.function.BbobTransforms.skew;
import static org.talweg.search.function.BbobTransforms.stretch;
import static org.talweg.search.function.BbobTransforms.times;

import org.talweg.search.function.Bbob.Raw;

/**
 * BBOB f15 to f20, f23 and f24: many local optima, with a global structure up to f19, with little
 * of it from f20 on. Formulas, with f_opt left out, in the notation of {@link BbobTransforms}; see
 * {@link Bbob} for the source.
 */
final class BbobMultimodal {
  private BbobMultimodal() {}

  /**
   * f15: 10 (D - sum cos 2 pi z_i) + ||z||^2, z = R Lambda^10 Q T_asy^0.2(T_osz(R (x - x_opt))).
   */
  static Raw rastrigin(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] r = random.outer();
    double[][] q = random.inner();
    return new Raw(
        xOpt,
        x -> {
          double[] skewed = skew(0.2, oscillate(times(r, minus(x, xOpt))));
          return BbobSeparable.rastrigin(times(r, stretch(10, times(q, skewed))));
        });
  }

  private static final int WEIERSTRASS_TERMS = 12;

  /**
   * f16: 10 (1/D sum_i sum_{k=0}^{11} 2^-k cos(2 pi 3^k (z_i + 1/2)) - f_0)^3 + 10/D f_pen, z = R
   * Lambda^{1/100} Q T_osz(R (x - x_opt)), f_0 = sum_k 2^-k cos(pi 3^k).
   */
  static Raw weierstrass(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] r = random.outer();
    double[][] q = random.inner();
    double f0 = weierstrass(0);
    return new Raw(
        xOpt,
        x -> {
          double[] z = times(r, stretch(0.01, times(q, oscillate(times(r, minus(x, xOpt))))));
          double sum = 0;
          for (double v : z) {
            sum += weierstrass(v);
          }
          double height = sum / x.length - f0;
          return 10 * height * height * height + 10 * penalty(x) / x.length;
        });
  }

  private static double weierstrass(double z) {
    double sum = 0;
    double amplitude = 1;
    double frequency = 2 * Math.PI;
    for (int k = 0; k < WEIERSTRASS_TERMS; k++) {
      sum += amplitude * Math.cos(frequency * (z + 0.5));
      amplitude /= 2;
      frequency *= 3;
    }
    return sum;
  }

  /**
   * f17 and f18, of conditioning 10 and 1000: (1/(D-1) sum_i sqrt(s_i) (1 + sin^2(50 s_i^0.2)))^2 +
   * 10 f_pen, s_i = sqrt(z_i^2 + z_{i+1}^2), z = Lambda^a Q T_asy^0.5(R (x - x_opt)).
   */
  static Raw schaffer(BbobInstance random, double conditioning) {
    double[] xOpt = random.xOpt();
    double[][] r = random.outer();
    double[][] q = random.inner();
    return new Raw(
        xOpt,
        x -> {
          double[] z = stretch(conditioning, times(q, skew(0.5, times(r, minus(x, xOpt)))));
          double sum = 0;
          for (int i = 0; i + 1 < z.length; i++) {
            double s = Math.sqrt(z[i] * z[i] + z[i + 1] * z[i + 1]);
            double wave = Math.sin(50 * Math.pow(s, 0.2));
            sum += Math.sqrt(s) * (1 + wave * wave);
          }
          double mean = sum / (z.length - 1);
          return mean * mean + 10 * penalty(x);
        });
  }

  /**
   * f19: 10/(D-1) sum_i (s_i/4000 - cos s_i) + 10, s_i = 100 (z_i^2 - z_{i+1})^2 + (z_i - 1)^2, z =
   * max(1, sqrt(D)/8) R x + 1/2.
   */
  static Raw griewankRosenbrock(BbobInstance random) {
    double[][] r = random.inner();
    return new Raw(
        BbobUnimodal.centred(r),
        x -> {
          double[] z = BbobUnimodal.centred(r, x);
          double sum = 0;
          for (int i = 0; i + 1 < z.length; i++) {
            double valley = z[i] * z[i] - z[i + 1];
            double s = 100 * valley * valley + (z[i] - 1) * (z[i] - 1);
            sum += s / 4000 - Math.cos(s);
          }
          return 10 * sum / (z.length - 1) + 10;
        });
  }

  /** Twice |x_opt,i| of f20, where z sin sqrt|z| has its highest place within [-500, 500] / 100. */
  private static final double SCHWEFEL_OPTIMUM = 4.2096874633;

  /**
   * f20: -1/(100 D) sum z_i sin sqrt|z_i| + 4.189828872724339 + 100 f_pen(z/100), z = 100
   * (Lambda^10 (z^ - 2 |x_opt|) + 2 |x_opt|), z^_1 = x^_1, z^_{i+1} = x^_{i+1} + 0.25 (x^_i - 2
   * |x_opt,i|), x^ = 2 sign(x_opt) x.
   */
  static Raw schwefel(BbobInstance random) {
    double[] signs = random.signs();
    double[] xOpt = new double[signs.length];
    for (int i = 0; i < xOpt.length; i++) {
      xOpt[i] = signs[i] * SCHWEFEL_OPTIMUM / 2;
    }
    return new Raw(
        xOpt,
        x -> {
          double[] away = new double[x.length];
          for (int i = 0; i < away.length; i++) {
            away[i] = 2 * signs[i] * x[i] - SCHWEFEL_OPTIMUM;
          }
          for (int i = away.length - 1; i > 0; i--) {
            away[i] += 0.25 * away[i - 1];
          }
          double[] z = stretch(10, away);
          double sum = 0;
          for (int i = 0; i < z.length; i++) {
            z[i] += SCHWEFEL_OPTIMUM;
            double wide = 100 * z[i];
            sum += wide * Math.sin(Math.sqrt(Math.abs(wide)));
          }
          return -sum / (100.0 * x.length) + 4.189828872724339 + 100 * penalty(z);
        });
  }

  private static final int KATSUURA_TERMS = 32;

  /**
   * f23: 10/D^2 prod_i (1 + i sum_{j=1}^{32} |2^j z_i - [2^j z_i]| / 2^j)^(10/D^1.2) - 10/D^2 +
   * f_pen, z = Q Lambda^100 R (x - x_opt).
   */
  static Raw katsuura(BbobInstance random) {
    double[] xOpt = random.xOpt();
    double[][] q = random.outer();
    double[][] r = random.inner();
    return new Raw(
        xOpt,
        x -> {
          double[] z = times(q, stretch(100, times(r, minus(x, xOpt))));
          int d = x.length;
          double product = 1;
          for (int i = 0; i < d; i++) {
            double sum = 0;
            double power = 1;
            for (int j = 0; j < KATSUURA_TERMS; j++) {
              power *= 2;
              sum += Math.abs(power * z[i] - Math.floor(power * z[i] + 0.5)) / power;
            }
            product *= Math.pow(1 + (i + 1) * sum, 10 / Math.pow(d, 1.2));
          }
          return 10.0 / d / d * (product - 1) + penalty(x);
        });
  }

  /**
   * f24: min(sum (x^_i - m0)^2, D + s sum (x^_i - m1)^2) + 10 (D - sum cos 2 pi z_i) + 10^4 f_pen,
   * z = Q Lambda^100 R (x^ - m0), x^ = 2 sign(x_opt) x, m0 = 2.5, m1 = -sqrt((m0^2 - 1)/s), s = 1 -
   * 1/(2 sqrt(D + 20) - 8.2).
   */
  static Raw lunacek(BbobInstance random) {
    int d = random.dimension();
    double m0 = 2.5;
    double s = 1 - 1 / (2 * Math.sqrt(d + 20) - 8.2);
    double m1 = -Math.sqrt((m0 * m0 - 1) / s);
    double[][] q = random.outer();
    double[][] r = random.inner();
    double[] xOpt = BbobInstance.normal(d, random.seed());
    for (int i = 0; i < d; i++) {
      xOpt[i] = xOpt[i] < 0 ? -m0 / 2 : m0 / 2;
    }
    return new Raw(
        xOpt,
        x -> {
          double[] near = new double[d];
          double first = 0;
          double second = 0;
          for (int i = 0; i < d; i++) {
            double mirrored = 2 * Math.signum(xOpt[i]) * x[i];
            near[i] = mirrored - m0;
            first += near[i] * near[i];
            second += (mirrored - m1) * (mirrored - m1);
          }
          double[] z = times(q, stretch(100, times(r, near)));
          return Math.min(first, d + s * second) + BbobSeparable.waves(z) + 1e4 * penalty(x);
        });
  }
}
