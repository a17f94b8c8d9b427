package org.talweg.program.expression;

/**
 * An objective or the body of a constraint: a linear part and an expression,
 *
 * <pre>
 *   sum over k of coefficients[k] x[variables[k]]  +  nonlinear
 * </pre>
 *
 * The arrays are shared, not copied: nobody writes to them.
 *
 * @param variables of the linear part, in any order; one that occurs twice counts twice
 * @param nonlinear a node of the program's graph; it may have constants and linear terms too
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record Row(int[] variables, double[] coefficients, int nonlinear) {
  private static final int[] NO_VARIABLES = {};
  private static final double[] NO_COEFFICIENTS = {};

  public Row {
    if (variables.length != coefficients.length) {
      throw new IllegalArgumentException(
          variables.length + " variables for " + coefficients.length + " coefficients");
    }
  }

  /** An expression alone. */
  public static Row of(int expression) {
    return new Row(NO_VARIABLES, NO_COEFFICIENTS, expression);
  }
}
