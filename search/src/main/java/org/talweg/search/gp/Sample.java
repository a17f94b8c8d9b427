package org.talweg.search.gp;

/**
 * Unique points with their mean outputs, as a likelihood and a posterior read them.
 *
 * @param rows n encoded points
 * @param means ȳ_i
 * @param noise ρ_i / n_i: the noise variance of ȳ_i is λ times this; ρ_i is 1 where the noise is
 *     the same everywhere
 * @param repeats Σ (n_i - 1)
 * @param within Σ_i Σ_j (y_ij - ȳ_i)² / ρ_i
 * @param logScales Σ_i [ln n_i + (n_i - 1) ln ρ_i]
 */
record Sample(
    double[][] rows,
    double[] means,
    double[] noise,
    double repeats,
    double within,
    double logScales) {

  int size() {
    return rows.length;
  }

  /** Points observed once each. */
  static Sample once(double[][] rows, double[] y) {
    return new Sample(rows, y, BoundedLbfgs.constant(y.length, 1), 0, 0, 0);
  }

  /** Observations as they are, with the same noise everywhere. */
  static Sample of(Observations observations) {
    int n = observations.size();
    double[][] rows = new double[n][];
    double[] means = new double[n];
    double[] noise = new double[n];
    double within = 0;
    double logScales = 0;
    for (int i = 0; i < n; i++) {
      rows[i] = observations.row(i);
      means[i] = observations.mean(i);
      noise[i] = 1.0 / observations.count(i);
      within += observations.within(i);
      logScales += Math.log(observations.count(i));
    }
    return new Sample(rows, means, noise, observations.total() - n, within, logScales);
  }

  /** ln of the density of all observations given their means, at noise variance λ. */
  double logDensityWithin(double lambda) {
    return repeats == 0
        ? 0
        : -0.5 * (within / lambda + repeats * Math.log(2 * Math.PI * lambda) + logScales);
  }

  /** The derivative of {@link #logDensityWithin} in ln λ. */
  double logDensityWithinSlope(double lambda) {
    return repeats == 0 ? 0 : 0.5 * (within / lambda - repeats);
  }
}
