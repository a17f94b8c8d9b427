package org.talweg.program;

/** Another program as it is, but for what an implementation overrides: its bounds or its start. */
public interface NlpView extends Nlp {
  /** The program that is looked at. */
  Nlp nlp();

  @Override
  default int variables() {
    return nlp().variables();
  }

  @Override
  default int constraints() {
    return nlp().constraints();
  }

  @Override
  default double[] lower() {
    return nlp().lower();
  }

  @Override
  default double[] upper() {
    return nlp().upper();
  }

  @Override
  default double[] constraintLower() {
    return nlp().constraintLower();
  }

  @Override
  default double[] constraintUpper() {
    return nlp().constraintUpper();
  }

  @Override
  default double[] start() {
    return nlp().start();
  }

  @Override
  default double objective(double[] x) {
    return nlp().objective(x);
  }

  @Override
  default void gradient(double[] x, double[] gradient) {
    nlp().gradient(x, gradient);
  }

  @Override
  default void constraints(double[] x, double[] values) {
    nlp().constraints(x, values);
  }

  @Override
  default Sparsity jacobianSparsity() {
    return nlp().jacobianSparsity();
  }

  @Override
  default void jacobian(double[] x, double[] values) {
    nlp().jacobian(x, values);
  }

  @Override
  default Sparsity hessianSparsity() {
    return nlp().hessianSparsity();
  }

  @Override
  default void hessian(double[] x, double sigma, double[] y, double[] values) {
    nlp().hessian(x, sigma, y, values);
  }
}
