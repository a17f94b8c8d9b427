package org.talweg.search.gp;

import java.util.Arrays;

/**
 * Minimises a smooth function over a box by projected L-BFGS.
 *
 * <p>Each iteration freezes the coordinates that lie on a bound and whose gradient points outward,
 * takes the two-loop quasi-Newton direction in the others, and backtracks along the projected path
 * x(t) = P(x + t d) until f(x(t)) ≤ f(x) + 1e-4 ∇f·(x(t) - x). A value of +∞ or NaN counts as "step
 * too long", so that a domain may be restricted by it.
 *
 * <p>Nocedal and Wright, "Numerical Optimization" (2006), algorithms 7.4 and 16.5 in spirit;
 * Bertsekas, "Projected Newton methods" (1982) for the frozen set. Cost per step: O(memory · d) and
 * about one evaluation. Guarantee: the value never rises.
 *
 * @param memory pairs of steps and gradient changes kept, 5 to 20
 * @param iterations at most so many
 * @param tolerance stops where the projected gradient's largest entry is below, or the value falls
 *     by less than this times its size
 */
public record BoundedLbfgs(int memory, int iterations, double tolerance) {
  /** A function with its gradient. */
  @FunctionalInterface
  public interface Smooth {
    /** The value at x; writes the gradient where the value is finite. */
    double at(double[] x, double[] gradient);
  }

  /** Moves x to a local minimum and returns its value; +∞ where the start has none. */
  public double minimize(Smooth f, double[] x, double[] low, double[] high) {
    int d = x.length;
    for (int i = 0; i < d; i++) {
      x[i] = Math.clamp(x[i], low[i], high[i]);
    }
    double[] gradient = new double[d];
    double value = f.at(x, gradient);
    if (!(value < Double.POSITIVE_INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    var history = new History(memory, d);
    double[] next = new double[d];
    double[] nextGradient = new double[d];
    double[] direction = new double[d];
    boolean[] free = new boolean[d];
    for (int iteration = 0; iteration < iterations; iteration++) {
      double largest = 0;
      for (int i = 0; i < d; i++) {
        free[i] = !(x[i] <= low[i] && gradient[i] > 0) && !(x[i] >= high[i] && gradient[i] < 0);
        largest = free[i] ? Math.max(largest, Math.abs(gradient[i])) : largest;
      }
      if (largest <= tolerance) {
        break;
      }
      history.direction(gradient, free, direction);
      if (!(Triangular.dot(direction, gradient, d) < 0)) {
        history.clear();
        history.direction(gradient, free, direction);
      }
      // Without curvature the gradient's length means nothing: begin with a tenth of the box.
      double step = history.isEmpty() ? 0.1 / largest : 1;
      double nextValue = Double.POSITIVE_INFINITY;
      boolean accepted = false;
      for (int trial = 0; trial < 25 && !accepted; trial++) {
        double slope = 0;
        for (int i = 0; i < d; i++) {
          next[i] = Math.clamp(x[i] + step * direction[i], low[i], high[i]);
          slope += gradient[i] * (next[i] - x[i]);
        }
        nextValue = f.at(next, nextGradient);
        accepted = nextValue <= value + 1e-4 * slope;
        if (!accepted) {
          // The minimum of the parabola through the two values and the slope, safeguarded.
          double shrink = slope / (2 * (slope - (nextValue - value)));
          step *= shrink >= 0.1 && shrink <= 0.5 ? shrink : shrink > 0.5 ? 0.5 : 0.1;
        }
      }
      if (!accepted) {
        if (history.isEmpty()) {
          break;
        }
        history.clear();
        continue;
      }
      history.add(x, gradient, next, nextGradient);
      double fall = value - nextValue;
      System.arraycopy(next, 0, x, 0, d);
      System.arraycopy(nextGradient, 0, gradient, 0, d);
      value = nextValue;
      if (fall <= tolerance * Math.max(1e-3, Math.abs(value))) {
        break;
      }
    }
    return value;
  }

  /** The last steps s and gradient changes y, newest last. */
  private static final class History {
    private final double[][] s;
    private final double[][] y;
    private final double[] rho;
    private final double[] alpha;
    private int count;

    History(int memory, int d) {
      s = new double[memory][d];
      y = new double[memory][d];
      rho = new double[memory];
      alpha = new double[memory];
    }

    boolean isEmpty() {
      return count == 0;
    }

    void clear() {
      count = 0;
    }

    void add(double[] x, double[] g, double[] nextX, double[] nextG) {
      int slot = count % s.length;
      double sy = 0;
      double yy = 0;
      for (int i = 0; i < x.length; i++) {
        double step = nextX[i] - x[i];
        double change = nextG[i] - g[i];
        s[slot][i] = step;
        y[slot][i] = change;
        sy += step * change;
        yy += change * change;
      }
      if (sy > 1e-12 * yy) {
        rho[slot] = 1 / sy;
        count++;
      }
    }

    /** The two-loop recursion on the free coordinates. */
    void direction(double[] gradient, boolean[] free, double[] out) {
      int d = gradient.length;
      for (int i = 0; i < d; i++) {
        out[i] = free[i] ? -gradient[i] : 0;
      }
      int kept = Math.min(count, s.length);
      for (int k = 0; k < kept; k++) {
        int slot = (count - 1 - k) % s.length;
        alpha[slot] = rho[slot] * Triangular.dot(s[slot], out, d);
        Triangular.add(out, -alpha[slot], y[slot], 0, d);
      }
      if (kept > 0) {
        int slot = (count - 1) % s.length;
        double scale = 1 / (rho[slot] * Triangular.dot(y[slot], y[slot], d));
        for (int i = 0; i < d; i++) {
          out[i] *= scale;
        }
      }
      for (int k = kept - 1; k >= 0; k--) {
        int slot = (count - 1 - k) % s.length;
        double beta = rho[slot] * Triangular.dot(y[slot], out, d);
        Triangular.add(out, alpha[slot] - beta, s[slot], 0, d);
      }
      for (int i = 0; i < d; i++) {
        out[i] = free[i] ? out[i] : 0;
      }
    }
  }

  /** A box with the same bounds along every coordinate. */
  public static double[] constant(int d, double value) {
    double[] x = new double[d];
    Arrays.fill(x, value);
    return x;
  }
}
