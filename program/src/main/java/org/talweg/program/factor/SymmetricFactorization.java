package org.talweg.program.factor;

/**
 * A factorization of a symmetric, possibly indefinite, sparse matrix A of a fixed structure: made
 * once for the structure, then factored for many values. Not for several threads.
 */
public interface SymmetricFactorization {
  /**
   * How many eigenvalues of A have which sign.
   *
   * @param zero pivots that were too small to be told from zero
   */
  record Inertia(int positive, int negative, int zero) {}

  /** n: A is n by n. */
  int order();

  /**
   * Factors A.
   *
   * @param values the values of the lower triangle's entries, in the order in which the structure
   *     was given; entries of the same place add up. Finite.
   * @return the inertia of A; where {@code zero} is not 0, A is singular to working precision and
   *     {@link #solve} must not be called
   */
  Inertia factor(double[] values);

  /** Solves A x = b by the last factorization, overwriting b by x. No refinement. */
  void solve(double[] b);

  /**
   * Asks for more careful pivoting from the next {@link #factor} on.
   *
   * @return whether there is any more care to be had
   */
  boolean pivotMoreCarefully();
}
