package org.talweg.program.expression;

/**
 * The operators of expressions. A condition is a number: 1 where it holds, 0 where not; any number
 * other than 0 counts as holding.
 */
public enum Op {
  CONSTANT(0),
  VARIABLE(0),
  /** A number that is known only when the expression is evaluated. */
  PARAMETER(0),

  ADD(2),
  /** A sum of any number of terms. */
  SUM(-1),
  SUBTRACT(2),
  NEGATE(1),
  MULTIPLY(2),
  DIVIDE(2),
  /** The square, {@code a^2}. */
  SQUARE(1),
  POWER(2),
  SQRT(1),
  EXP(1),
  /** The natural logarithm. */
  LOG(1),
  LOG10(1),
  SIN(1),
  COS(1),
  TAN(1),
  ASIN(1),
  ACOS(1),
  ATAN(1),
  /** The angle of the point (b, a): {@code atan2(a, b)}. */
  ATAN2(2),
  SINH(1),
  COSH(1),
  TANH(1),
  ASINH(1),
  ACOSH(1),
  ATANH(1),

  ABS(1),
  MIN(2),
  MAX(2),
  FLOOR(1),
  CEIL(1),
  /** The nearest whole number, of two equally near ones the even one. */
  ROUND(1),
  /** The whole part, towards zero. */
  TRUNCATE(1),
  /** What is left of a when b is taken away a whole number of times, with the sign of a. */
  REMAINDER(2),

  LESS(2),
  LESS_EQUAL(2),
  EQUAL(2),
  NOT_EQUAL(2),
  AND(2),
  OR(2),
  NOT(1),
  /** {@code if a then b else c}. */
  CHOOSE(3);

  private static final Op[] ALL = values();

  private final int arity;

  Op(int arity) {
    this.arity = arity;
  }

  /** How many arguments it takes; -1 for any number. */
  public int arity() {
    return arity;
  }

  /** Whether the order of its two arguments does not matter. */
  boolean commutes() {
    return switch (this) {
      case ADD, MULTIPLY, MIN, MAX, EQUAL, NOT_EQUAL, AND, OR -> true;
      default -> false;
    };
  }

  /** The operator of that ordinal. */
  static Op of(int ordinal) {
    return ALL[ordinal];
  }

  /** Its value for one argument. */
  public double value(double a) {
    return switch (this) {
      case NEGATE -> -a;
      case SQUARE -> a * a;
      case SQRT -> Math.sqrt(a);
      case EXP -> Math.exp(a);
      case LOG -> Math.log(a);
      case LOG10 -> Math.log10(a);
      case SIN -> Math.sin(a);
      case COS -> Math.cos(a);
      case TAN -> Math.tan(a);
      case ASIN -> Math.asin(a);
      case ACOS -> Math.acos(a);
      case ATAN -> Math.atan(a);
      case SINH -> Math.sinh(a);
      case COSH -> Math.cosh(a);
      case TANH -> Math.tanh(a);
      case ASINH -> asinh(a);
      case ACOSH -> 2 * Math.log(Math.sqrt((a + 1) / 2) + Math.sqrt((a - 1) / 2));
      case ATANH -> 0.5 * (Math.log1p(a) - Math.log1p(-a));
      case ABS -> Math.abs(a);
      case FLOOR -> Math.floor(a);
      case CEIL -> Math.ceil(a);
      case ROUND -> Math.rint(a);
      case TRUNCATE -> a < 0 ? Math.ceil(a) : Math.floor(a);
      case NOT -> a == 0 ? 1 : 0;
      default -> throw new IllegalArgumentException(this + " does not take one argument");
    };
  }

  /** Its value for two arguments. */
  public double value(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case POWER -> power(a, b);
      case ATAN2 -> Math.atan2(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case REMAINDER -> a % b;
      case LESS -> a < b ? 1 : 0;
      case LESS_EQUAL -> a <= b ? 1 : 0;
      case EQUAL -> a == b ? 1 : 0;
      case NOT_EQUAL -> a != b ? 1 : 0;
      case AND -> a != 0 && b != 0 ? 1 : 0;
      case OR -> a != 0 || b != 0 ? 1 : 0;
      default -> throw new IllegalArgumentException(this + " does not take two arguments");
    };
  }

  /** {@code a^b}; by multiplication where b is a small whole number. */
  public static double power(double a, double b) {
    int whole = (int) b;
    if (whole != b || whole < -16 || whole > 16) {
      return Math.pow(a, b);
    }
    double result = 1;
    double square = a;
    for (int rest = Math.abs(whole); rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return whole < 0 ? 1 / result : result;
  }

  /** Without cancellation for negative or small arguments. */
  private static double asinh(double a) {
    double size = Math.abs(a);
    double value =
        size > 1e150
            ? Math.log(size) + Math.log(2)
            : Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
    return Math.copySign(value, a);
  }
}
