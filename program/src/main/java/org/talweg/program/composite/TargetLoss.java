package org.talweg.program.composite;

/**
 * The costly part of a composite loss: what an example's targets are worth, such as the answer of a
 * simulator, an expert or a remote service.
 */
public interface TargetLoss {
  /**
   * l_i(z), and its gradient in z.
   *
   * @param gradient of length m, overwritten
   */
  double evaluate(int i, double[] z, double[] gradient);

  /** The logistic loss of labels -1 and 1, whose second derivative is at most 1/4. */
  static TargetLoss logistic(double[] labels) {
    return (i, z, gradient) -> {
      double margin = labels[i] * z[0];
      gradient[0] = -labels[i] / (1 + Math.exp(margin));
      return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    };
  }
}
