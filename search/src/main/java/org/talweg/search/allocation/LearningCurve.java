package org.talweg.search.allocation;

/**
 * A learning curve s(n) = a - b n^-d with b &ge; 0, d &gt; 0: increasing and concave.
 *
 * <p>Fitted to scores y_k at sizes m_k, whose variance is taken as proportional to 1/m_k: for each
 * d of a grid, a and b by weighted least squares; of the grid, the d with the least
 *
 * <pre>
 *   sum_k m_k (y_k - a + b m_k^-d)^2 / v + (ln(d / 0.5) / 0.7)^2
 * </pre>
 *
 * <p>v the residual variance of the best d: a wide prior about d = 1/2, which decides where few or
 * noisy sizes leave d open.
 */
record LearningCurve(double a, double b, double d) {
  private static final double USUAL = 0.5;
  private static final double SPREAD = 0.7;
  private static final double FIRST = 0.1;
  private static final double LAST = 1.5;
  private static final int GRID = 29;

  /** The curve at n samples, at most 1. */
  double at(double n) {
    return Math.min(1, a - b * Math.pow(Math.max(1, n), -d));
  }

  /** The curve through that score at n samples with a tenth of the way from there to 1 ahead. */
  static LearningCurve rising(int n, double score) {
    double ahead = 0.1 * Math.max(0, 1 - score);
    return new LearningCurve(score + ahead, ahead * Math.pow(n, USUAL), USUAL);
  }

  /** Fits to at least one size. */
  static LearningCurve fit(int[] sizes, double[] scores) {
    LearningCurve[] curves = new LearningCurve[GRID];
    double[] squares = new double[GRID];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < GRID; i++) {
      curves[i] = fit(sizes, scores, FIRST + i * (LAST - FIRST) / (GRID - 1));
      for (int k = 0; k < sizes.length; k++) {
        double error = scores[k] - curves[i].a + curves[i].b * Math.pow(sizes[k], -curves[i].d);
        squares[i] += sizes[k] * error * error;
      }
      least = Math.min(least, squares[i]);
    }
    double variance = Math.max(1e-12, least / Math.max(1, sizes.length - 3));
    int best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < GRID; i++) {
      double off = Math.log(curves[i].d / USUAL) / SPREAD;
      double value = squares[i] / variance + off * off;
      if (value < lowest) {
        lowest = value;
        best = i;
      }
    }
    return curves[best];
  }

  /** The weighted least squares for one d; a constant where the slope would be negative. */
  static LearningCurve fit(int[] sizes, double[] scores, double d) {
    double weight = 0;
    double meanX = 0;
    double meanY = 0;
    for (int k = 0; k < sizes.length; k++) {
      weight += sizes[k];
      meanX += sizes[k] * Math.pow(sizes[k], -d);
      meanY += sizes[k] * scores[k];
    }
    meanX /= weight;
    meanY /= weight;
    double xx = 0;
    double xy = 0;
    for (int k = 0; k < sizes.length; k++) {
      double x = Math.pow(sizes[k], -d) - meanX;
      xx += sizes[k] * x * x;
      xy += sizes[k] * x * (scores[k] - meanY);
    }
    double b = xx > 0 ? Math.max(0, -xy / xx) : 0;
    return new LearningCurve(meanY + b * meanX, b, d);
  }
}
