package org.talweg.search.density;

import java.util.random.RandomGenerator;
import org.talweg.search.acquisition.Normal;

/**
 * Kernels of a continuous coordinate: normal distributions of one deviation b, truncated to [0,1],
 *
 * <pre>
 *   κ_i(x) = φ((x - c_i)/b) / b / (Φ((1 - c_i)/b) - Φ(-c_i/b))
 * </pre>
 *
 * and a uniform prior.
 */
final class NormalKernels implements Kernels {
  private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

  private final int at;
  private final double[] centres;
  private final double bandwidth;
  private final double[] logScale;

  NormalKernels(int at, double[][] rows, double bandwidth) {
    this.at = at;
    this.bandwidth = bandwidth;
    centres = new double[rows.length];
    logScale = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double c = rows[i][at];
      centres[i] = c;
      double inside = Normal.cumulative((1 - c) / bandwidth) - Normal.cumulative(-c / bandwidth);
      logScale[i] = -Math.log(inside * bandwidth) - LOG_SQRT_2PI;
    }
  }

  @Override
  public void addLogDensities(double[] row, double[] sum) {
    double x = row[at];
    if (Double.isNaN(x)) {
      return;
    }
    double precision = 0.5 / bandwidth / bandwidth;
    for (int i = 0; i < centres.length; i++) {
      double d = x - centres[i];
      if (!Double.isNaN(d)) {
        sum[i] += logScale[i] - precision * d * d;
      }
    }
  }

  @Override
  public void draw(int i, double[] unit, RandomGenerator random) {
    if (i == centres.length || Double.isNaN(centres[i])) {
      unit[at] = random.nextDouble();
      return;
    }
    // A third of the draws, or more, lie inside: the centre does and b is at most 1.
    double x;
    do {
      x = centres[i] + bandwidth * random.nextGaussian();
    } while (x < 0 || x > 1);
    unit[at] = x;
  }
}
