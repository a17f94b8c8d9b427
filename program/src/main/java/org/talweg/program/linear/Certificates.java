package org.talweg.program.linear;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.model.Direction;
import org.talweg.program.PrimalDual;

/**
 * Programs made from a program, whose solutions show something about it: its relaxation gives
 * multipliers and so a bound, its elastic form the least violated point and a Farkas certificate,
 * its recession cone a ray along which it is unbounded.
 */
public final class Certificates {
  private static final double CONE = 1e-9;

  private Certificates() {}

  /** The same without integrality; a semi-continuous column spans from or to 0. */
  public static LinearProgram relaxed(LinearProgram program) {
    double[] lower = program.lower().clone();
    double[] upper = program.upper().clone();
    for (int j = 0; j < lower.length; j++) {
      if (program.semicontinuous()[j]) {
        lower[j] = Math.min(0, lower[j]);
        upper[j] = Math.max(0, upper[j]);
      }
    }
    return with(program, program.cost(), program.offset(), lower, upper, none(lower), none(lower));
  }

  /**
   * The same with its integer columns at the integers nearest to x, and 0 where semi-continuous.
   */
  public static LinearProgram fixed(LinearProgram program, double[] x) {
    double[] lower = program.lower().clone();
    double[] upper = program.upper().clone();
    for (int j = 0; j < lower.length; j++) {
      if (program.integer()[j]) {
        lower[j] = Math.rint(x[j]);
        upper[j] = lower[j];
      } else if (program.semicontinuous()[j]
          && Math.abs(x[j]) < Math.abs(x[j] - program.lower()[j])) {
        lower[j] = 0;
        upper[j] = 0;
      }
    }
    return with(program, program.cost(), program.offset(), lower, upper, none(lower), none(lower));
  }

  /** x with its integer columns rounded and every column within its bounds. */
  public static PrimalDual rounded(LinearProgram program, PrimalDual solution) {
    double[] x = solution.x().clone();
    for (int j = 0; j < x.length; j++) {
      if (program.integer()[j]) {
        x[j] = Math.rint(x[j]);
      }
      if (!program.semicontinuous()[j] && program.lower()[j] <= program.upper()[j]) {
        x[j] = Math.clamp(x[j], program.lower()[j], program.upper()[j]);
      }
    }
    return new PrimalDual(x, solution.y(), solution.z());
  }

  /** The same with nothing to optimise. */
  public static LinearProgram withoutCost(LinearProgram program) {
    return with(
        program,
        new double[program.columns()],
        0,
        program.lower(),
        program.upper(),
        program.integer(),
        program.semicontinuous());
  }

  /**
   * min sum of s + t subject to rowLower &lt;= A x + s - t &lt;= rowUpper, s, t &gt;= 0: the
   * columns of x come first, with their bounds, as wide as a row needs them.
   */
  public static LinearProgram elastic(LinearProgram program) {
    int n = program.columns();
    int m = program.rows();
    Columns a = program.matrix();
    int size = a.size();
    int[] start = Arrays.copyOf(a.start(), n + 2 * m + 1);
    int[] row = Arrays.copyOf(a.row(), size + 2 * m);
    double[] value = Arrays.copyOf(a.value(), size + 2 * m);
    double[] cost = new double[n + 2 * m];
    double[] lower = Arrays.copyOf(program.lower(), n + 2 * m);
    double[] upper = Arrays.copyOf(program.upper(), n + 2 * m);
    for (int k = 0; k < 2 * m; k++) {
      start[n + k + 1] = size + k + 1;
      row[size + k] = k / 2;
      value[size + k] = k % 2 == 0 ? 1 : -1;
      cost[n + k] = 1;
      boolean needed =
          k % 2 == 0
              ? program.rowLower()[k / 2] > Double.NEGATIVE_INFINITY
              : program.rowUpper()[k / 2] < Double.POSITIVE_INFINITY;
      upper[n + k] = needed ? Double.POSITIVE_INFINITY : 0;
    }
    var matrix = new Columns(m, start, row, value);
    return LinearProgram.of(
            program.name() + " (elastic)",
            Direction.MINIMIZE,
            cost,
            matrix,
            program.rowLower(),
            program.rowUpper(),
            lower,
            upper)
        .withIntegers(Arrays.copyOf(program.integer(), n + 2 * m));
  }

  /** The directions in which every feasible point may go on for ever, cut off at 1. */
  public static LinearProgram rays(LinearProgram program) {
    double[] rowLower = cone(program.rowLower(), Double.NEGATIVE_INFINITY);
    double[] rowUpper = cone(program.rowUpper(), Double.POSITIVE_INFINITY);
    double[] lower = new double[program.columns()];
    double[] upper = new double[program.columns()];
    for (int j = 0; j < lower.length; j++) {
      lower[j] = program.lower()[j] == Double.NEGATIVE_INFINITY ? -1 : 0;
      upper[j] = program.upper()[j] == Double.POSITIVE_INFINITY ? 1 : 0;
    }
    return LinearProgram.of(
        program.name() + " (rays)",
        program.direction(),
        program.cost(),
        program.matrix(),
        rowLower,
        rowUpper,
        lower,
        upper);
  }

  /** How the objective changes per unit along a ray from x; its largest entry is taken as unit. */
  static double slope(LinearProgram program, double[] x, double[] ray) {
    double slope = 0;
    double[] curved =
        program.quadratic().isPresent() ? program.timesQuadratic(x) : new double[x.length];
    for (int j = 0; j < x.length; j++) {
      slope += (program.cost()[j] + curved[j]) * ray[j];
    }
    return slope / largest(ray);
  }

  /**
   * Whether a ray stays within the rows' and columns' bounds for ever and improves the objective
   * without end: A d in the recession cone of the rows, d in that of the columns, (c + Qx)'d &lt; 0
   * and Qd = 0, for a minimisation. Columns' bounds hold exactly, sums to {@value #CONE} of their
   * terms. That goes for integer columns too: the numbers are rational, so some multiple of a
   * rational ray is whole (Meyer 1974).
   */
  static boolean isRay(LinearProgram program, double[] x, double[] ray) {
    double unit = largest(ray);
    if (ray.length != program.columns() || !(unit > 0) || unit == Double.POSITIVE_INFINITY) {
      return false;
    }
    double size = 0;
    double[] along = new double[program.rows()];
    double[] sizes = new double[program.rows()];
    Columns a = program.matrix();
    for (int j = 0; j < ray.length; j++) {
      double d = ray[j] / unit;
      if ((d < 0 && program.lower()[j] > Double.NEGATIVE_INFINITY)
          || (d > 0 && program.upper()[j] < Double.POSITIVE_INFINITY)) {
        return false;
      }
      size += Math.abs(program.cost()[j] * d);
      for (int k = a.start()[j]; k < a.start()[j + 1]; k++) {
        along[a.row()[k]] += a.value()[k] * d;
        sizes[a.row()[k]] += Math.abs(a.value()[k] * d);
      }
    }
    for (int i = 0; i < along.length; i++) {
      boolean down = program.rowLower()[i] == Double.NEGATIVE_INFINITY;
      boolean up = program.rowUpper()[i] == Double.POSITIVE_INFINITY;
      if ((!down && along[i] < -CONE * sizes[i]) || (!up && along[i] > CONE * sizes[i])) {
        return false;
      }
    }
    return flat(program, ray) && -program.sign() * slope(program, x, ray) > CONE * size;
  }

  /** Whether the quadratic terms vanish along the ray, to rounding. */
  private static boolean flat(LinearProgram program, double[] ray) {
    if (program.quadratic().isEmpty()) {
      return true;
    }
    double most = CONE * largest(program.quadratic().get().value()) * largest(ray);
    return largest(program.timesQuadratic(ray)) <= most;
  }

  private static double largest(double... values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double[] cone(double[] sides, double infinite) {
    return Arrays.stream(sides).map(side -> Double.isInfinite(side) ? infinite : 0).toArray();
  }

  private static boolean[] none(double[] like) {
    return new boolean[like.length];
  }

  /** Whether no column has a value: a lower bound above the upper. */
  static boolean boundsCross(LinearProgram program) {
    return IntStream.range(0, program.columns())
        .anyMatch(j -> program.lower()[j] > program.upper()[j]);
  }

  private static LinearProgram with(
      LinearProgram program,
      double[] cost,
      double offset,
      double[] lower,
      double[] upper,
      boolean[] integer,
      boolean[] semicontinuous) {
    return new LinearProgram(
        program.name(),
        program.direction(),
        offset,
        cost,
        cost == program.cost() ? program.quadratic() : Optional.empty(),
        program.matrix(),
        program.rowLower(),
        program.rowUpper(),
        lower,
        upper,
        integer,
        semicontinuous,
        program.rowNames(),
        program.columnNames());
  }
}
