package org.talweg.program.mixed;

import org.talweg.program.Nlp;
import org.talweg.program.Sparsity;

/** A program with other bounds and another start: its integers relaxed, or at given values. */
record Fixed(Nlp nlp, double[] lower, double[] upper, double[] start) implements Nlp {
  /** The program with its integer variables at the integers nearest to x, beginning at x. */
  static Fixed at(Nlp nlp, boolean[] integer, double[] x) {
    double[] lower = nlp.lower().clone();
    double[] upper = nlp.upper().clone();
    double[] start = x.clone();
    for (int j = 0; j < x.length; j++) {
      if (integer[j]) {
        start[j] = Math.rint(x[j]);
        lower[j] = start[j];
        upper[j] = start[j];
      }
    }
    return new Fixed(nlp, lower, upper, start);
  }

  @Override
  public int variables() {
    return nlp.variables();
  }

  @Override
  public int constraints() {
    return nlp.constraints();
  }

  @Override
  public double[] constraintLower() {
    return nlp.constraintLower();
  }

  @Override
  public double[] constraintUpper() {
    return nlp.constraintUpper();
  }

  @Override
  public double objective(double[] x) {
    return nlp.objective(x);
  }

  @Override
  public void gradient(double[] x, double[] gradient) {
    nlp.gradient(x, gradient);
  }

  @Override
  public void constraints(double[] x, double[] values) {
    nlp.constraints(x, values);
  }

  @Override
  public Sparsity jacobianSparsity() {
    return nlp.jacobianSparsity();
  }

  @Override
  public void jacobian(double[] x, double[] values) {
    nlp.jacobian(x, values);
  }

  @Override
  public Sparsity hessianSparsity() {
    return nlp.hessianSparsity();
  }

  @Override
  public void hessian(double[] x, double sigma, double[] y, double[] values) {
    nlp.hessian(x, sigma, y, values);
  }
}
