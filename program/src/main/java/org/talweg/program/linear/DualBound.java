package org.talweg.program.linear;

import java.util.OptionalDouble;

/**
 * The bound on a program's optimum that multipliers of its rows certify, whoever made them up.
 *
 * <p>For a minimisation and any y, any feasible w satisfies
 *
 * <pre>
 *   c'w = y'Aw + (c - A'y)'w  &gt;=  sum over i of min over [rowLower_i, rowUpper_i] of y_i a
 *                            +  sum over j of min over [lower_j, upper_j] of (c - A'y)_j w
 * </pre>
 *
 * (weak duality). A convex quadratic objective f lies above its tangent at any x, so c is the
 * gradient at x there, and f(x) - c'x is added. Integrality only raises the optimum.
 *
 * <p>Where a term asks for a bound that is infinite, y_i = 0 is taken instead (as good a choice as
 * any); for a column, whose reduced cost cannot be chosen, bounds implied by its rows stand in.
 * Where there are none either, a reduced cost of at most {@value #ROUNDING} of the terms that it is
 * the difference of, or of 1, counts as zero, being rounding; beyond that there is no bound. With c
 * = 0, a positive bound proves that there is no feasible point at all (Farkas); so does a bound for
 * any objective that is scaled up without end, which is why {@link #infeasible} is tried on the
 * same y.
 *
 * <p>Source: A. Neumaier, O. Shcherbina, "Safe bounds in linear and mixed-integer linear
 * programming", Math. Programming 99 (2004) 283-296, section 2 (without directed rounding). Cost: a
 * pass over the matrix, another for implied bounds where they are needed.
 *
 * @param value the bound, in the user's direction; infinite where y proves infeasibility
 * @param violation the largest part of a reduced cost with the wrong sign for its infinite bound,
 *     relative to max(1, |c_j|)
 * @param infeasible whether y proves that nothing is feasible
 */
public record DualBound(OptionalDouble value, double violation, boolean infeasible) {
  private static final double ROUNDING = 1e-9;

  /** A Farkas value has to exceed this part of its terms. */
  private static final double CLEAR = 1e-9;

  /** The bound by y for a program, whose quadratic terms are convex, with the tangent at x. */
  static DualBound of(LinearProgram program, double[] x, double[] y) {
    double sign = program.sign();
    double[] cost = new double[x.length];
    double constant = sign * program.offset();
    for (int j = 0; j < x.length; j++) {
      cost[j] = sign * program.cost()[j];
    }
    if (program.quadratic().isPresent()) {
      if (!Convexity.holds(program)) {
        return new DualBound(OptionalDouble.empty(), 0, false);
      }
      double[] slope = program.timesQuadratic(x);
      for (int j = 0; j < x.length; j++) {
        cost[j] += sign * slope[j];
        constant -= 0.5 * sign * slope[j] * x[j];
      }
    }
    if (Certificates.boundsCross(program)) {
      return new DualBound(OptionalDouble.of(sign * Double.POSITIVE_INFINITY), 0, true);
    }
    var implied = new ImpliedBounds(program);
    var none = lagrangian(program, new double[x.length], y, implied);
    if (none.value > CLEAR * none.size) {
      return new DualBound(
          OptionalDouble.of(sign * Double.POSITIVE_INFINITY), none.violation, true);
    }
    var bound = lagrangian(program, cost, y, implied);
    double value = bound.value + constant;
    return new DualBound(
        Double.isFinite(value) ? OptionalDouble.of(sign * value) : OptionalDouble.empty(),
        bound.violation,
        false);
  }

  private record Sum(double value, double size, double violation) {}

  private static Sum lagrangian(
      LinearProgram program, double[] cost, double[] multipliers, ImpliedBounds implied) {
    double value = 0;
    double size = 0;
    double[] y = multipliers.clone();
    for (int i = 0; i < y.length; i++) {
      double at = y[i] > 0 ? program.rowLower()[i] : program.rowUpper()[i];
      if (y[i] == 0 || Double.isInfinite(at) || !Double.isFinite(y[i])) {
        y[i] = 0;
      } else {
        value += y[i] * at;
        size += Math.abs(y[i] * at);
      }
    }
    double worst = 0;
    Columns a = program.matrix();
    for (int j = 0; j < cost.length; j++) {
      double reduced = cost[j];
      double terms = Math.abs(cost[j]);
      for (int k = a.start()[j]; k < a.start()[j + 1]; k++) {
        double term = a.value()[k] * y[a.row()[k]];
        reduced -= term;
        terms += Math.abs(term);
      }
      if (reduced == 0) {
        continue;
      }
      double at = reduced > 0 ? lower(program, j) : upper(program, j);
      if (Double.isInfinite(at)) {
        worst = Math.max(worst, Math.abs(reduced) / Math.max(1, Math.abs(cost[j])));
        at = reduced > 0 ? implied.lower(j) : implied.upper(j);
        if (Double.isInfinite(at)) {
          if (Math.abs(reduced) <= ROUNDING * Math.max(1, terms)) {
            continue;
          }
          return new Sum(Double.NEGATIVE_INFINITY, size, worst);
        }
      }
      value += reduced * at;
      size += Math.abs(reduced * at);
    }
    return new Sum(value, size, worst);
  }

  private static double lower(LinearProgram program, int j) {
    double lower = program.lower()[j];
    return program.semicontinuous()[j] ? Math.min(0, lower) : lower;
  }

  private static double upper(LinearProgram program, int j) {
    double upper = program.upper()[j];
    return program.semicontinuous()[j] ? Math.max(0, upper) : upper;
  }

  /** Bounds of columns that follow from one row and the other columns' bounds, once asked for. */
  private static final class ImpliedBounds {
    private final LinearProgram program;
    private double[] lower = {};
    private double[] upper = {};

    ImpliedBounds(LinearProgram program) {
      this.program = program;
    }

    double lower(int j) {
      compute();
      return lower[j];
    }

    double upper(int j) {
      compute();
      return upper[j];
    }

    /**
     * For row i with finite rowUpper, a_ij x_j &lt;= rowUpper_i - (the least the others come to),
     * and so on; the infinite contributions are counted apart, so that one column may be without
     * bound.
     */
    private void compute() {
      int n = program.columns();
      if (lower.length == n) {
        return;
      }
      lower = new double[n];
      upper = new double[n];
      for (int j = 0; j < n; j++) {
        lower[j] = DualBound.lower(program, j);
        upper[j] = DualBound.upper(program, j);
      }
      Columns byRow = program.matrix().transpose();
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < program.rows(); i++) {
          tighten(byRow, i);
        }
      }
    }

    private void tighten(Columns byRow, int i) {
      double least = 0;
      double most = 0;
      int noLeast = 0;
      int noMost = 0;
      for (int k = byRow.start()[i]; k < byRow.start()[i + 1]; k++) {
        double v = byRow.value()[k];
        int j = byRow.row()[k];
        double low = v > 0 ? v * lower[j] : v * upper[j];
        double high = v > 0 ? v * upper[j] : v * lower[j];
        if (Double.isFinite(low)) {
          least += low;
        } else {
          noLeast++;
        }
        if (Double.isFinite(high)) {
          most += high;
        } else {
          noMost++;
        }
      }
      if (noLeast > 1 && noMost > 1) {
        return;
      }
      for (int k = byRow.start()[i]; k < byRow.start()[i + 1]; k++) {
        double v = byRow.value()[k];
        int j = byRow.row()[k];
        if (v == 0 || (Double.isFinite(lower[j]) && Double.isFinite(upper[j]))) {
          continue;
        }
        double low = v > 0 ? v * lower[j] : v * upper[j];
        double high = v > 0 ? v * upper[j] : v * lower[j];
        // what v x_j is at most and at least
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        if (noLeast == (Double.isFinite(low) ? 0 : 1)) {
          top = program.rowUpper()[i] - (least - (Double.isFinite(low) ? low : 0));
        }
        if (noMost == (Double.isFinite(high) ? 0 : 1)) {
          bottom = program.rowLower()[i] - (most - (Double.isFinite(high) ? high : 0));
        }
        double newLower = v > 0 ? bottom / v : top / v;
        double newUpper = v > 0 ? top / v : bottom / v;
        if (Double.isInfinite(lower[j]) && Double.isFinite(newLower)) {
          lower[j] = newLower;
        }
        if (Double.isInfinite(upper[j]) && Double.isFinite(newUpper)) {
          upper[j] = newUpper;
        }
      }
    }
  }
}
