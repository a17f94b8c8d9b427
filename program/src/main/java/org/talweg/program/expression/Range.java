package org.talweg.program.expression;

/**
 * The closed interval from low to high, with bounds that may be infinite: interval arithmetic.
 * Every result holds all values that its operands' values lead to, rounded outward by a few units
 * in the last place, which is more than the library's functions are off by.
 *
 * <p>Where an operand leaves a function's domain, the part within it counts: a point outside has no
 * value, so it is no solution.
 */
public record Range(double low, double high) {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** All numbers. */
  public static final Range ALL = new Range(-INF, INF);

  private static final Range CONDITION = new Range(0, 1);

  /** A single number. */
  public static Range of(double value) {
    return Double.isNaN(value) ? ALL : new Range(value, value);
  }

  /** Bounds rounded outward; anything where they are no numbers. 0 and infinities stay. */
  private static Range about(double low, double high) {
    return new Range(
        Double.isNaN(low) ? -INF : low == 0 || low == INF ? low : low - 4 * Math.ulp(low),
        Double.isNaN(high) ? INF : high == 0 || high == -INF ? high : high + 4 * Math.ulp(high));
  }

  /** Whether both bounds are numbers. */
  public boolean finite() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** Whether no value is below 0. */
  public boolean nonnegative() {
    return low >= 0;
  }

  /** Whether no value is above 0. */
  public boolean nonpositive() {
    return high <= 0;
  }

  boolean has(double value) {
    return low <= value && value <= high;
  }

  /** The smallest that holds both. */
  public Range hull(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  public Range plus(Range other) {
    return about(low + other.low, high + other.high);
  }

  public Range negated() {
    return new Range(0.0 - high, 0.0 - low);
  }

  public Range times(Range other) {
    double a = product(low, other.low);
    double b = product(low, other.high);
    double c = product(high, other.low);
    double d = product(high, other.high);
    return about(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** Nothing times however much is nothing. */
  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  Range inverse() {
    if (low < 0 && high > 0 || low == 0 && high == 0) {
      return ALL;
    }
    return about(high == 0 ? -INF : 1 / high, low == 0 ? INF : 1 / low);
  }

  Range square() {
    double least = has(0) ? 0 : Math.min(Math.abs(low), Math.abs(high));
    double most = Math.max(Math.abs(low), Math.abs(high));
    Range square = about(least * least, most * most);
    return new Range(Math.max(0, square.low), square.high);
  }

  Range abs() {
    return low >= 0 ? this : high <= 0 ? negated() : new Range(0, Math.max(-low, high));
  }

  Range within(double from, double to) {
    double l = Math.max(low, from);
    double h = Math.min(high, to);
    return l <= h ? new Range(l, h) : new Range(from, to);
  }

  /** Of an operator that grows with its argument. */
  private Range growing(Op op) {
    return about(op.value(low), op.value(high));
  }

  private Range power(Range exponent) {
    if (exponent.low == exponent.high) {
      double e = exponent.low;
      boolean whole = e == Math.rint(e);
      if (e < 0) {
        return power(Range.of(-e)).inverse();
      } else if (whole && e % 2 != 0) {
        return about(Math.pow(low, e), Math.pow(high, e));
      } else if (whole) {
        Range size = abs();
        return about(Math.pow(size.low, e), Math.pow(size.high, e)).within(0, INF);
      }
      Range base = within(0, INF);
      return about(Math.pow(base.low, e), Math.pow(base.high, e)).within(0, INF);
    }
    return low > 0 ? exponent.times(growing(Op.LOG)).growing(Op.EXP).within(0, INF) : ALL;
  }

  /** Of cos: its greatest values are at whole multiples of 2 pi, its least half way between. */
  private Range cosine() {
    if (!finite() || high - low >= 2 * Math.PI || Math.abs(low) > 1e8) {
      return new Range(-1, 1);
    }
    double slack = 1e-6; // an extremum that is so near counts as within
    boolean top = Math.floor((high + slack) / (2 * Math.PI)) * 2 * Math.PI >= low - slack;
    boolean bottom =
        Math.floor((high + slack) / (2 * Math.PI) - 0.5) * 2 * Math.PI + Math.PI >= low - slack;
    double a = Math.cos(low);
    double b = Math.cos(high);
    double lost = 1e-15 * (2 + Math.max(Math.abs(low), Math.abs(high))); // of sin, by the shift
    return new Range(bottom ? -1 : Math.min(a, b) - lost, top ? 1 : Math.max(a, b) + lost)
        .within(-1, 1);
  }

  /** The values of an operator of one argument. */
  Range apply(Op op) {
    return switch (op) {
      case NEGATE -> negated();
      case SQUARE -> square();
      case ABS -> abs();
      case SQRT -> within(0, INF).growing(op).within(0, INF);
      case EXP -> growing(op).within(0, INF);
      case LOG, LOG10 -> within(0, INF).growing(op);
      case SIN -> new Range(low - Math.PI / 2, high - Math.PI / 2).cosine();
      case COS -> cosine();
      case ASIN -> within(-1, 1).growing(op);
      case ACOS -> within(-1, 1).negated().growing(Op.ASIN).plus(Range.of(Math.PI / 2));
      case ATAN, SINH, TANH, ASINH, FLOOR, CEIL, ROUND, TRUNCATE -> growing(op);
      case COSH -> abs().growing(op).within(1, INF);
      case ACOSH -> within(1, INF).growing(op);
      case ATANH -> within(-1, 1).growing(op);
      case NOT -> CONDITION;
      default -> ALL;
    };
  }

  /** The values of an operator of two arguments. */
  Range apply(Op op, Range other) {
    return switch (op) {
      case ADD -> plus(other);
      case SUBTRACT -> plus(other.negated());
      case MULTIPLY -> times(other);
      case DIVIDE -> times(other.inverse());
      case POWER -> power(other);
      case MIN -> new Range(Math.min(low, other.low), Math.min(high, other.high));
      case MAX -> new Range(Math.max(low, other.low), Math.max(high, other.high));
      case ATAN2 -> new Range(-3.1415926535897936, 3.1415926535897936);
      case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> CONDITION;
      default -> ALL;
    };
  }

  /**
   * The range of every node below an end.
   *
   * @param lower of the variables
   * @param upper of the variables
   */
  public static Range[] of(Dag dag, int end, double[] lower, double[] upper) {
    var ranges = new Range[end];
    for (int node = 0; node < end; node++) {
      ranges[node] =
          switch (dag.op(node)) {
            case CONSTANT -> of(dag.value(node));
            case PARAMETER -> ALL;
            case VARIABLE -> {
              int j = dag.index(node);
              yield j < lower.length && lower[j] <= upper[j] ? new Range(lower[j], upper[j]) : ALL;
            }
            case SUM -> {
              Range sum = of(0);
              for (int k = 0; k < dag.arity(node); k++) {
                sum = sum.plus(ranges[dag.argument(node, k)]);
              }
              yield sum;
            }
            case CHOOSE -> ranges[dag.argument(node, 1)].hull(ranges[dag.argument(node, 2)]);
            default -> {
              Range a = ranges[dag.argument(node, 0)];
              yield dag.arity(node) == 1
                  ? a.apply(dag.op(node))
                  : a.apply(dag.op(node), ranges[dag.argument(node, 1)]);
            }
          };
    }
    return ranges;
  }
}
