package org.talweg.program;

import org.talweg.model.Proof;

/**
 * What a point of a program amounts to, recomputed from the functions alone.
 *
 * <ul>
 *   <li><b>violation</b>: the largest amount by which a constraint, a bound or wholeness fails,
 *       each divided by max(1, |bound|). Up to {@value #TOLERANCE} the point is feasible.
 *   <li><b>residual</b>, of the stationarity of the Lagrangian: the largest over variables j of
 *       <pre>|g[j] - (J'y)[j] - z[j]| / max(1, |g[j]| + sum over i of |J[i,j] y[i]| + |z[j]|)</pre>
 *       where g is the gradient of f, so that what rounding alone leaves is small however the
 *       program is scaled. A multiplier that counts against an absent bound makes the residual
 *       larger in the same way: it is taken to be 0.
 *   <li><b>complementarity</b>: the largest product of a multiplier and the distance from the bound
 *       that its sign speaks for, divided by max(1, |f|): each is the change of the optimum that
 *       moving the bound so far would bring.
 *   <li><b>infeasible stationarity</b>, where constraints are violated but bounds hold: the largest
 *       component of J'v, each divided by max(1, the sum of the sizes of its terms), or the way
 *       that the variable's bound leaves where that is less. For v there are two candidates, and
 *       the better one counts: the violations divided by their largest (the point is stationary for
 *       the sum of their squares), and the multipliers that came with the point, divided by the
 *       largest of a violated constraint (stationary for a weighted sum of violations, constraints
 *       that hold being kept). A multiplier of the wrong sign is taken to be 0, and the product of
 *       one with the distance from the bound that it speaks for counts, too.
 * </ul>
 *
 * A feasible point whose residual and complementarity are at most {@value #TOLERANCE} is locally
 * optimal: it satisfies the Karush-Kuhn-Tucker conditions; in a convex program it is optimal. An
 * infeasible one whose violation is stationary is locally infeasible. A feasible point of objective
 * below {@value #UNBOUNDED} counts as unbounded. None of this is said where variables must be
 * whole.
 *
 * @param excess what makes the violation less when it is added to the constraints
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once
public record Optimality(
    double objective,
    double violation,
    double residual,
    double complementarity,
    double infeasibleStationarity,
    boolean whole,
    double[] excess) {
  static final double TOLERANCE = 1e-6;
  static final double UNBOUNDED = -1e20;

  public boolean feasible() {
    return violation <= TOLERANCE;
  }

  /** Whether the first-order conditions hold, for what the multipliers are. */
  public boolean stationary() {
    return residual <= TOLERANCE && complementarity <= TOLERANCE;
  }

  /** Whether the violation is stationary. */
  boolean leastViolated() {
    return !feasible() && infeasibleStationarity <= TOLERANCE;
  }

  Proof proof(boolean convex, boolean duals) {
    if (!feasible()) {
      return leastViolated() && !whole ? Proof.LOCALLY_INFEASIBLE : Proof.NONE;
    } else if (objective < UNBOUNDED) {
      return Proof.UNBOUNDED;
    } else if (whole || !duals || !stationary()) {
      return Proof.FEASIBLE;
    }
    return convex ? Proof.OPTIMAL : Proof.LOCALLY_OPTIMAL;
  }

  public static Optimality of(Nlp nlp, boolean[] integer, PrimalDual point) {
    double[] x = point.x();
    int n = x.length;
    double f = nlp.objective(x);
    double[] c = new double[nlp.constraints()];
    nlp.constraints(x, c);
    double violation = 0;
    double[] over = new double[c.length]; // signed violation
    for (int i = 0; i < c.length; i++) {
      over[i] = over(c[i], nlp.constraintLower()[i], nlp.constraintUpper()[i]);
      violation = worse(violation, over[i] / scale(over[i], nlp, i));
    }
    double ofRows = violation;
    double ofVariables = 0;
    boolean whole = false;
    for (int j = 0; j < n; j++) {
      double beyond = over(x[j], nlp.lower()[j], nlp.upper()[j]);
      double bound = beyond < 0 ? nlp.lower()[j] : nlp.upper()[j];
      ofVariables = worse(ofVariables, beyond == 0 ? 0 : beyond / Math.max(1, Math.abs(bound)));
      if (integer[j]) {
        whole = true;
        violation = worse(violation, x[j] - Math.rint(x[j]));
      }
    }
    violation = worse(violation, ofVariables);
    double[] jacobian = new double[nlp.jacobianSparsity().size()];
    boolean duals = point.y().length == c.length && point.z().length == n;
    boolean feasible = violation <= TOLERANCE;
    if (duals || !feasible) {
      nlp.jacobian(x, jacobian);
    }
    double residual = duals ? residual(nlp, point, jacobian) : Double.NaN;
    double products =
        duals ? complementarity(nlp, point, c) / Math.max(1, Math.abs(f)) : Double.NaN;
    double stationarity =
        ofRows > TOLERANCE && ofVariables <= TOLERANCE
            ? Math.min(
                stationarity(nlp, x, excess(over), jacobian),
                duals ? blamed(nlp, point, c, over, jacobian) : Double.POSITIVE_INFINITY)
            : Double.NaN;
    return new Optimality(f, violation, residual, products, stationarity, whole, excess(over));
  }

  private static double worse(double a, double b) {
    return Math.max(a, Math.abs(b)); // NaN stays
  }

  private static double scale(double over, Nlp nlp, int i) {
    double bound = over < 0 ? nlp.constraintLower()[i] : nlp.constraintUpper()[i];
    return over == 0 ? 1 : Math.max(1, Math.abs(bound));
  }

  /** How far the value is below (negative) or above (positive) its bounds. */
  private static double over(double value, double lower, double upper) {
    if (value < lower) {
      return value - lower;
    } else if (value > upper) {
      return value - upper;
    }
    return Double.isNaN(value) ? Double.NaN : 0;
  }

  /** A multiplier, or 0 where there is no bound on the side it speaks for. */
  private static double counted(double multiplier, double lower, double upper) {
    double bound = multiplier > 0 ? lower : upper;
    return Double.isInfinite(bound) ? 0 : multiplier;
  }

  private static double residual(Nlp nlp, PrimalDual point, double[] jacobian) {
    int n = nlp.variables();
    double[] sum = new double[n];
    double[] size = new double[n];
    nlp.gradient(point.x(), sum);
    for (int j = 0; j < n; j++) {
      double z = counted(point.z()[j], nlp.lower()[j], nlp.upper()[j]);
      size[j] = Math.abs(sum[j]) + Math.abs(z);
      sum[j] -= z;
    }
    Sparsity where = nlp.jacobianSparsity();
    for (int k = 0; k < jacobian.length; k++) {
      int i = where.row()[k];
      double y = counted(point.y()[i], nlp.constraintLower()[i], nlp.constraintUpper()[i]);
      if (y != 0) {
        double term = y * jacobian[k];
        sum[where.column()[k]] -= term;
        size[where.column()[k]] += Math.abs(term);
      }
    }
    double largest = 0;
    for (int j = 0; j < n; j++) {
      largest = worse(largest, sum[j] / Math.max(1, size[j]));
    }
    return largest;
  }

  private static double complementarity(Nlp nlp, PrimalDual point, double[] c) {
    double largest = 0;
    for (int i = 0; i < c.length; i++) {
      largest =
          worse(
              largest,
              product(point.y()[i], c[i], nlp.constraintLower()[i], nlp.constraintUpper()[i]));
    }
    for (int j = 0; j < nlp.variables(); j++) {
      largest = worse(largest, product(point.z()[j], point.x()[j], nlp.lower()[j], nlp.upper()[j]));
    }
    return largest;
  }

  private static double product(double multiplier, double value, double lower, double upper) {
    double y = counted(multiplier, lower, upper);
    return y == 0 || lower == upper ? 0 : y > 0 ? y * (value - lower) : y * (value - upper);
  }

  /** The violations, with the signs of multipliers, divided by their largest. */
  private static double[] excess(double[] over) {
    double unit = 0;
    for (double amount : over) {
      unit = worse(unit, amount);
    }
    double[] excess = new double[over.length];
    for (int i = 0; i < over.length; i++) {
      excess[i] = unit == 0 ? 0 : -over[i] / unit;
    }
    return excess;
  }

  /** The stationarity by the multipliers that came with the point. */
  private static double blamed(
      Nlp nlp, PrimalDual point, double[] c, double[] over, double[] jacobian) {
    double unit = 0;
    for (int i = 0; i < over.length; i++) {
      unit = over[i] * point.y()[i] < 0 ? worse(unit, point.y()[i]) : unit;
    }
    if (!(unit > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] blame = new double[over.length];
    double loose = 0;
    double scale = 1;
    for (int i = 0; i < over.length; i++) {
      double y = point.y()[i] / unit;
      double low = nlp.constraintLower()[i];
      double high = nlp.constraintUpper()[i];
      if (over[i] != 0) {
        blame[i] = over[i] * y < 0 ? y : 0;
        scale += Math.abs(blame[i] * over[i]);
      } else {
        blame[i] = counted(y, low, high);
        loose = worse(loose, product(y, c[i], low, high));
      }
    }
    return worse(stationarity(nlp, point.x(), blame, jacobian), loose / scale);
  }

  /** How far the sum of v[i] c[i] is from a maximum over the bounds, to first order. */
  private static double stationarity(Nlp nlp, double[] x, double[] v, double[] jacobian) {
    double[] sum = new double[x.length];
    double[] size = new double[x.length];
    Sparsity where = nlp.jacobianSparsity();
    for (int k = 0; k < jacobian.length; k++) {
      double term = v[where.row()[k]] * jacobian[k];
      if (term != 0) {
        sum[where.column()[k]] += term;
        size[where.column()[k]] += Math.abs(term);
      }
    }
    double largest = 0;
    for (int j = 0; j < x.length; j++) {
      // A step up goes with the sign of the sum, as far as there is room.
      double room = sum[j] < 0 ? x[j] - nlp.lower()[j] : nlp.upper()[j] - x[j];
      largest =
          worse(largest, Math.min(Math.abs(sum[j]) / Math.max(1, size[j]), Math.max(0, room)));
    }
    return largest;
  }
}
