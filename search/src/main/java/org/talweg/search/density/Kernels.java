package org.talweg.search.density;

import java.util.random.RandomGenerator;

/**
 * The kernels of a mixture along one parameter: κ_1, ..., κ_n about n values, and as the last one
 * κ_(n+1), the prior. About an inactive value, which is NaN, the kernel is the prior too.
 *
 * <p>The density is that of the value's unit-cube coordinate, or the probability of a level, a
 * whole number's cell, or an order.
 */
interface Kernels {
  /** Adds ln κ_i(row) to {@code sum[i]}, where the row's parameter is active. */
  void addLogDensities(double[] row, double[] sum);

  /** Draws from κ_i into the coordinates of a unit-cube vector. */
  void draw(int i, double[] unit, RandomGenerator random);
}
