package org.talweg.program.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.talweg.model.Direction;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Range;
import org.talweg.program.expression.Row;
import org.talweg.program.linear.Columns;
import org.talweg.program.linear.LinearProgram;

/**
 * A linear program, with the whole variables still whole, whose optimum bounds that of a program
 * that need not be convex. Every nonlinear expression becomes a column w between the ends of its
 * range, with rows that hold wherever w is what it stands for:
 *
 * <pre>
 *   w = x y            w &gt;= xL y + x yL - xL yL,  w &gt;= xU y + x yU - xU yU,           (McCormick)
 *                      w &lt;= xU y + x yL - xU yL,  w &lt;= xL y + x yU - xL yU
 *   w = f(x), convex   w &gt;= tangents of f,  w &lt;= its secant over [xL, xU]; concave: the reverse
 *   w = max(x, y)      w &gt;= x,  w &gt;= y;   |x| = max(x, -x);   min: the reverse
 * </pre>
 *
 * For all else the range alone. Source: G. McCormick, "Computability of global solutions to
 * factorable nonconvex programs", Math. Programming 10 (1976). The better the variables' bounds,
 * the better the bound.
 */
final class ConvexRelaxation {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Coefficients beyond this spoil a simplex method: such a row is left out. */
  private static final double LARGEST = 1e9;

  /** Where tangents touch, as shares of the range. */
  private static final double[] TANGENTS = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};

  /** A linear expression of the columns. */
  private record Affine(Map<Integer, Double> terms, double constant) {
    Affine plus(Affine other, double factor) {
      var all = new HashMap<>(terms);
      other.terms.forEach((j, v) -> all.merge(j, factor * v, Double::sum));
      return new Affine(all, constant + factor * other.constant);
    }

    static Affine of(double value) {
      return new Affine(Map.of(), value);
    }

    static Affine column(int j) {
      return new Affine(Map.of(j, 1.0), 0);
    }
  }

  private final Algebra algebra;
  private final Dag dag;
  private final Range[] ranges;
  private final Map<Integer, Affine> known = new HashMap<>();
  private final List<Double> lower = new ArrayList<>();
  private final List<Double> upper = new ArrayList<>();
  private final List<Integer> row = new ArrayList<>();
  private final List<Integer> column = new ArrayList<>();
  private final List<Double> value = new ArrayList<>();
  private final List<Double> rowLower = new ArrayList<>();
  private final List<Double> rowUpper = new ArrayList<>();

  private ConvexRelaxation(Algebra algebra) {
    this.algebra = algebra;
    this.dag = algebra.dag();
    int end = algebra.objective().nonlinear() + 1;
    for (Row one : algebra.constraints()) {
      end = Math.max(end, one.nonlinear() + 1);
    }
    this.ranges = Range.of(dag, end, algebra.lower(), algebra.upper());
    for (int j = 0; j < algebra.variables(); j++) {
      lower.add(algebra.lower()[j]);
      upper.add(algebra.upper()[j]);
    }
  }

  /** The linear program; its first columns are the variables. What is maximised is negated. */
  static LinearProgram of(Algebra algebra) {
    return new ConvexRelaxation(algebra).build();
  }

  private LinearProgram build() {
    double sign = algebra.direction() == Direction.MINIMIZE ? 1 : -1;
    Affine objective = affine(algebra.objective());
    for (int i = 0; i < algebra.constraints().size(); i++) {
      add(
          affine(algebra.constraints().get(i)),
          algebra.constraintLower()[i],
          algebra.constraintUpper()[i]);
    }
    int goal = fresh(Range.ALL); // carries the constant, too
    add(objective.plus(Affine.column(goal), -1), 0, 0);
    double[] cost = new double[lower.size()];
    cost[goal] = sign;
    var matrix =
        Columns.of(
            rowLower.size(),
            lower.size(),
            row.stream().mapToInt(i -> i).toArray(),
            column.stream().mapToInt(j -> j).toArray(),
            value.stream().mapToDouble(v -> v).toArray());
    return LinearProgram.of(
            "convex relaxation",
            Direction.MINIMIZE,
            cost,
            matrix,
            rowLower.stream().mapToDouble(v -> v).toArray(),
            rowUpper.stream().mapToDouble(v -> v).toArray(),
            lower.stream().mapToDouble(v -> v).toArray(),
            upper.stream().mapToDouble(v -> v).toArray())
        .withIntegers(Arrays.copyOf(algebra.integer(), cost.length));
  }

  private Affine affine(Row of) {
    Affine all = affine(of.nonlinear());
    for (int k = 0; k < of.variables().length; k++) {
      all = all.plus(Affine.column(of.variables()[k]), of.coefficients()[k]);
    }
    return all;
  }

  private int fresh(Range range) {
    lower.add(range.low());
    upper.add(range.high());
    return lower.size() - 1;
  }

  /** Adds low <= expression <= high. */
  private void add(Affine of, double low, double high) {
    if (of.terms().values().stream().anyMatch(v -> !(Math.abs(v) <= LARGEST))
        || !(Math.abs(of.constant()) <= LARGEST)) {
      return;
    }
    int at = rowLower.size();
    rowLower.add(low - of.constant());
    rowUpper.add(high - of.constant());
    of.terms()
        .forEach(
            (j, v) -> {
              row.add(at);
              column.add(j);
              value.add(v);
            });
  }

  private Affine affine(int node) {
    Affine made = known.get(node);
    if (made == null) {
      made = make(node);
      known.put(node, made);
    }
    return made;
  }

  private boolean constant(int node) {
    return dag.op(node) == Op.CONSTANT;
  }

  private Affine make(int node) {
    Op op = dag.op(node);
    return switch (op) {
      case CONSTANT -> Affine.of(dag.value(node));
      case VARIABLE -> Affine.column(dag.index(node));
      case ADD -> affine(dag.argument(node, 0)).plus(affine(dag.argument(node, 1)), 1);
      case SUBTRACT -> affine(dag.argument(node, 0)).plus(affine(dag.argument(node, 1)), -1);
      case NEGATE -> Affine.of(0).plus(affine(dag.argument(node, 0)), -1);
      case SUM -> {
        Affine sum = Affine.of(0);
        for (int k = 0; k < dag.arity(node); k++) {
          sum = sum.plus(affine(dag.argument(node, k)), 1);
        }
        yield sum;
      }
      case MULTIPLY -> {
        int a = dag.argument(node, 0);
        int b = dag.argument(node, 1);
        if (constant(a) || constant(b)) {
          double factor = dag.value(constant(a) ? a : b);
          yield Affine.of(0).plus(affine(constant(a) ? b : a), factor);
        }
        Affine w = Affine.column(fresh(ranges[node]));
        product(w, affine(a), ranges[a], affine(b), ranges[b]);
        yield w;
      }
      case DIVIDE -> {
        int a = dag.argument(node, 0);
        int b = dag.argument(node, 1);
        if (constant(b)) {
          yield Affine.of(0).plus(affine(a), 1 / dag.value(b));
        }
        Affine w = Affine.column(fresh(ranges[node])); // w b = a
        product(affine(a), w, ranges[node], affine(b), ranges[b]);
        yield w;
      }
      case MAX, MIN -> {
        Affine w = Affine.column(fresh(ranges[node]));
        for (int k = 0; k < 2; k++) {
          Affine over = w.plus(affine(dag.argument(node, k)), -1);
          add(over, op == Op.MAX ? 0 : -INF, op == Op.MAX ? INF : 0);
        }
        yield w;
      }
      default -> {
        int w = fresh(ranges[node]);
        if (dag.arity(node) > 0) {
          curved(node, Affine.column(w));
        }
        yield Affine.column(w);
      }
    };
  }

  /** w = a b. */
  private void product(Affine w, Affine a, Range ra, Affine b, Range rb) {
    corner(w, a, ra.low(), b, rb.low(), true);
    corner(w, a, ra.high(), b, rb.high(), true);
    corner(w, a, ra.high(), b, rb.low(), false);
    corner(w, a, ra.low(), b, rb.high(), false);
  }

  private void corner(Affine w, Affine a, double atA, Affine b, double atB, boolean above) {
    if (Double.isFinite(atA) && Double.isFinite(atB)) {
      Affine rest = w.plus(b, -atA).plus(a, -atB).plus(Affine.of(atA * atB), 1);
      add(rest, above ? 0 : -INF, above ? INF : 0);
    }
  }

  /** A function of one argument whose curvature is known over its range. */
  private void curved(int node, Affine w) {
    Op op = dag.op(node);
    int a = dag.argument(node, 0);
    Range r = ranges[a];
    boolean power = op == Op.POWER && constant(dag.argument(node, 1));
    double e = power ? dag.value(dag.argument(node, 1)) : 0;
    int curvature =
        switch (op) {
          case SQUARE, EXP, COSH, ABS -> 1;
          case SQRT, LOG, LOG10 -> -1;
          case SINH -> r.nonnegative() ? 1 : r.nonpositive() ? -1 : 0;
          case TANH, ATAN -> r.nonnegative() ? -1 : r.nonpositive() ? 1 : 0;
          case POWER -> power ? ofPower(e, r) : 0;
          default -> 0;
        };
    if (curvature == 0) {
      return;
    }
    DoubleUnaryOperator f = power ? x -> op.value(x, e) : op::value;
    double low = Math.max(r.low(), op == Op.SQRT || power && e != Math.rint(e) ? 0 : -INF);
    double high = r.high();
    Affine x = affine(a);
    double fLow = f.applyAsDouble(low);
    double fHigh = f.applyAsDouble(high);
    if (Double.isFinite(fLow) && Double.isFinite(fHigh) && high > low && high - low < 1e12) {
      double slope = (fHigh - fLow) / (high - low);
      Affine secant = w.plus(x, -slope).plus(Affine.of(slope * low - fLow), 1);
      double slack = 1e-12 * (Math.abs(fLow) + Math.abs(fHigh));
      add(secant, curvature > 0 ? -INF : -slack, curvature > 0 ? slack : INF);
    }
    double from = Double.isFinite(low) ? low : Math.min(-1, high - 2);
    double to = Double.isFinite(high) ? high : Math.max(1, from + 2);
    for (double share : TANGENTS) {
      tangent(w, x, f, from + share * (to - from), curvature, from, to);
    }
  }

  /** By a central difference, lowered by what it may be off. */
  private void tangent(
      Affine w, Affine x, DoubleUnaryOperator f, double at, int curvature, double from, double to) {
    double step = 1e-6 * Math.max(1, Math.abs(at));
    double slope = (f.applyAsDouble(at + step) - f.applyAsDouble(at - step)) / (2 * step);
    double touch = f.applyAsDouble(at);
    if (!Double.isFinite(slope) || !Double.isFinite(touch)) {
      return;
    }
    // Wherever it would cross the function, by the slope's error, it is moved below it.
    double below = 0;
    for (double share : TANGENTS) {
      double p = from + share * (to - from);
      double gap = curvature * (f.applyAsDouble(p) - touch - slope * (p - at));
      below = Double.isFinite(gap) ? Math.max(below, -gap) : below;
    }
    below += 1e-9 * Math.max(1, Math.abs(slope)) * Math.max(1, to - from);
    Affine line = w.plus(x, -slope).plus(Affine.of(slope * at - touch), 1);
    add(line, curvature > 0 ? -below : -INF, curvature > 0 ? INF : below);
  }

  private static int ofPower(double e, Range r) {
    boolean whole = e == Math.rint(e);
    boolean even = whole && e % 2 == 0;
    if (r.nonnegative()) {
      return e > 1 || e < 0 ? 1 : -1;
    } else if (!whole) {
      return e > 1 || e < 0 ? 1 : -1; // its domain is what is not negative
    } else if (e > 0) {
      return even ? 1 : r.nonpositive() ? -1 : 0;
    }
    return r.high() < 0 ? (even ? 1 : -1) : 0;
  }

  /** The integer variables' places. */
  static int[] integers(Algebra algebra) {
    return IntStream.range(0, algebra.variables()).filter(j -> algebra.integer()[j]).toArray();
  }
}
