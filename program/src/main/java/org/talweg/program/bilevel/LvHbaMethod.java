package org.talweg.program.bilevel;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.program.Nlp;

/**
 * The Hessian-free single loop on the proximal Lagrangian value function, step by step. The paper's
 * notation: upper objective F, lower objective f with constraints g(x, y) &lt;= 0 that may couple
 * both levels (equations have multipliers of either sign).
 *
 * <pre>
 *   v(x, y, z) = min over th in Y  max over lam in Z  of
 *                f(x, th) + lam'g(x, th) + ||th - y||^2 / (2 g1) - ||lam - z||^2 / (2 g2)
 * </pre>
 *
 * is smooth, and for (x, y) in C = {X x Y, g &lt;= 0} the gap f(x, y) - v(x, y, z) is 0 or more,
 * and 0 exactly where y is the follower's answer with multiplier z in Z = [0, u]^p. The method
 * descends F / c_k + f - v over C and Z, with c_k = c0 (k + 1)^p growing; a step is
 *
 * <pre>
 *   th  &lt;- P_Y(th - eta (grad_y f(x, th) + grad_y g(x, th)'lam + (th - y) / g1))
 *   lam &lt;- P_Z(lam - eta (-g(x, th) + (lam - z) / g2))              both from the old th and lam
 *   d_x = grad_x F(x, y) / c_k + grad_x f(x, y) - grad_x f(x, th) - grad_x g(x, th)'lam
 *   d_y = grad_y F(x, y) / c_k + grad_y f(x, y) - (y - th) / g1
 *   (x, y) &lt;- P_C((x, y) - alpha (d_x, d_y)),    z &lt;- P_Z(z + beta (lam - z) / g2)
 * </pre>
 *
 * with the new th and lam in the last three. What is left at step k is the bias of the penalty, of
 * the order of 1/c_k.
 *
 * <p>Source: Yao, Yu, Zeng, Zhang, "Constrained Bi-Level Optimization: Proximal Lagrangian Value
 * function Approach and Hessian-free Algorithm" (arXiv 2401.16164), algorithm 1. Needs f and g
 * convex in y, first derivatives, and C convex; upper constraints, which the paper has not, are
 * taken into C. Constraints are normalised first ({@link Rows}). Cost: four gradients and a {@link
 * Projection} a step.
 */
public final class LvHbaMethod {
  /**
   * What the method can be told.
   *
   * @param g1 gamma_1, below 1 over the weak convexity of f in y
   * @param g2 gamma_2
   * @param alpha step of (x, y)
   * @param beta step of z
   * @param eta step of the saddle point
   * @param c0 the first penalty
   * @param p the power with which it grows, between 0 and 1/2
   * @param u bound of the multipliers
   */
  public record Parameters(
      double g1, double g2, double alpha, double beta, double eta, double c0, double p, double u) {
    public Parameters {
      if (!(g1 > 0 && g2 > 0 && alpha > 0 && beta > 0 && eta > 0 && c0 > 0 && u > 0)
          || !(p > 0 && p < 0.5)) {
        throw new IllegalArgumentException("all are more than 0, and p less than 1/2");
      }
    }
  }

  private final Nlp upper;
  private final Nlp lower;
  private final Rows rows;
  private final Box y;
  private final Projection projection;
  private final Parameters parameters;
  private final int n;
  private final int size;

  private final double[] xy;
  private final double[] xTheta;
  private final double[] lambda;
  private final double[] z;
  private final double[] atTheta;
  private final double[] here;
  private final double[] g;
  private long steps = 0;
  private double change = Double.POSITIVE_INFINITY;

  /** Begins at the projection of (x, y) with theta = y and no multipliers. */
  public LvHbaMethod(BilevelProgram problem, LeaderFollower start, Parameters parameters) {
    this.upper = problem.upper();
    this.lower = problem.lower();
    this.n = problem.upperVariables();
    this.size = upper.variables();
    this.y = problem.boundsOfY();
    this.parameters = parameters;
    this.projection = new Projection(problem);
    this.xy = projection.of(start.joint());
    this.xTheta = xy.clone();
    this.rows = new Rows(lower, xy);
    this.lambda = new double[rows.size()];
    this.z = new double[rows.size()];
    this.atTheta = new double[size];
    this.here = new double[size];
    this.g = new double[rows.size()];
  }

  /**
   * Steps from norms at the start: smoothness L_F and L_f of the objectives, and ||A|| of the
   * normalised constraints in y. eta keeps both the potential and the rotating part of the saddle
   * operator within its modulus, alpha the sum of the smooth parts; g1 = 10, g2 = 1, p = 0.45.
   *
   * @param c0 the weight of the follower against the leader to begin with
   * @param safety a factor on alpha and eta, 1 or less where the method swings
   */
  public static Parameters derived(
      BilevelProgram problem, LeaderFollower start, double c0, double safety) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    double[] z = start.joint();
    int n = problem.upperVariables();
    double g1 = 10;
    double g2 = 1;
    double ofUpper = Smoothness.of(problem.upper()::gradient, z, 0, z.length, random);
    double ofLower = Smoothness.of(problem.lower()::gradient, z, 0, z.length, random);
    double ofAnswer = Smoothness.of(problem.lower()::gradient, z, n, z.length, random);
    double coupling = coupling(new Rows(problem.lower(), z), z, n);
    double modulus = (1 / g1 + 1 / g2) / 2;
    double eta =
        Math.min(
            0.5 / (ofAnswer + 1 / g1 + 1 / g2), modulus / Math.max(coupling * coupling, 1e-300));
    double alpha = 0.3 / (ofUpper / c0 + ofLower + 1 / g1);
    return new Parameters(g1, g2, safety * alpha, 0.1 * g2, safety * eta, c0, 0.45, 1e4);
  }

  /** The norm of the normalised Jacobian in y, from above: its Frobenius norm by columns tried. */
  private static double coupling(Rows rows, double[] at, int n) {
    // The power method on A A', whose products are transposed ones and differences of g.
    double[] v = new double[rows.size()];
    Arrays.fill(v, 1);
    double norm = 0;
    double[] base = new double[rows.size()];
    double[] moved = new double[rows.size()];
    rows.values(at, base);
    for (int k = 0; k < 20 && v.length > 0; k++) {
      double[] step = new double[at.length];
      rows.addTransposed(at, v, step);
      double length = 0;
      for (int j = n; j < step.length; j++) {
        length += step[j] * step[j];
      }
      double ofV = 0;
      for (double value : v) {
        ofV += value * value;
      }
      if (!(length > 0) || !(ofV > 0)) {
        break;
      }
      norm = Math.max(norm, Math.sqrt(length / ofV));
      double h = 1e-5 / Math.sqrt(length);
      double[] there = at.clone();
      for (int j = n; j < there.length; j++) {
        there[j] += h * step[j];
      }
      rows.values(there, moved);
      for (int i = 0; i < v.length; i++) {
        v[i] = (moved[i] - base[i]) / h;
      }
    }
    return norm;
  }

  /** One iteration. */
  public void step() {
    double c = parameters.c0 * Math.pow(steps + 1.0, parameters.p);
    // The saddle point, from the old theta and lambda.
    lower.gradient(xTheta, atTheta);
    rows.addTransposed(xTheta, lambda, atTheta);
    rows.values(xTheta, g);
    for (int j = n; j < size; j++) {
      double d = atTheta[j] + (xTheta[j] - xy[j]) / parameters.g1;
      xTheta[j] = Math.clamp(xTheta[j] - parameters.eta * d, y.lower()[j - n], y.upper()[j - n]);
    }
    for (int i = 0; i < g.length; i++) {
      double d = -g[i] + (lambda[i] - z[i]) / parameters.g2;
      lambda[i] = multiplier(i, lambda[i] - parameters.eta * d);
    }
    // The penalised objective, with the new ones.
    lower.gradient(xTheta, atTheta);
    rows.addTransposed(xTheta, lambda, atTheta);
    double[] target = xy.clone();
    upper.gradient(xy, here);
    for (int j = 0; j < size; j++) {
      target[j] -= parameters.alpha * here[j] / c;
    }
    lower.gradient(xy, here);
    for (int j = 0; j < size; j++) {
      double ofV = j < n ? atTheta[j] : (xy[j] - xTheta[j]) / parameters.g1;
      target[j] -= parameters.alpha * (here[j] - ofV);
    }
    double[] next = projection.of(target);
    change = 0;
    for (int j = 0; j < size; j++) {
      change = Math.max(change, Math.abs(next[j] - xy[j]));
      xy[j] = next[j];
    }
    System.arraycopy(next, 0, xTheta, 0, n);
    for (int i = 0; i < z.length; i++) {
      double before = z[i];
      z[i] = multiplier(i, z[i] + parameters.beta * (lambda[i] - z[i]) / parameters.g2);
      change = Math.max(change, Math.abs(z[i] - before));
    }
    steps++;
  }

  private double multiplier(int i, double value) {
    return Math.clamp(value, rows.equation(i) ? -parameters.u : 0, parameters.u);
  }

  public double[] x() {
    return Arrays.copyOf(xy, n);
  }

  public double[] y() {
    return Arrays.copyOfRange(xy, n, size);
  }

  /** z, near the multipliers of the normalised constraints. */
  public double[] multipliers() {
    return z.clone();
  }

  /** The largest change of x, y or z in the last step. */
  public double change() {
    return change;
  }

  /** How many steps have been taken. */
  public long steps() {
    return steps;
  }
}
