package org.talweg.program.linear;

import java.util.Arrays;
import org.talweg.program.Nlp;
import org.talweg.program.Sparsity;

/**
 * A linear or quadratic program in the shape that methods for nonlinear ones see, as a minimisation
 * and without its integrality: constant Jacobian, constant Hessian.
 */
final class LinearNlp implements Nlp {
  private final LinearProgram program;
  private final Columns byRow;
  private final Sparsity jacobian;
  private final Sparsity hessian;
  private final double[] hessianValues;

  LinearNlp(LinearProgram program) {
    this.program = program;
    byRow = program.matrix().transpose();
    jacobian = new Sparsity(program.rows(), program.columns(), majors(byRow), byRow.row());
    // The lower triangle by columns is the upper one by rows: transposed it is sorted by rows.
    Columns lower =
        program
            .quadratic()
            .map(Columns::transpose)
            .orElseGet(() -> Columns.empty(program.columns(), program.columns()));
    hessian = new Sparsity(program.columns(), program.columns(), majors(lower), lower.row());
    hessianValues = lower.value();
  }

  private static int[] majors(Columns matrix) {
    int[] major = new int[matrix.size()];
    for (int j = 0; j < matrix.columns(); j++) {
      Arrays.fill(major, matrix.start()[j], matrix.start()[j + 1], j);
    }
    return major;
  }

  @Override
  public int variables() {
    return program.columns();
  }

  @Override
  public int constraints() {
    return program.rows();
  }

  @Override
  public double[] lower() {
    return program.lower();
  }

  @Override
  public double[] upper() {
    return program.upper();
  }

  @Override
  public double[] constraintLower() {
    return program.rowLower();
  }

  @Override
  public double[] constraintUpper() {
    return program.rowUpper();
  }

  @Override
  public double[] start() {
    double[] start = new double[program.columns()];
    for (int j = 0; j < start.length; j++) {
      start[j] = Math.clamp(0, program.lower()[j], program.upper()[j]);
    }
    return start;
  }

  @Override
  public double objective(double[] x) {
    return program.sign() * program.objective(x);
  }

  @Override
  public void gradient(double[] x, double[] gradient) {
    double[] slope =
        program.quadratic().isPresent() ? program.timesQuadratic(x) : new double[x.length];
    for (int j = 0; j < x.length; j++) {
      gradient[j] = program.sign() * (program.cost()[j] + slope[j]);
    }
  }

  @Override
  public void constraints(double[] x, double[] values) {
    double[] activity = program.matrix().times(x);
    System.arraycopy(activity, 0, values, 0, activity.length);
  }

  @Override
  public Sparsity jacobianSparsity() {
    return jacobian;
  }

  @Override
  public void jacobian(double[] x, double[] values) {
    System.arraycopy(byRow.value(), 0, values, 0, byRow.size());
  }

  @Override
  public Sparsity hessianSparsity() {
    return hessian;
  }

  @Override
  public void hessian(double[] x, double sigma, double[] y, double[] values) {
    for (int k = 0; k < values.length; k++) {
      values[k] = sigma * program.sign() * hessianValues[k];
    }
  }
}
