package org.talweg.search.gp;

import java.util.Arrays;

/**
 * The map from outputs as measured to outputs as modelled, monotone and invertible: standardised,
 * and where asked bent so that their distribution is as close to normal as the Yeo-Johnson family
 * allows.
 *
 * <pre>
 *   x = (y - median)/(median - least)
 *   ψ(x) = ((1+x)^λ - 1)/λ          for x ≥ 0, ln(1+x) where λ = 0
 *        = -((1-x)^(2-λ) - 1)/(2-λ)  for x &lt; 0, -ln(1-x) where λ = 2
 *   z = (ψ(x) - mean)/deviation
 * </pre>
 *
 * <p>Yeo and Johnson, "A new family of power transformations" (2000), λ by maximum likelihood; that
 * such a warp helps is shown by Cowen-Rivers et al., "HEBO" (2022). Measuring x from the median in
 * units of the better half's range, rather than in standard deviations, leaves that half nearly
 * straight while a tail of very bad outputs, which would inflate the deviation, is bent to its
 * logarithm. A positive affine map of y changes nothing but centre and scale. Works for every
 * finite output: constant ones map to 0, and no square overflows.
 */
public final class Outputs {
  /** λ's range: 1 is no bend. */
  private static final double LEAST = -2;

  private static final double GREATEST = 2;

  /** Outputs further out, in scales, count as this far. */
  private static final double FARTHEST = 1e60;

  private final double centre;
  private final double scale;
  private final double lambda;
  private final double mean;
  private final double deviation;

  private Outputs(double centre, double scale, double lambda, double mean, double deviation) {
    this.centre = centre;
    this.scale = scale;
    this.lambda = lambda;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Standardises. */
  public static Outputs standardized(double[] y) {
    double[] x = y.clone();
    double size = Arrays.stream(y).map(Math::abs).max().orElse(0);
    double centre = 0;
    for (double v : y) {
      centre += v / size / y.length;
    }
    centre = size > 0 ? centre * size : 0;
    double range = 0;
    for (int i = 0; i < x.length; i++) {
      range = Math.max(range, Math.abs(x[i] / 2 - centre / 2));
    }
    double squares = 0;
    for (double v : x) {
      double part = range > 0 ? (v / 2 - centre / 2) / range : 0;
      squares += part * part;
    }
    // Constant up to rounding counts as constant: there is nothing to be learnt from rounding.
    double scale = 2 * range * Math.sqrt(squares / Math.max(1, x.length - 1));
    boolean constant = !(range > 1e-14 * size) || !(scale > 0);
    return new Outputs(centre, constant ? 1 : Math.min(scale, Double.MAX_VALUE), 1, 0, 1);
  }

  /** Standardises, bends, and standardises again. */
  public static Outputs warped(double[] y) {
    double[] sorted = y.clone();
    Arrays.sort(sorted);
    double median = y.length == 0 ? 0 : sorted[(y.length - 1) / 2];
    double range = y.length == 0 ? 0 : median - sorted[0];
    if (y.length < 4 || !(range > 1e-14 * Math.abs(median)) || Double.isInfinite(range)) {
      return standardized(y);
    }
    var plain = new Outputs(median, range, 1, 0, 1);
    double[] x = Arrays.stream(y).map(plain::standard).toArray();
    double lambda = mostLikely(x);
    double[] moments = moments(x, lambda);
    return moments[1] > 0
        ? new Outputs(median, range, lambda, moments[0], moments[1])
        : standardized(y);
  }

  /** The λ of greatest likelihood, by golden section. */
  private static double mostLikely(double[] x) {
    double golden = (Math.sqrt(5) - 1) / 2;
    double a = LEAST;
    double b = GREATEST;
    double c = b - golden * (b - a);
    double d = a + golden * (b - a);
    double fc = logLikelihood(x, c);
    double fd = logLikelihood(x, d);
    while (b - a > 1e-3) {
      if (fc > fd) {
        b = d;
        d = c;
        fd = fc;
        c = b - golden * (b - a);
        fc = logLikelihood(x, c);
      } else {
        a = c;
        c = d;
        fc = fd;
        d = a + golden * (b - a);
        fd = logLikelihood(x, d);
      }
    }
    return (a + b) / 2;
  }

  private static double logLikelihood(double[] x, double lambda) {
    double jacobian = 0;
    for (double v : x) {
      jacobian += Math.signum(v) * Math.log1p(Math.abs(v));
    }
    return (lambda - 1) * jacobian - x.length * Math.log(moments(x, lambda)[1]);
  }

  private static double[] moments(double[] x, double lambda) {
    double sum = 0;
    for (double v : x) {
      sum += bend(v, lambda);
    }
    double mean = sum / x.length;
    double squares = 0;
    for (double v : x) {
      double part = bend(v, lambda) - mean;
      squares += part * part;
    }
    return new double[] {mean, Math.sqrt(squares / Math.max(1, x.length - 1))};
  }

  private static double bend(double x, double lambda) {
    double power = x >= 0 ? lambda : 2 - lambda;
    double log = Math.log1p(Math.abs(x));
    double bent = power == 0 ? log : Math.expm1(power * log) / power;
    return x >= 0 ? bent : -bent;
  }

  private static double unbend(double z, double lambda) {
    double power = z >= 0 ? lambda : 2 - lambda;
    double a = Math.abs(z);
    // Beyond the reach of ψ, where its asymptote lies, the inverse is infinite.
    double log = power == 0 ? a : Math.log1p(Math.max(-1, power * a)) / power;
    return Math.copySign(Math.expm1(log), z);
  }

  private double standard(double y) {
    double x = (y - centre) / scale;
    // A difference that overflows is computed by halves.
    return Math.clamp(
        Double.isFinite(x) ? x : (y / 2 - centre / 2) / scale * 2, -FARTHEST, FARTHEST);
  }

  /** An output in the model's units. */
  public double toModel(double y) {
    return (bend(standard(y), lambda) - mean) / deviation;
  }

  /** An output in the units measured. */
  public double fromModel(double z) {
    return centre + scale * unbend(mean + deviation * z, lambda);
  }

  /** The slope of {@link #toModel} at y, times the scale: 1 everywhere where nothing is bent. */
  public double relativeSlope(double y) {
    double x = standard(y);
    return Math.pow(1 + Math.abs(x), x >= 0 ? lambda - 1 : 1 - lambda) / deviation;
  }

  /** What outputs were divided by: their deviation, or what stands for it where they are bent. */
  public double scale() {
    return scale;
  }
}
