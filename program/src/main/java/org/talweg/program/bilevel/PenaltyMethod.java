package org.talweg.program.bilevel;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The penalty method for bilevel programs, step by step, first-order and possibly stochastic. The
 * paper's notation: upper objective f, lower objective g, X and Y closed and convex (boxes here).
 *
 * <pre>
 *   h_s(x, y) = s f(x, y) + g(x, y),    l(x, s) = min over y in Y of h_s(x, y)
 *   psi_s(x) = (l(x, s) - l(x, 0)) / s  ->  psi(x) = min over y in S(x) of f(x, y)   as s -> 0
 *   grad psi_s(x) = grad_x f(x, w) + (grad_x g(x, w) - grad_x g(x, u)) / s,
 *                   w in argmin h_s(x, .),  u in argmin g(x, .)
 * </pre>
 *
 * Under the proximal error bound, uniformly down to s = 0, psi_s - psi and, where the lower
 * solution is regular, grad psi_s - grad psi are O(s); without it neither need be.
 *
 * <p><b>Double loop</b> (algorithm A): T steps on each of the two proximal problems, then one on x,
 *
 * <pre>
 *   u &lt;- P_Y[ u - gamma (grad_y g(x, u) + (u - z) / rho) ]                       from u = z
 *   w &lt;- P_Y[ w - gamma (s grad_y f(x, w) + grad_y g(x, w) + (w - y) / rho) ]    from w = y
 *   z &lt;- (1 - b) z + b u,   y &lt;- (1 - b) y + b w
 *   x &lt;- P_X[ x - a (grad_x f(x, w) + (grad_x g(x, w) - grad_x g(x, u)) / s) ]   mean of M samples
 * </pre>
 *
 * <p><b>Single loop</b> (algorithm B): T = 1, and each gradient v is replaced by the recursive
 * momentum estimate (STORM; Cutkosky and Orabona 2019)
 *
 * <pre>
 *   v^ &lt;- v(point; xi) + (1 - eta) (v^ - v(point before; xi))      the same sample xi at both
 * </pre>
 *
 * Gradients that are subtracted and divided by s are taken from the same sample, or its noise would
 * be divided by s too.
 *
 * <p>Source: Kwon, Kwon, Wright, Nowak, "On Penalty Methods for Nonconvex Bilevel Optimization and
 * First-Order Stochastic Approximation" (arXiv 2309.01753), algorithms 1 and 2; schedules and b are
 * reconstructed from its conditions. Needs first derivatives of both objectives and no constraints
 * but boxes. Cost: 3 T + 3 M gradients a step of the double loop, 6 of the single loop (3 without
 * momentum).
 */
public final class PenaltyMethod {
  /**
   * What the method can be told.
   *
   * @param gamma step of y and z, at most 1 over the smoothness of h_s(x, .) plus 1 / rho
   * @param rho proximal parameter, below 1 over the smoothness; infinite for none, which is right
   *     where the lower level is convex
   * @param outer b, how far the proximal centres move, in (0, 1]
   * @param inner T, the most inner steps
   * @param accuracy the inner loop ends once its two residuals are at most s times this; 0 for
   *     never
   * @param batch M, samples averaged for a step of x
   * @param momentum eta of the single loop, in (0, 1]; 1 for plain stochastic gradients
   * @param shared whether gradients of one step use one sample, as they should
   */
  public record Parameters(
      double gamma,
      double rho,
      double outer,
      int inner,
      double accuracy,
      int batch,
      double momentum,
      boolean shared) {
    public Parameters {
      if (!(gamma > 0) || !(rho > 0) || !(outer > 0 && outer <= 1) || inner < 1 || batch < 1) {
        throw new IllegalArgumentException(
            "steps are more than 0, b at most 1, T and M at least 1");
      }
    }

    /** T steps of that length, no proximal term, everything else plain. */
    public static Parameters of(double gamma, int inner) {
      return new Parameters(gamma, Double.POSITIVE_INFINITY, 1, inner, 0, 1, 1, true);
    }

    public Parameters withRho(double rho) {
      return new Parameters(gamma, rho, outer, inner, accuracy, batch, momentum, shared);
    }

    public Parameters withAccuracy(double accuracy) {
      return new Parameters(gamma, rho, outer, inner, accuracy, batch, momentum, shared);
    }

    public Parameters withMomentum(double momentum) {
      return new Parameters(gamma, rho, outer, inner, accuracy, batch, momentum, shared);
    }

    public Parameters withIndependentSamples() {
      return new Parameters(gamma, rho, outer, inner, accuracy, batch, momentum, false);
    }
  }

  private final Gradients oracle;
  private final Box boundsOfX;
  private final Box boundsOfY;
  private final Parameters parameters;
  private final RandomGenerator random;
  private final int n;
  private final int m;

  /** (x, y): y is the proximal centre for h_s. */
  private final double[] xy;

  /** (x, z): z is the proximal centre for g. */
  private final double[] xz;

  private final double[] direction;
  private final double[] g;
  private final double[] f;
  private final double[] gu;
  private @Nullable Momentum momentum;
  private long evaluations = 0;

  /**
   * Begins at x with both centres at y, within their bounds.
   *
   * @param random draws the samples' numbers
   */
  public PenaltyMethod(
      Gradients oracle,
      Box boundsOfX,
      Box boundsOfY,
      double[] x,
      double[] y,
      Parameters parameters,
      RandomGenerator random) {
    this.oracle = oracle;
    this.boundsOfX = boundsOfX;
    this.boundsOfY = boundsOfY;
    this.parameters = parameters;
    this.random = random;
    this.n = x.length;
    this.m = y.length;
    this.xy = LeaderFollower.joint(x, y);
    this.xz = xy.clone();
    this.direction = new double[n];
    this.g = new double[n + m];
    this.f = new double[n + m];
    this.gu = new double[n + m];
  }

  public double[] x() {
    return Arrays.copyOf(xy, n);
  }

  /** The answer under the penalty, near argmin h_s(x, .). */
  public double[] y() {
    return Arrays.copyOfRange(xy, n, n + m);
  }

  /** The answer without it, near argmin g(x, .). */
  public double[] z() {
    return Arrays.copyOfRange(xz, n, n + m);
  }

  /** The last estimate of grad psi_s. */
  public double[] direction() {
    return direction.clone();
  }

  /** Gradients of either objective taken so far. */
  public long evaluations() {
    return evaluations;
  }

  /** Steps of z towards argmin g(x, .) alone, and y beside it: a start. */
  public void warm(int steps) {
    for (int t = 0; t < steps; t++) {
      lower(xz, random.nextLong(), gu);
      for (int j = 0; j < m; j++) {
        xz[n + j] = clampY(j, xz[n + j] - parameters.gamma * gu[n + j]);
        xy[n + j] = xz[n + j];
      }
    }
  }

  /** One outer iteration of algorithm A. */
  public void doubleLoop(double s, double a) {
    double[] u = xz.clone();
    double[] w = xy.clone();
    double away = 1 / parameters.rho;
    for (int t = 0; t < parameters.inner; t++) {
      long sample = random.nextLong();
      lower(u, sample, gu);
      lower(w, other(sample), g);
      upper(w, sample, f);
      double residual = 0;
      for (int j = n; j < n + m; j++) {
        double du = gu[j] + away * (u[j] - xz[j]);
        double dw = s * f[j] + g[j] + away * (w[j] - xy[j]);
        double nextU = clampY(j - n, u[j] - parameters.gamma * du);
        double nextW = clampY(j - n, w[j] - parameters.gamma * dw);
        residual = Math.max(residual, Math.max(Math.abs(nextU - u[j]), Math.abs(nextW - w[j])));
        u[j] = nextU;
        w[j] = nextW;
      }
      if (residual <= parameters.gamma * s * parameters.accuracy) {
        break;
      }
    }
    Arrays.fill(direction, 0);
    for (int k = 0; k < parameters.batch; k++) {
      long sample = random.nextLong();
      upper(w, sample, f);
      lower(w, sample, g);
      lower(u, other(sample), gu);
      for (int i = 0; i < n; i++) {
        direction[i] += (f[i] + (g[i] - gu[i]) / s) / parameters.batch;
      }
    }
    double b = parameters.outer;
    for (int j = n; j < n + m; j++) {
      xz[j] = (1 - b) * xz[j] + b * u[j];
      xy[j] = (1 - b) * xy[j] + b * w[j];
    }
    stepX(a);
  }

  /** One iteration of algorithm B. */
  public void singleLoop(double s, double a) {
    long sample = random.nextLong();
    upper(xy, sample, f);
    lower(xy, sample, g);
    lower(xz, other(sample), gu);
    Momentum v = momentum;
    if (v == null || parameters.momentum >= 1) {
      v = new Momentum(xy.clone(), xz.clone(), f.clone(), g.clone(), gu.clone());
      momentum = v;
    } else {
      v.advance(sample);
    }
    for (int i = 0; i < n; i++) {
      direction[i] = v.f[i] + (v.g[i] - v.gu[i]) / s;
    }
    for (int j = n; j < n + m; j++) {
      xz[j] = clampY(j - n, xz[j] - parameters.gamma * v.gu[j]);
      xy[j] = clampY(j - n, xy[j] - parameters.gamma * (s * v.f[j] + v.g[j]));
    }
    stepX(a);
  }

  /** The estimates of the gradients at the points they were last taken at. */
  private final class Momentum {
    private final double[] oldXy;
    private final double[] oldXz;
    private final double[] f;
    private final double[] g;
    private final double[] gu;
    private final double[] before;

    Momentum(double[] oldXy, double[] oldXz, double[] f, double[] g, double[] gu) {
      this.oldXy = oldXy;
      this.oldXz = oldXz;
      this.f = f;
      this.g = g;
      this.gu = gu;
      this.before = new double[f.length];
    }

    /** The outer class's f, g, gu hold the gradients of this sample at the new points. */
    void advance(long sample) {
      upper(oldXy, sample, before);
      blend(f, PenaltyMethod.this.f);
      lower(oldXy, sample, before);
      blend(g, PenaltyMethod.this.g);
      lower(oldXz, other(sample), before);
      blend(gu, PenaltyMethod.this.gu);
      System.arraycopy(xy, 0, oldXy, 0, xy.length);
      System.arraycopy(xz, 0, oldXz, 0, xz.length);
    }

    private void blend(double[] estimate, double[] now) {
      for (int i = 0; i < now.length; i++) {
        estimate[i] = now[i] + (1 - parameters.momentum) * (estimate[i] - before[i]);
      }
    }
  }

  private void stepX(double a) {
    for (int i = 0; i < n; i++) {
      double next =
          Math.clamp(xy[i] - a * direction[i], boundsOfX.lower()[i], boundsOfX.upper()[i]);
      xy[i] = next;
      xz[i] = next;
    }
  }

  private double clampY(int j, double value) {
    return Math.clamp(value, boundsOfY.lower()[j], boundsOfY.upper()[j]);
  }

  /** The sample of a gradient that is subtracted from another. */
  private long other(long sample) {
    return parameters.shared ? sample : ~sample;
  }

  private void upper(double[] at, long sample, double[] gradient) {
    evaluations++;
    oracle.upper(at, sample, gradient);
  }

  private void lower(double[] at, long sample, double[] gradient) {
    evaluations++;
    oracle.lower(at, sample, gradient);
  }
}
