package org.talweg.program.composite;

/**
 * The cheap part of a composite loss: f maps p parameters to m targets (a prediction, logits, an
 * action) of each of N examples.
 */
public interface TargetModel {
  /** p. */
  int parameters();

  /** N. */
  int examples();

  /** m, the targets of an example. */
  int targets();

  /** Overwrites z, of length m, by f_i(theta). */
  void predict(double[] theta, int i, double[] z);

  /** Adds the transposed Jacobian of f_i at theta times w, of length m, to the gradient. */
  void pullBack(double[] theta, int i, double[] w, double[] gradient);

  /** f_i(theta) = x_i' theta, one target an example. */
  static TargetModel linear(double[][] x) {
    return new TargetModel() {
      @Override
      public int parameters() {
        return x[0].length;
      }

      @Override
      public int examples() {
        return x.length;
      }

      @Override
      public int targets() {
        return 1;
      }

      @Override
      public void predict(double[] theta, int i, double[] z) {
        double sum = 0;
        double[] row = x[i];
        for (int j = 0; j < row.length; j++) {
          sum += row[j] * theta[j];
        }
        z[0] = sum;
      }

      @Override
      public void pullBack(double[] theta, int i, double[] w, double[] gradient) {
        double[] row = x[i];
        for (int j = 0; j < row.length; j++) {
          gradient[j] += w[0] * row[j];
        }
      }
    };
  }
}
