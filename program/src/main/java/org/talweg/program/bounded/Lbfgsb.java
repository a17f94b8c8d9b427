package org.talweg.program.bounded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * L-BFGS-B: minimises a smooth f over a box by a limited-memory quasi-Newton model,
 *
 * <pre>
 *   m(x) = f_k + g'(x - x_k) + (x - x_k)' B (x - x_k) / 2,     B = theta I - W M W',
 *   W = [Y  theta S],   M = [-D  L'; L  theta S'S]^-1
 * </pre>
 *
 * from the last steps S and changes of the gradient Y, with L the strict lower triangle and D the
 * diagonal of S'Y. In every iteration the model's first local minimiser along the projected
 * steepest-descent path (the generalised Cauchy point) says which bounds are active; then the model
 * is minimised over the other variables, the step is cut at the bounds, and a backtracking line
 * search follows.
 *
 * <p>Source: Byrd, Lu, Nocedal and Zhu, A limited memory algorithm for bound constrained
 * optimization, SIAM Journal on Scientific Computing 16, 1995; algorithms CP and the direct primal
 * method. Needs f and its gradient. Ends at a stationary point. A step costs O(memory^2 n) besides
 * one or a few evaluations.
 */
public final class Lbfgsb {
  private static final int MEMORY = 10;
  private static final double ARMIJO = 1e-4;
  private static final int MOST_BACKTRACKS = 30;

  /** A function and its gradient. */
  public interface Smooth {
    /** Fills in the gradient and returns the value; what is not finite is not accepted. */
    double evaluate(double[] x, double[] gradient);
  }

  /**
   * Where it ended.
   *
   * @param residual the largest entry of x - P(x - g), P the projection onto the box
   * @param converged whether the residual is within the tolerance
   */
  public record Result(
      double[] x,
      double objective,
      double[] gradient,
      double residual,
      boolean converged,
      int iterations,
      int evaluations) {}

  private final double[] lower;
  private final double[] upper;
  private final int n;
  private final List<double[]> steps = new ArrayList<>(); // S
  private final List<double[]> changes = new ArrayList<>(); // Y
  private double theta = 1;
  private double[][] middle = {}; // M

  private Lbfgsb(double[] lower, double[] upper) {
    this.lower = lower;
    this.upper = upper;
    this.n = lower.length;
  }

  /** Minimises f over the box from a start, which is projected into it. */
  public static Result minimise(
      Smooth f,
      double[] start,
      double[] lower,
      double[] upper,
      double tolerance,
      int iterations,
      BooleanSupplier over) {
    return new Lbfgsb(lower, upper).run(f, start, tolerance, iterations, over);
  }

  private Result run(
      Smooth f, double[] start, double tolerance, int iterations, BooleanSupplier over) {
    double[] x = start.clone();
    project(x);
    double[] g = new double[n];
    double value = f.evaluate(x, g);
    int evaluations = 1;
    int k = 0;
    while (residual(x, g) > tolerance && k < iterations && !over.getAsBoolean()) {
      double[] target = subspaceMinimum(x, g);
      double[] d = new double[n];
      double slope = 0;
      for (int i = 0; i < n; i++) {
        d[i] = target[i] - x[i];
        slope += d[i] * g[i];
      }
      if (!(slope < 0)) { // rounding has spoilt the model
        if (steps.isEmpty()) {
          break;
        }
        forget();
        continue;
      }
      double alpha = steps.isEmpty() ? Math.min(1, 1 / norm(d)) : 1;
      double[] next = new double[n];
      double[] nextGradient = new double[n];
      double nextValue = Double.NaN;
      boolean accepted = false;
      for (int trial = 0; trial < MOST_BACKTRACKS && !accepted; trial++) {
        for (int i = 0; i < n; i++) {
          next[i] = Math.clamp(x[i] + alpha * d[i], lower[i], upper[i]);
        }
        nextValue = f.evaluate(next, nextGradient);
        evaluations++;
        accepted =
            Double.isFinite(nextValue)
                && nextValue - value
                    <= ARMIJO * alpha * slope + 10 * Math.ulp(1.0) * Math.abs(value);
        alpha *= accepted ? 1 : shorter(value, slope, alpha, nextValue);
      }
      if (!accepted) {
        if (steps.isEmpty()) {
          break;
        }
        forget();
        continue;
      }
      remember(x, g, next, nextGradient);
      x = next;
      g = nextGradient;
      value = nextValue;
      k++;
    }
    double residual = residual(x, g);
    return new Result(x, value, g, residual, residual <= tolerance, k, evaluations);
  }

  /** By how much to shorten the step: to the minimiser of the parabola through what is known. */
  private static double shorter(double value, double slope, double alpha, double trial) {
    double curvature = trial - value - alpha * slope;
    double factor = -slope * alpha / (2 * curvature);
    return Double.isFinite(factor) ? Math.clamp(factor, 0.1, 0.5) : 0.1;
  }

  private void project(double[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.clamp(x[i], lower[i], Math.max(lower[i], upper[i]));
    }
  }

  private double residual(double[] x, double[] g) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double moved = Math.clamp(x[i] - g[i], lower[i], Math.max(lower[i], upper[i]));
      largest = Math.max(largest, Math.abs(moved - x[i]));
    }
    return largest;
  }

  private void forget() {
    steps.clear();
    changes.clear();
    theta = 1;
    middle = new double[0][];
  }

  private void remember(double[] x, double[] g, double[] next, double[] nextGradient) {
    double[] s = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      s[i] = next[i] - x[i];
      y[i] = nextGradient[i] - g[i];
    }
    double sy = dot(s, y);
    double yy = dot(y, y);
    if (!(sy > Math.ulp(1.0) * yy)) {
      return; // no curvature along the step
    }
    if (steps.size() == MEMORY) {
      steps.removeFirst();
      changes.removeFirst();
    }
    steps.add(s);
    changes.add(y);
    theta = yy / sy;
    int k = steps.size();
    double[][] inverse = new double[2 * k][2 * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double ij = dot(steps.get(i), changes.get(j));
        if (i == j) {
          inverse[i][i] = -ij;
        } else if (i > j) {
          inverse[k + i][j] = ij;
          inverse[j][k + i] = ij;
        }
        inverse[k + i][k + j] = theta * dot(steps.get(i), steps.get(j));
      }
    }
    middle = invert(inverse);
  }

  /** Row i of W. */
  private double[] row(int i) {
    int k = steps.size();
    double[] w = new double[2 * k];
    for (int j = 0; j < k; j++) {
      w[j] = changes.get(j)[i];
      w[k + j] = theta * steps.get(j)[i];
    }
    return w;
  }

  /** The generalised Cauchy point, then the model's minimiser over the variables free there. */
  private double[] subspaceMinimum(double[] x, double[] g) {
    int k2 = middle.length;
    double[] breakpoint = new double[n];
    double[] d = new double[n];
    double[] p = new double[k2];
    double slope = 0;
    for (int i = 0; i < n; i++) {
      double room = g[i] < 0 ? x[i] - upper[i] : x[i] - lower[i];
      breakpoint[i] = g[i] == 0 ? Double.POSITIVE_INFINITY : room / g[i];
      if (breakpoint[i] > 0) {
        d[i] = -g[i];
        slope -= g[i] * g[i];
        add(p, d[i], row(i));
      }
    }
    double[] cauchy = x.clone();
    double[] c = new double[k2];
    double curvature = -theta * slope - dot(p, times(p));
    double best = -slope / curvature;
    double t = 0;
    int[] order =
        IntStream.range(0, n)
            .filter(i -> breakpoint[i] > 0 && breakpoint[i] < Double.POSITIVE_INFINITY)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> breakpoint[i]))
            .mapToInt(i -> i)
            .toArray();
    for (int b : order) {
      double dt = breakpoint[b] - t;
      if (best < dt) {
        break;
      }
      cauchy[b] = d[b] > 0 ? upper[b] : lower[b];
      double z = cauchy[b] - x[b];
      add(c, dt, p);
      double[] w = row(b);
      double[] mw = times(w);
      slope += dt * curvature + g[b] * g[b] + theta * g[b] * z - g[b] * dot(mw, c);
      curvature -= theta * g[b] * g[b] + 2 * g[b] * dot(mw, p) + g[b] * g[b] * dot(mw, w);
      curvature = Math.max(curvature, Math.ulp(1.0) * theta * g[b] * g[b]);
      add(p, g[b], w);
      d[b] = 0;
      best = -slope / curvature;
      t = breakpoint[b];
    }
    best = Double.isFinite(best) ? Math.max(0, best) : 0;
    add(c, best, p);
    for (int i = 0; i < n; i++) {
      cauchy[i] += (t + best) * d[i]; // 0 for those at a bound
    }
    return k2 == 0 ? cauchy : overFree(x, g, cauchy, c);
  }

  private double[] overFree(double[] x, double[] g, double[] cauchy, double[] c) {
    int k2 = middle.length;
    int[] free =
        IntStream.range(0, n).filter(i -> cauchy[i] > lower[i] && cauchy[i] < upper[i]).toArray();
    double[] mc = times(c);
    double[] v = new double[k2];
    double[][] system = new double[k2][k2]; // I - M W_F' W_F / theta
    double[][] product = new double[k2][k2];
    double[] r = new double[free.length];
    for (int f = 0; f < free.length; f++) {
      int i = free[f];
      double[] w = row(i);
      r[f] = g[i] + theta * (cauchy[i] - x[i]) - dot(w, mc);
      add(v, r[f], w);
      for (int a = 0; a < k2; a++) {
        add(product[a], w[a] / theta, w);
      }
    }
    for (int a = 0; a < k2; a++) {
      system[a][a] = 1;
      for (int b = 0; b < k2; b++) {
        system[a][b] -= dot(middle[a], column(product, b));
      }
    }
    double[] solved = new double[k2];
    double[] right = times(v);
    double[][] inverse = invert(system);
    for (int a = 0; a < k2; a++) {
      solved[a] = dot(inverse[a], right);
    }
    double alpha = 1;
    double[] du = new double[free.length];
    for (int f = 0; f < free.length; f++) {
      int i = free[f];
      du[f] = -r[f] / theta - dot(row(i), solved) / (theta * theta);
      double room = du[f] < 0 ? lower[i] - cauchy[i] : upper[i] - cauchy[i];
      alpha = du[f] == 0 ? alpha : Math.min(alpha, room / du[f]);
    }
    double[] target = cauchy.clone();
    for (int f = 0; f < free.length; f++) {
      target[free[f]] += alpha * du[f];
    }
    return target;
  }

  private double[] times(double[] v) {
    double[] product = new double[v.length];
    for (int a = 0; a < v.length; a++) {
      product[a] = dot(middle[a], v);
    }
    return product;
  }

  private static double[] column(double[][] a, int j) {
    return Arrays.stream(a).mapToDouble(row -> row[j]).toArray();
  }

  private static void add(double[] to, double factor, double[] v) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * v[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  /** Gauss and Jordan's inverse of a small matrix, with partial pivoting. */
  private static double[][] invert(double[][] matrix) {
    int size = matrix.length;
    double[][] a = new double[size][];
    for (int i = 0; i < size; i++) {
      a[i] = Arrays.copyOf(matrix[i], 2 * size);
      a[i][size + i] = 1;
    }
    for (int k = 0; k < size; k++) {
      int pivot = k;
      for (int i = k + 1; i < size; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      double diagonal = a[k][k];
      for (int j = k; j < 2 * size; j++) {
        a[k][j] /= diagonal;
      }
      for (int i = 0; i < size; i++) {
        if (i != k && a[i][k] != 0) {
          add(a[i], -a[i][k], a[k]);
        }
      }
    }
    return Arrays.stream(a)
        .map(r -> Arrays.copyOfRange(r, size, 2 * size))
        .toArray(double[][]::new);
  }
}
