package org.talweg.learn.discovery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions that statements apply. Most work number by number, and a scalar beside a vector
 * stands for a vector of equal numbers; {@code norm}, {@code dot} and {@code cosine} make one
 * number of a whole vector, all tensors of a model together.
 *
 * <p>Source: Chen et al. 2023, appendix on the search space. As there, logarithms and roots are of
 * the absolute value. Elsewhere an argument outside the domain gives no number, and a rule that
 * meets one is worth nothing.
 */
public enum Function {
  ADD(2, "+"),
  SUBTRACT(2, "-"),
  MULTIPLY(2, "*"),
  DIVIDE(2, "/"),
  POWER(2),
  MINIMUM(2),
  MAXIMUM(2),
  /** interp(x, y, a) = (1 - a) x + a y. */
  INTERP(3),
  NEGATIVE(1),
  ABS(1),
  SIGN(1),
  SQUARE(1),
  CUBE(1),
  SQRT(1),
  CBRT(1),
  RECIPROCAL(1),
  EXP(1),
  EXPM1(1),
  LOG(1),
  LOG1P(1),
  SIN(1),
  COS(1),
  TAN(1),
  ARCSIN(1),
  ARCCOS(1),
  ARCTAN(1),
  SINH(1),
  COSH(1),
  TANH(1),
  ARCSINH(1),
  ARCCOSH(1),
  ARCTANH(1),
  /** clip(x, a) = x min(1, |a| / norm(x)). */
  CLIP(2),
  NORM(1),
  DOT(2),
  COSINE(2);

  private final int arity;
  private final String symbol;

  Function(int arity, String symbol) {
    this.arity = arity;
    this.symbol = symbol;
  }

  Function(int arity) {
    this(arity, "");
  }

  /** How many arguments it takes. */
  int arity() {
    return arity;
  }

  /** What stands between its arguments, empty where its name stands before them. */
  String symbol() {
    return symbol;
  }

  /** As programs have it: {@code arcsin}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The function of that name or symbol. */
  static Optional<Function> named(String word) {
    return Arrays.stream(values())
        .filter(f -> f.word().equals(word) || (!f.symbol.isEmpty() && f.symbol.equals(word)))
        .findFirst();
  }

  /** Whether it makes one number of whole vectors. */
  boolean reduces() {
    return this == NORM || this == DOT || this == COSINE;
  }

  /** Its value number by number. */
  double of(double x, double y, double a) {
    return switch (this) {
      case ADD -> x + y;
      case SUBTRACT -> x - y;
      case MULTIPLY -> x * y;
      case DIVIDE -> x / y;
      case POWER -> Math.pow(x, y);
      case MINIMUM -> Math.min(x, y);
      case MAXIMUM -> Math.max(x, y);
      case INTERP -> (1 - a) * x + a * y;
      case NEGATIVE -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SQUARE -> x * x;
      case CUBE -> x * x * x;
      case SQRT -> Math.sqrt(Math.abs(x));
      case CBRT -> Math.cbrt(x);
      case RECIPROCAL -> 1 / x;
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(Math.abs(x));
      case LOG1P -> Math.log1p(Math.abs(x));
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ARCSIN -> Math.asin(x);
      case ARCCOS -> Math.acos(x);
      case ARCTAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      // Odd, so that negative arguments keep their digits.
      case ARCSINH -> Math.copySign(Math.log1p(growth(Math.abs(x))), x);
      case ARCCOSH -> Math.log(x + Math.sqrt(x * x - 1));
      case ARCTANH -> Math.log1p(2 * x / (1 - x)) / 2;
      case CLIP, NORM, DOT, COSINE ->
          throw new IllegalStateException(this + " is of whole vectors");
    };
  }

  /** x + x^2 / (1 + sqrt(1 + x^2)), which is e^arcsinh(x) - 1. */
  private static double growth(double x) {
    return x + x * x / (1 + Math.sqrt(1 + x * x));
  }
}
