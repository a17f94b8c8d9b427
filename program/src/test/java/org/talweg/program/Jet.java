package org.talweg.program;

/** A number with its gradient and Hessian in a few variables: exact derivatives for tests. */
@SuppressWarnings("ArrayRecordComponent")
public record Jet(double value, double[] gradient, double[][] hessian) {
  /** The variable with index i of n. */
  public static Jet variable(double value, int i, int n) {
    var jet = constant(value, n);
    jet.gradient[i] = 1;
    return jet;
  }

  public static Jet constant(double value, int n) {
    return new Jet(value, new double[n], new double[n][n]);
  }

  public Jet plus(Jet o) {
    return combine(value + o.value, o, 1, 1, 0);
  }

  public Jet minus(Jet o) {
    return combine(value - o.value, o, 1, -1, 0);
  }

  public Jet times(Jet o) {
    return combine(value * o.value, o, o.value, value, 1);
  }

  public Jet over(Jet o) {
    return times(o.pow(-1));
  }

  public Jet plus(double k) {
    return plus(constant(k, gradient.length));
  }

  public Jet times(double k) {
    return times(constant(k, gradient.length));
  }

  public Jet square() {
    return times(this);
  }

  public Jet pow(double p) {
    return of(Math.pow(value, p), p * Math.pow(value, p - 1), p * (p - 1) * Math.pow(value, p - 2));
  }

  public Jet exp() {
    return of(Math.exp(value), Math.exp(value), Math.exp(value));
  }

  public Jet log() {
    return of(Math.log(value), 1 / value, -1 / (value * value));
  }

  public Jet sqrt() {
    return pow(0.5);
  }

  /** f(this) from f's value and derivatives. */
  private Jet of(double f, double f1, double f2) {
    int n = gradient.length;
    var g = new double[n];
    var h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = f1 * gradient[i];
      for (int j = 0; j < n; j++) {
        h[i][j] = f1 * hessian[i][j] + f2 * gradient[i] * gradient[j];
      }
    }
    return new Jet(f, g, h);
  }

  private Jet combine(double v, Jet o, double a, double b, double cross) {
    int n = gradient.length;
    var g = new double[n];
    var h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = a * gradient[i] + b * o.gradient[i];
      for (int j = 0; j < n; j++) {
        h[i][j] =
            a * hessian[i][j]
                + b * o.hessian[i][j]
                + cross * (gradient[i] * o.gradient[j] + gradient[j] * o.gradient[i]);
      }
    }
    return new Jet(v, g, h);
  }
}
