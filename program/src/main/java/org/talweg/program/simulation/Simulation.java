package org.talweg.program.simulation;

/**
 * Objectives J_1, .., J_k of a vector u, locally Lipschitz, each to be minimised. The space of u
 * has the inner product
 *
 * <pre>
 *   &lt;a, b&gt; = w sum over j of a_j b_j,
 * </pre>
 *
 * w = 1 for plain numbers, and the area of a cell where u is a function on a grid: gradients are
 * representatives in this product, so that methods do not depend on the grid.
 *
 * <p>One evaluation of a budget is one of {@link #values}. Not for several threads.
 */
public interface Simulation {
  /** The length of u. */
  int variables();

  /** k, at least 1. */
  int objectives();

  /** w. */
  default double weight() {
    return 1;
  }

  /** J(u); NaN or infinite where there is no value. */
  double[] values(double[] u);

  /** An element of the Clarke subdifferential of J_i at u; the gradient where there is one. */
  double[] subgradient(int i, double[] u);
}
