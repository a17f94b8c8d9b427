package org.talweg.program;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A solution of a mathematical program with what proves it: the variables' values and, where the
 * solver has them, the multipliers. Read as those of a minimisation,
 *
 * <pre>
 *   grad f(x) - J(x)' y - z = 0,   y[i] &gt;= 0 where c[i] is at its lower bound, &lt;= 0 at its upper,
 *                                  z[j] likewise for x[j],
 * </pre>
 *
 * so that y[i] is how much the optimum grows per unit of c[i]'s bound. Of an infeasible point, y is
 * what shows that it must be so: multipliers of the least violation, read in the same way with f
 * left out. The arrays are shared, not copied: nobody writes to them.
 *
 * @param x the variables, length n
 * @param y multipliers of the constraints, length m, or empty where unknown
 * @param z multipliers of the bounds ("reduced costs"), length n, or empty where unknown
 * @param ray a direction in which x may go for ever while the objective improves, length n, or
 *     empty
 * @param more further multipliers, which the problem says the meaning of; mostly empty
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record PrimalDual(double[] x, double[] y, double[] z, double[] ray, double[] more) {
  private static final double[] UNKNOWN = {};

  /** A point without further multipliers. */
  public PrimalDual(double[] x, double[] y, double[] z, double[] ray) {
    this(x, y, z, ray, UNKNOWN);
  }

  /** A point without a ray. */
  public PrimalDual(double[] x, double[] y, double[] z) {
    this(x, y, z, UNKNOWN);
  }

  /** A point without multipliers. */
  public static PrimalDual of(double... x) {
    return new PrimalDual(x, UNKNOWN, UNKNOWN);
  }

  /** The same with further multipliers. */
  public PrimalDual with(double... further) {
    return new PrimalDual(x, y, z, ray, further);
  }

  /** Whether multipliers came with the point. */
  public boolean hasDuals() {
    return z.length > 0;
  }

  /** The first variables' values. */
  @Override
  public String toString() {
    return Arrays.stream(x).limit(10).mapToObj(Double::toString).collect(Collectors.joining(", "))
        + (x.length > 10 ? ", ... (" + x.length + ")" : "");
  }
}
