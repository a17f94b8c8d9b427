package org.talweg.program.inclusion;

/**
 * An operator that is a mean of components,
 *
 * <pre>
 *   F(u) = (1/n) (F_1(u) + ... + F_n(u)),   u in R^d
 * </pre>
 *
 * each much cheaper than their mean. With n = 1 it is any operator. Not for several threads unless
 * an implementation says so.
 */
public interface FiniteSumOperator {
  /** d. */
  int dimension();

  /** n, at least 1. */
  int components();

  /**
   * Overwrites {@code value}, of length d, by F_i(u).
   *
   * @param i from 0 to n - 1
   */
  void component(int i, double[] u, double[] value);

  /** Overwrites {@code value} by F(u); override where that is cheaper than n components. */
  default void evaluate(double[] u, double[] value) {
    double[] part = new double[dimension()];
    java.util.Arrays.fill(value, 0);
    for (int i = 0; i < components(); i++) {
      component(i, u, part);
      for (int j = 0; j < value.length; j++) {
        value[j] += part[j] / components();
      }
    }
  }
}
