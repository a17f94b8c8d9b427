package org.talweg.search.function;

import static org.talweg.search.function.BbobTransforms.minus;
import static org.talweg.search.function.BbobTransforms.oscillate;
import static org.talweg.search.function.BbobTransforms.part;
import static org.talweg.search.function.BbobTransforms.penalty;
import static org.talweg.search.function.BbobTransforms.skew;
import static org.talweg.search.function.BbobTransforms.stretch;

import org.talweg.search.function.Bbob.Raw;

/**
 * BBOB f1 to f5: the best value of a coordinate does not depend on the others. Formulas, with f_opt
 * left out, in the notation of {@link BbobTransforms}; see {@link Bbob} for the source.
 */
final class BbobSeparable {
  private BbobSeparable() {}

  /** f1: ||z||^2, z = x - x_opt. */
  static Raw sphere(BbobInstance random) {
    double[] xOpt = random.xOpt();
    return new Raw(xOpt, x -> Scalable.sphere(minus(x, xOpt)));
  }

  /** f2: sum 10^(6 (i-1)/(D-1)) z_i^2, z = T_osz(x - x_opt). */
  static Raw ellipsoid(BbobInstance random) {
    double[] xOpt = random.xOpt();
    return new Raw(xOpt, x -> ellipsoid(oscillate(minus(x, xOpt))));
  }

  static double ellipsoid(double[] z) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += Math.pow(10, 6 * part(i, z.length)) * z[i] * z[i];
    }
    return sum;
  }

  /** f3: 10 (D - sum cos 2 pi z_i) + ||z||^2, z = Lambda^10 T_asy^0.2(T_osz(x - x_opt)). */
  static Raw rastrigin(BbobInstance random) {
    double[] xOpt = random.xOpt();
    return new Raw(xOpt, x -> rastrigin(stretch(10, skew(0.2, oscillate(minus(x, xOpt))))));
  }

  static double rastrigin(double[] z) {
    return waves(z) + Scalable.sphere(z);
  }

  /** 10 (D - sum cos 2 pi z_i). */
  static double waves(double[] z) {
    double sum = z.length;
    for (double v : z) {
      sum -= Math.cos(2 * Math.PI * v);
    }
    return 10 * sum;
  }

  /**
   * f4: as f3 plus 100 f_pen, z_i = s_i T_osz(x_i - x_opt,i), s_i = 10^((i-1)/(D-1)/2), ten times
   * that where z_i > 0 and i is odd.
   */
  static Raw buecheRastrigin(BbobInstance random) {
    double[] xOpt = random.xOpt();
    for (int i = 0; i < xOpt.length; i += 2) {
      xOpt[i] = Math.abs(xOpt[i]);
    }
    return new Raw(
        xOpt,
        x -> {
          double[] z = stretch(10, oscillate(minus(x, xOpt)));
          for (int i = 0; i < z.length; i += 2) {
            z[i] *= z[i] > 0 ? 10 : 1;
          }
          return rastrigin(z) + 100 * penalty(x);
        });
  }

  /**
   * f5: sum 5 |s_i| - s_i z_i, s_i = sign(x_opt,i) 10^((i-1)/(D-1)), z_i = x_i where x_opt,i x_i <
   * 25, else x_opt,i; x_opt is a corner of the box.
   */
  static Raw linearSlope(BbobInstance random) {
    double[] xOpt = random.xOpt();
    for (int i = 0; i < xOpt.length; i++) {
      xOpt[i] = xOpt[i] < 0 ? -5 : 5;
    }
    return new Raw(
        xOpt,
        x -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            double s = Math.signum(xOpt[i]) * Math.pow(10, part(i, x.length));
            double z = xOpt[i] * x[i] < 25 ? x[i] : xOpt[i];
            sum += 5 * Math.abs(s) - s * z;
          }
          return sum;
        });
  }
}
