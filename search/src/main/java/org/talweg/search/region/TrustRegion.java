package org.talweg.search.region;

/**
 * The size of a box about the best point, which doubles after three successes in a row and halves
 * after τ failures in a row.
 *
 * <p>Eriksson et al. 2019, section 3.1, with its constants.
 *
 * @param length L, the side of the box before it is scaled by the length scales
 * @param tolerance τ, failures until it halves
 */
record TrustRegion(double length, int successes, int failures, int tolerance) {
  static final double FIRST = 0.8;
  static final double LEAST = 1.0 / 128;
  static final double GREATEST = 1.6;
  private static final int SUCCESSES = 3;

  /** A new region in d dimensions. */
  static TrustRegion fresh(int d) {
    return new TrustRegion(FIRST, 0, 0, Math.max(4, d));
  }

  /** The region after a trial that was better than all before, or was not. */
  TrustRegion after(boolean success) {
    int better = success ? successes + 1 : 0;
    int worse = success ? 0 : failures + 1;
    if (better == SUCCESSES) {
      return new TrustRegion(Math.min(2 * length, GREATEST), 0, 0, tolerance);
    }
    if (worse == tolerance) {
      return new TrustRegion(length / 2, 0, 0, tolerance);
    }
    return new TrustRegion(length, better, worse, tolerance);
  }

  /** Whether it has become too small to go on. */
  boolean exhausted() {
    return length < LEAST;
  }

  /** L_p = L l_p / (Π l)^(1/d): a box of volume L^d, longer where the model is flatter. */
  double[] sides(double[] lengthScales) {
    double mean = 0;
    for (double l : lengthScales) {
      mean += Math.log(l) / lengthScales.length;
    }
    double[] sides = new double[lengthScales.length];
    for (int p = 0; p < sides.length; p++) {
      sides[p] = length * lengthScales[p] / Math.exp(mean);
    }
    return sides;
  }
}
