package org.talweg.program.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.talweg.program.factor.MultifrontalLdl;

/**
 * Control of a semilinear elliptic equation with a switch, toward two states at once:
 *
 * <pre>
 *   -Laplace y + kappa max(0, y) = u  on (0, 1)^2,   y = 0 on the boundary,
 *   J_i(u) = 1/2 ||y - y_i||^2 + sigma / 2 ||u||^2,   i = 1, 2
 * </pre>
 *
 * on a grid of N by N inner points with the five-point formula A. The state comes by semismooth
 * Newton steps from the last one,
 *
 * <pre>
 *   (A + kappa diag(1[y &gt; 0])) dy = -(A y + kappa max(0, y) - u),
 * </pre>
 *
 * and the gradient is p_i + sigma u with (A + kappa diag(1[y &gt; 0])) p_i = y - y_i: one element
 * of the subdifferential where y = 0 on more than single points.
 *
 * <p>Source: the survey of Bernreuther and others 2023, section 3 (paper nonsmooth-pde-mo). A state
 * costs 2 to 8 sparse factorizations.
 */
public final class MaxSwitchControl implements Simulation {
  private static final double TOLERANCE = 1e-11;
  private static final int MOST_STEPS = 50;

  private final int side;
  private final double kappa;
  private final double sigma;
  private final double[][] targets;
  private final MultifrontalLdl factors;
  private final double[] entries;
  private final double diagonal;
  private final double neighbour;
  private double[] state;
  private double @Nullable [] control;
  private int mostSteps = 0;
  private long allSteps = 0;
  private long states = 0;

  /**
   * A problem.
   *
   * @param side N
   * @param targets y_1 and y_2 on the grid, row by row
   */
  public MaxSwitchControl(int side, double kappa, double sigma, double[]... targets) {
    this.side = side;
    this.kappa = kappa;
    this.sigma = sigma;
    this.targets = targets;
    int n = side * side;
    double h = 1.0 / (side + 1);
    diagonal = 4 / (h * h);
    neighbour = -1 / (h * h);
    int[] row = new int[3 * n];
    int[] column = new int[3 * n];
    double[] value = new double[3 * n];
    int k = 0;
    for (int i = 0; i < n; i++) {
      row[k] = i;
      column[k++] = i; // the values of the diagonal come with the state
      if (i % side > 0) {
        row[k] = i;
        column[k] = i - 1;
        value[k++] = neighbour;
      }
      if (i >= side) {
        row[k] = i;
        column[k] = i - side;
        value[k++] = neighbour;
      }
    }
    factors = new MultifrontalLdl(n, Arrays.copyOf(row, k), Arrays.copyOf(column, k));
    entries = Arrays.copyOf(value, k);
    state = new double[n];
  }

  /** The survey's problem: y_1 = sin(pi x) sin(pi y) / 2, y_2 = -sin(2 pi x) sin(pi y) / 2. */
  public static MaxSwitchControl ofSurvey(int side, double kappa) {
    double[][] targets = new double[2][side * side];
    for (int i = 0; i < side * side; i++) {
      double x = (i % side + 1.0) / (side + 1);
      double y = (i / side + 1.0) / (side + 1);
      targets[0][i] = 0.5 * Math.sin(Math.PI * x) * Math.sin(Math.PI * y);
      targets[1][i] = -0.5 * Math.sin(2 * Math.PI * x) * Math.sin(Math.PI * y);
    }
    return new MaxSwitchControl(side, kappa, 1e-3, targets);
  }

  /** The most Newton steps that a state took. */
  public int mostNewtonSteps() {
    return mostSteps;
  }

  /** The mean number of Newton steps of a state. */
  public double meanNewtonSteps() {
    return (double) allSteps / Math.max(1, states);
  }

  @Override
  public int variables() {
    return side * side;
  }

  @Override
  public int objectives() {
    return 2;
  }

  @Override
  public double weight() {
    double h = 1.0 / (side + 1);
    return h * h;
  }

  private void factor(double[] y) {
    int k = 0;
    for (int i = 0; i < y.length; i++) {
      entries[k++] = diagonal + (y[i] > 0 ? kappa : 0);
      k += (i % side > 0 ? 1 : 0) + (i >= side ? 1 : 0);
    }
    factors.factor(entries);
  }

  /** The state of a control; afterwards the factors are those of its linearisation. */
  public double[] state(double[] u) {
    if (control != null && Arrays.equals(control, u)) {
      return state;
    }
    double[] y = state.clone();
    int steps = 0;
    double size = Math.max(1, Math.sqrt(weight() * MinimumNorm.dot(u, u)));
    double[] residual = residual(y, u);
    boolean factored = false;
    while (Math.sqrt(weight() * MinimumNorm.dot(residual, residual)) > TOLERANCE * size
        && steps < MOST_STEPS) {
      factor(y);
      double[] d = Arrays.stream(residual).map(r -> -r).toArray();
      factors.solve(d);
      boolean switched = false;
      for (int i = 0; i < y.length; i++) {
        double next = y[i] + d[i];
        switched |= next > 0 != y[i] > 0;
        y[i] = next;
      }
      factored = !switched;
      residual = residual(y, u);
      steps++;
      if (factored) {
        break; // the equation is linear between switches: solved
      }
    }
    if (!factored) {
      factor(y);
    }
    states++;
    allSteps += steps;
    mostSteps = Math.max(mostSteps, steps);
    control = u.clone();
    state = y;
    return y;
  }

  /** A y + kappa max(0, y) - u. */
  private double[] residual(double[] y, double[] u) {
    double[] r = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double sum = diagonal * y[i] + kappa * Math.max(0, y[i]) - u[i];
      sum += i % side > 0 ? neighbour * y[i - 1] : 0;
      sum += i % side < side - 1 ? neighbour * y[i + 1] : 0;
      sum += i >= side ? neighbour * y[i - side] : 0;
      sum += i < side * (side - 1) ? neighbour * y[i + side] : 0;
      r[i] = sum;
    }
    return r;
  }

  @Override
  public double[] values(double[] u) {
    double[] y = state(u);
    double[] values = new double[2];
    for (int i = 0; i < 2; i++) {
      double far = 0;
      for (int j = 0; j < y.length; j++) {
        far += (y[j] - targets[i][j]) * (y[j] - targets[i][j]);
      }
      values[i] = weight() * (far / 2 + sigma / 2 * MinimumNorm.dot(u, u));
    }
    return values;
  }

  @Override
  public double[] subgradient(int i, double[] u) {
    double[] y = state(u);
    double[] p = new double[y.length];
    Arrays.setAll(p, j -> y[j] - targets[i][j]);
    factors.solve(p);
    double[] gradient = new double[y.length];
    Arrays.setAll(gradient, j -> p[j] + sigma * u[j]);
    return gradient;
  }
}
