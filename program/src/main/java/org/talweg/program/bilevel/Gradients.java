package org.talweg.program.bilevel;

/**
 * First-order information about both levels at z = (x, y), exact or from a sample. Each call fills
 * the array with the gradient with respect to all of z.
 */
public interface Gradients {
  /**
   * The gradient of the upper objective F.
   *
   * @param sample which sample is drawn; the same one gives the same function
   */
  void upper(double[] z, long sample, double[] gradient);

  /** The gradient of the lower objective f, likewise. */
  void lower(double[] z, long sample, double[] gradient);

  /** Whether the sample makes a difference. */
  default boolean noisy() {
    return true;
  }
}
