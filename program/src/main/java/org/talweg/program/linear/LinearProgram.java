package org.talweg.program.linear;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Direction;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;
import org.talweg.model.Proof;
import org.talweg.program.Optimality;
import org.talweg.program.PrimalDual;
import org.talweg.program.SolutionJson;

/**
 * A linear program, with convex quadratic terms in the objective and integer columns where there
 * are any:
 *
 * <pre>
 *   min or max  offset + c'x + 1/2 x'Qx   subject to   rowLower &lt;= A x &lt;= rowUpper,
 *                                                      lower &lt;= x &lt;= upper,
 *   x_j integer where integer[j];   x_j = 0 or lower &lt;= x_j &lt;= upper where semicontinuous[j]
 * </pre>
 *
 * <p>It judges a solution from these numbers alone: see {@link DualBound} for the bound that the
 * multipliers certify. A row or bound counts as violated beyond {@value #TOLERANCE} times max(1,
 * |bound|), a row also beyond the rounding of its sum, an integer column beyond {@value #TOLERANCE}
 * from the next integer: what the libraries' floating-point arithmetic keeps to. A feasible
 * solution is proven optimal where the certified bound is within {@value #TOLERANCE} of max(1,
 * |objective|). A feasible solution with a ray that keeps to every row and bound and improves the
 * objective ({@link Certificates#isRay}) proves that there is no limit.
 *
 * @param cost c
 * @param quadratic the lower triangle of Q, symmetric; absent where the objective is linear
 * @param matrix A
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record LinearProgram(
    String name,
    Direction direction,
    double offset,
    double[] cost,
    Optional<Columns> quadratic,
    Columns matrix,
    double[] rowLower,
    double[] rowUpper,
    double[] lower,
    double[] upper,
    boolean[] integer,
    boolean[] semicontinuous,
    List<String> rowNames,
    List<String> columnNames)
    implements Problem<PrimalDual> {
  /** Only continuous columns and a linear objective. */
  public static final Form LINEAR = new Form("linear-program");

  /** Continuous columns, and a quadratic objective. */
  public static final Form QUADRATIC = new Form("quadratic-program");

  /** A linear objective, and some columns integer or semi-continuous. */
  public static final Form MIXED_INTEGER = new Form("mixed-integer-linear-program");

  /** A quadratic objective, and some columns integer or semi-continuous. */
  public static final Form MIXED_INTEGER_QUADRATIC = new Form("mixed-integer-quadratic-program");

  /** Columns. */
  public static final String COLUMNS = "columns";

  /** Rows. */
  public static final String ROWS = "rows";

  /** Entries of A. */
  public static final String NONZEROS = "nonzeros";

  /** Of the largest violation of a row or bound. */
  public static final String VIOLATION = "largest violation";

  /** How far the multipliers are from those of an optimum: the largest wrong reduced cost. */
  public static final String DUAL_VIOLATION = "dual violation";

  /** Relative gap between the objective and the certified bound. */
  public static final String GAP = "gap";

  /** How much the objective changes per unit along the ray. */
  public static final String SLOPE = "slope of the ray";

  static final double TOLERANCE = 1e-6;

  /** A feasible point with a smaller objective, of a minimisation, shows that there is no limit. */
  static final double UNBOUNDED = -1e20;

  public LinearProgram {
    int n = cost.length;
    int m = rowLower.length;
    if (matrix.columns() != n
        || lower.length != n
        || upper.length != n
        || integer.length != n
        || semicontinuous.length != n
        || columnNames.size() != n) {
      throw new IllegalArgumentException("not everything has " + n + " columns");
    }
    if (matrix.rows() != m || rowUpper.length != m || rowNames.size() != m) {
      throw new IllegalArgumentException("not everything has " + m + " rows");
    }
    quadratic.ifPresent(
        q -> {
          if (q.rows() != n || q.columns() != n) {
            throw new IllegalArgumentException("the quadratic terms are not " + n + " by " + n);
          }
        });
    rowNames = List.copyOf(rowNames);
    columnNames = List.copyOf(columnNames);
  }

  /** A linear program with continuous columns only, rows named r1, r2, ... and columns x1, ... */
  public static LinearProgram of(
      String name,
      Direction direction,
      double[] cost,
      Columns matrix,
      double[] rowLower,
      double[] rowUpper,
      double[] lower,
      double[] upper) {
    return new LinearProgram(
        name,
        direction,
        0,
        cost,
        Optional.empty(),
        matrix,
        rowLower,
        rowUpper,
        lower,
        upper,
        new boolean[cost.length],
        new boolean[cost.length],
        numbered("r", rowLower.length),
        numbered("x", cost.length));
  }

  static List<String> numbered(String letter, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> letter + i).toList();
  }

  /** The same with these columns integer. */
  public LinearProgram withIntegers(boolean... which) {
    return new LinearProgram(
        name,
        direction,
        offset,
        cost,
        quadratic,
        matrix,
        rowLower,
        rowUpper,
        lower,
        upper,
        which,
        semicontinuous,
        rowNames,
        columnNames);
  }

  public int columns() {
    return cost.length;
  }

  public int rows() {
    return rowLower.length;
  }

  /** 1 for a minimisation, -1 for a maximisation: times the objective is to be minimised. */
  double sign() {
    return direction == Direction.MINIMIZE ? 1 : -1;
  }

  /** Whether any column is integer or semi-continuous. */
  public boolean discrete() {
    for (int j = 0; j < columns(); j++) {
      if (integer[j] || semicontinuous[j]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Form form() {
    if (quadratic.isPresent()) {
      return discrete() ? MIXED_INTEGER_QUADRATIC : QUADRATIC;
    }
    return discrete() ? MIXED_INTEGER : LINEAR;
  }

  @Override
  public Features features() {
    int integers = 0;
    int semis = 0;
    for (int j = 0; j < columns(); j++) {
      integers += integer[j] ? 1 : 0;
      semis += semicontinuous[j] ? 1 : 0;
    }
    return new Features(
        Map.of(
            COLUMNS,
            (double) columns(),
            ROWS,
            (double) rows(),
            NONZEROS,
            (double) matrix.size(),
            Features.INTEGERS,
            (double) integers,
            "semi-continuous",
            (double) semis,
            Features.OBJECTIVES,
            1.0));
  }

  @Override
  public List<Objective> objectives() {
    return List.of(
        direction == Direction.MINIMIZE
            ? Objective.minimize("objective")
            : Objective.maximize("objective"));
  }

  /** The objective at x, in the user's direction. */
  public double objective(double[] x) {
    double sum = offset;
    for (int j = 0; j < x.length; j++) {
      sum += cost[j] * x[j];
    }
    if (quadratic.isPresent()) {
      double[] product = timesQuadratic(x);
      for (int j = 0; j < x.length; j++) {
        sum += 0.5 * x[j] * product[j];
      }
    }
    return sum;
  }

  /** Q x. */
  double[] timesQuadratic(double[] x) {
    double[] product = new double[x.length];
    Columns q = quadratic.orElseThrow();
    for (int j = 0; j < x.length; j++) {
      for (int k = q.start()[j]; k < q.start()[j + 1]; k++) {
        int i = q.row()[k];
        product[i] += q.value()[k] * x[j];
        if (i != j) {
          product[j] += q.value()[k] * x[i];
        }
      }
    }
    return product;
  }

  @Override
  public String text(PrimalDual solution) {
    return SolutionJson.of(solution, columnNames::get, rowNames::get);
  }

  @Override
  public Assessment assess(PrimalDual solution) throws AssessmentException {
    double[] x = solution.x();
    if (x.length != columns()) {
      throw new AssessmentException(
          "the solution has %d columns instead of %d".formatted(x.length, columns()));
    }
    for (int j = 0; j < x.length; j++) {
      if (!Double.isFinite(x[j])) {
        throw new AssessmentException(
            "column '%s' is %s; a solution is finite".formatted(columnNames.get(j), x[j]));
      }
    }
    double objective = objective(x);
    if (Double.isNaN(objective)) {
      throw new AssessmentException("the objective overflows at this solution");
    }
    var quantities = new LinkedHashMap<String, Double>();
    var violation = new Violation();
    addRows(x, violation);
    addColumns(x, violation);
    quantities.put(VIOLATION, violation.largest);
    OptionalDouble bound = OptionalDouble.empty();
    boolean infeasible = Certificates.boundsCross(this);
    if (solution.y().length == rows() && (rows() > 0 || solution.hasDuals())) {
      DualBound dual = DualBound.of(this, x, solution.y());
      quantities.put(DUAL_VIOLATION, dual.violation());
      infeasible |= dual.infeasible();
      if (dual.value().isPresent() && Double.isFinite(dual.value().getAsDouble())) {
        bound = dual.value();
        quantities.put(GAP, gap(objective, bound.getAsDouble()));
      }
    }
    boolean unbounded = Certificates.isRay(this, x, solution.ray());
    if (unbounded) {
      quantities.put(SLOPE, Certificates.slope(this, x, solution.ray()));
    }
    return new Assessment(
        List.of(objective),
        violation.total,
        bound,
        quantities,
        violation.total == 0 && unbounded
            ? Proof.UNBOUNDED
            : locally(solution, proof(violation.total == 0, objective, bound, infeasible)));
  }

  /** Of an objective that is not convex, the first-order conditions may still hold. */
  private Proof locally(PrimalDual solution, Proof proof) {
    boolean open = proof == Proof.FEASIBLE && quadratic.isPresent() && !discrete();
    if (!open || !solution.hasDuals() || solution.y().length != rows()) {
      return proof;
    }
    var found = Optimality.of(new LinearNlp(this), integer, solution);
    return found.feasible() && found.stationary() ? Proof.LOCALLY_OPTIMAL : proof;
  }

  private static double gap(double objective, double bound) {
    return Math.abs(objective - bound) / Math.max(1, Math.abs(objective));
  }

  private Proof proof(
      boolean feasible, double objective, OptionalDouble bound, boolean infeasible) {
    if (!feasible) {
      return infeasible ? Proof.INFEASIBLE : Proof.NONE;
    }
    if (sign() * objective < UNBOUNDED) {
      return Proof.UNBOUNDED;
    }
    return bound.isPresent() && gap(objective, bound.getAsDouble()) <= TOLERANCE
        ? Proof.OPTIMAL
        : Proof.FEASIBLE;
  }

  /** Adds up what is beyond the tolerance. */
  private static final class Violation {
    double total;
    double largest;

    void of(double value, double low, double high, double rounding) {
      double by = Math.max(Math.max(low - value, value - high), 0);
      largest = Math.max(largest, by);
      double bound = value < low ? low : high;
      if (by > TOLERANCE * Math.max(1, Math.abs(bound)) + rounding) {
        total += by;
      }
    }
  }

  private void addRows(double[] x, Violation violation) {
    double[] activity = new double[rows()];
    double[] size = new double[rows()];
    for (int j = 0; j < x.length; j++) {
      for (int k = matrix.start()[j]; k < matrix.start()[j + 1]; k++) {
        double term = matrix.value()[k] * x[j];
        activity[matrix.row()[k]] += term;
        size[matrix.row()[k]] += Math.abs(term);
      }
    }
    for (int i = 0; i < activity.length; i++) {
      violation.of(activity[i], rowLower[i], rowUpper[i], 1e-12 * size[i]);
    }
  }

  private void addColumns(double[] x, Violation violation) {
    for (int j = 0; j < x.length; j++) {
      if (!(semicontinuous[j] && Math.abs(x[j]) <= TOLERANCE)) {
        violation.of(x[j], lower[j], upper[j], 0);
      }
      if (integer[j]) {
        double nearest = Math.rint(x[j]);
        violation.of(x[j] - nearest, 0, 0, 0);
      }
    }
  }

  /** A few words instead of every number. */
  @Override
  public String toString() {
    return "%s (%s, %d rows, %d columns, %d entries)"
        .formatted(name, form(), rows(), columns(), matrix.size());
  }
}
