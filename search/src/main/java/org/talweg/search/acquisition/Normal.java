package org.talweg.search.acquisition;

/**
 * The standard normal distribution, accurate in both tails.
 *
 * <p>Everything rests on erfcx(x) = exp(x²) erfc(x), x ≥ 0, by the Chebyshev expansion of (1 + 2x)
 * erfcx(x) in t = (x - 3.75)/(x + 3.75) (Shepherd and Laframboise, "Chebyshev approximation of (1 +
 * 2x) exp(x²) erfc x", 1981; coefficients computed to 40 digits). Relative error below 1e-14.
 */
public final class Normal {
  private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
  private static final double SQRT_HALF_PI = Math.sqrt(Math.PI / 2);

  /** Below this z the series of {@link #logImprovement} is exact to rounding. */
  private static final double FAR = -100;

  private static final double[] CHEBYSHEV = {
    1.17757893456740175,
    -0.00459005458064647733,
    -0.0842491333665179156,
    0.0592099399981918905,
    -0.0266586684353057523,
    0.00907499767070526509,
    -0.00241316354041760819,
    0.000490775836525808632,
    -0.0000691697330250120637,
    4.13902798607301017e-6,
    7.74038306619849067e-7,
    -2.18864010492343957e-7,
    1.07649994656709104e-8,
    4.5219598112182869e-9,
    -7.75440020883135111e-10,
    -6.31808834088668449e-11,
    2.8687950109306699e-11,
    1.94558685457773472e-13,
    -9.65469674843343891e-13,
    3.25254814814873984e-14,
    3.34781194828680539e-14,
    -1.8645628804193131e-15,
    -1.25079505306886471e-15,
    7.41823525662404378e-17
  };

  private Normal() {}

  /** exp(x²) erfc(x) for x ≥ 0. */
  static double erfcx(double x) {
    double t = x > 1e15 ? 1 : (x - 3.75) / (x + 3.75);
    double b = 0;
    double c = 0;
    for (int k = CHEBYSHEV.length - 1; k > 0; k--) {
      double a = 2 * t * b - c + CHEBYSHEV[k];
      c = b;
      b = a;
    }
    return (t * b - c + CHEBYSHEV[0]) / (1 + 2 * x);
  }

  /** φ(z). */
  public static double density(double z) {
    return Math.exp(-z * z / 2 - LOG_SQRT_2PI);
  }

  /** Φ(z). */
  public static double cumulative(double z) {
    return z > 0
        ? 1 - 0.5 * erfcx(z / Math.sqrt(2)) * Math.exp(-z * z / 2)
        : 0.5 * erfcx(-z / Math.sqrt(2)) * Math.exp(-z * z / 2);
  }

  /** ln Φ(z). */
  public static double logCumulative(double z) {
    if (z > 0) {
      return Math.log1p(-0.5 * erfcx(z / Math.sqrt(2)) * Math.exp(-z * z / 2));
    }
    return Math.log(0.5 * erfcx(-z / Math.sqrt(2))) - z * z / 2;
  }

  /** φ(z)/Φ(z), the slope of ln Φ. */
  public static double hazard(double z) {
    return z > 0 ? density(z) / cumulative(z) : 1 / mills(z);
  }

  /** Φ(z)/φ(z) for z ≤ 0. */
  private static double mills(double z) {
    return SQRT_HALF_PI * erfcx(-z / Math.sqrt(2));
  }

  /** h(z) = φ(z) + z Φ(z), the expected improvement at unit deviation. */
  public static double improvement(double z) {
    return z > -1 ? density(z) + z * cumulative(z) : density(z) * tail(z);
  }

  /**
   * ln h(z), finite for every finite z (Ament et al., "Unexpected Improvements to Expected
   * Improvement", 2023, equation 9; the far tail by its asymptotic series).
   */
  public static double logImprovement(double z) {
    return z > -1 ? Math.log(improvement(z)) : Math.log(tail(z)) - z * z / 2 - LOG_SQRT_2PI;
  }

  /** Φ(z)/h(z), the slope of ln h. */
  public static double logImprovementSlope(double z) {
    return z > -1 ? cumulative(z) / improvement(z) : mills(z) / tail(z);
  }

  /** φ(z)/h(z). */
  static double densityOverImprovement(double z) {
    return z > -1 ? density(z) / improvement(z) : 1 / tail(z);
  }

  /** h(z)/φ(z) = 1 + z Φ(z)/φ(z) for z ≤ -1. */
  private static double tail(double z) {
    if (z > FAR) {
      return 1 + z * mills(z);
    }
    double s = 1 / (z * z);
    return s * (1 - s * (3 - s * (15 - s * (105 - s * 945))));
  }
}
