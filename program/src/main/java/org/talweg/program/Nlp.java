package org.talweg.program;

/**
 * A nonlinear program as its solvers see it, in arrays:
 *
 * <pre>
 *   min f(x)   subject to   cL &lt;= c(x) &lt;= cU,   xL &lt;= x &lt;= xU
 * </pre>
 *
 * with n variables and m constraints. A constraint whose two bounds are equal is an equation; an
 * absent bound is infinite. Derivatives are sparse: their structure is fixed, and each evaluation
 * fills an array of values in the structure's order.
 *
 * <p>An evaluation outside a function's domain gives NaN or an infinity and never throws. One
 * instance is used by one thread at a time; arrays that are handed in are filled, not kept.
 */
public interface Nlp {
  /** n, at least 1. */
  int variables();

  /** m, 0 or more. */
  int constraints();

  /** xL, length n. */
  double[] lower();

  /** xU, length n. */
  double[] upper();

  /** cL, length m. */
  double[] constraintLower();

  /** cU, length m. */
  double[] constraintUpper();

  /** Where to begin, length n; it need not be within the bounds. */
  double[] start();

  /** f(x). */
  double objective(double[] x);

  /** The gradient of f at x, length n. */
  void gradient(double[] x, double[] gradient);

  /** c(x), length m. */
  void constraints(double[] x, double[] values);

  /** Where the Jacobian of c, m by n, may be other than zero. */
  Sparsity jacobianSparsity();

  /** The Jacobian of c at x, in the order of its sparsity. */
  void jacobian(double[] x, double[] values);

  /** Where the lower triangle of the Hessian of the Lagrangian, n by n, may be other than zero. */
  Sparsity hessianSparsity();

  /**
   * The lower triangle of sigma times the Hessian of f plus the sum of y[i] times the Hessian of
   * c[i], at x, in the order of its sparsity.
   */
  void hessian(double[] x, double sigma, double[] y, double[] values);
}
