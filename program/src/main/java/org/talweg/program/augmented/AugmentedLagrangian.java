package org.talweg.program.augmented;

import java.util.function.BooleanSupplier;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Sparsity;
import org.talweg.program.bounded.Lbfgsb;

/**
 * The classical method of multipliers with bounds kept: for multipliers y and a penalty rho it
 * minimises over the box
 *
 * <pre>
 *   L(x) = f(x) + rho/2 sum over i of  dist(c[i](x) + y[i]/rho, [cL[i], cU[i]])^2
 * </pre>
 *
 * by {@link Lbfgsb}, then sets y[i] to rho times the signed distance; rho grows tenfold where the
 * violation has not fallen enough.
 *
 * <p>Source: Hestenes 1969, Powell 1969, Rockafellar 1973 for inequalities; the schedule of
 * tolerances is that of Conn, Gould and Toint (Nocedal and Wright, Numerical Optimization,
 * algorithm 17.4). Needs first derivatives. Ends at a KKT point, or at a stationary point of the
 * violation.
 */
public final class AugmentedLagrangian {
  private static final int OUTER = 100;
  private static final int INNER = 2000;
  private static final double LARGEST_PENALTY = 1e12;

  /**
   * Where it ended.
   *
   * @param residual of the inner problem's stationarity
   * @param evaluations of f, c and their first derivatives
   */
  public record Result(
      PrimalDual point, double violation, double residual, int rounds, int evaluations) {}

  private final Nlp nlp;
  private final double[] y; // in the sense of L: grad f + J' y = 0
  private final double[] c;
  private final double[] jacobian;
  private double rho = 10;

  private AugmentedLagrangian(Nlp nlp) {
    this.nlp = nlp;
    this.y = new double[nlp.constraints()];
    this.c = new double[nlp.constraints()];
    this.jacobian = new double[nlp.jacobianSparsity().size()];
  }

  /** Minimises until the violation and the residual are within the tolerance. */
  public static Result minimise(Nlp nlp, double[] start, double tolerance, BooleanSupplier over) {
    return new AugmentedLagrangian(nlp).run(start, tolerance, over);
  }

  private Result run(double[] start, double tolerance, BooleanSupplier over) {
    double[] x = start.clone();
    double omega = 1 / rho; // of the inner problem
    double eta = 1 / Math.pow(rho, 0.1); // of the violation
    int evaluations = 0;
    int rounds = 0;
    double violation = Double.POSITIVE_INFINITY;
    double residual = Double.POSITIVE_INFINITY;
    double[] gradient = new double[x.length];
    while (rounds < OUTER && !over.getAsBoolean() && rho <= LARGEST_PENALTY) {
      rounds++;
      var inner =
          Lbfgsb.minimise(
              this::evaluate, x, nlp.lower(), nlp.upper(), Math.max(omega, tolerance), INNER, over);
      x = inner.x();
      gradient = inner.gradient();
      residual = inner.residual();
      evaluations += inner.evaluations();
      nlp.constraints(x, c);
      violation = violation();
      if (violation <= Math.max(eta, tolerance)) {
        for (int i = 0; i < c.length; i++) {
          y[i] = rho * distance(i);
        }
        if (violation <= tolerance && residual <= tolerance) {
          break;
        }
        eta /= Math.pow(rho, 0.9);
        omega /= rho;
      } else {
        rho *= 10;
        eta = 1 / Math.pow(rho, 0.1);
        omega = 1 / rho;
      }
    }
    return new Result(point(x, gradient), violation, residual, rounds, evaluations);
  }

  private PrimalDual point(double[] x, double[] gradient) {
    double[] multipliers = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      multipliers[i] = -y[i];
    }
    double[] z = gradient.clone();
    for (int j = 0; j < z.length; j++) { // of a free variable it is an error, not a price
      z[j] = x[j] > nlp.lower()[j] && x[j] < nlp.upper()[j] ? 0 : z[j];
    }
    return new PrimalDual(x, multipliers, z);
  }

  private double evaluate(double[] x, double[] gradient) {
    nlp.gradient(x, gradient);
    nlp.constraints(x, c);
    nlp.jacobian(x, jacobian);
    double value = nlp.objective(x);
    double[] weight = new double[c.length];
    for (int i = 0; i < c.length; i++) {
      double d = distance(i);
      weight[i] = rho * d;
      value += rho / 2 * d * d;
    }
    Sparsity places = nlp.jacobianSparsity();
    for (int k = 0; k < jacobian.length; k++) {
      gradient[places.column()[k]] += jacobian[k] * weight[places.row()[k]];
    }
    return value;
  }

  /** How far c[i] + y[i] / rho is above (positive) or below (negative) its range. */
  private double distance(int i) {
    double shifted = c[i] + y[i] / rho;
    return shifted > nlp.constraintUpper()[i]
        ? shifted - nlp.constraintUpper()[i]
        : Math.min(0, shifted - nlp.constraintLower()[i]);
  }

  /** The largest violation, or failure of complementarity. */
  private double violation() {
    double largest = 0;
    for (int i = 0; i < c.length; i++) {
      // the multiplier's change, divided by rho: c - cL, or the like, or -y / rho where it is let
      // go
      largest = Math.max(largest, Math.abs(distance(i) - y[i] / rho));
    }
    return largest;
  }
}
