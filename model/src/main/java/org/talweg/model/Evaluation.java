package org.talweg.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;
import org.talweg.model.Formula.Scope;

/**
 * The value of a formula, and how far a condition is from holding.
 *
 * <p>Conditions follow Kleene's three-valued logic where a comparison names something that has no
 * value, such as an inactive parameter: the comparison is taken to hold or to fail, whichever the
 * caller asks, and the other way round below {@code not}. So {@link Missing#FAILS} finds what is
 * certainly true, and {@link Missing#HOLDS} what is not certainly false.
 */
final class Evaluation {
  private Evaluation() {}

  /** What to make of a comparison that names something without a value. */
  enum Missing {
    REFUSED,
    HOLDS,
    FAILS;

    Missing opposite() {
      return switch (this) {
        case REFUSED -> REFUSED;
        case HOLDS -> FAILS;
        case FAILS -> HOLDS;
      };
    }
  }

  static double violation(Formula formula, Scope scope, Missing missing) {
    if (formula instanceof Apply(Operator operator, List<Formula> parts) && operator.isLogical()) {
      return logical(operator, parts, scope, missing);
    }
    if (missing != Missing.REFUSED && firstWithoutValue(formula, scope) != null) {
      return missing == Missing.HOLDS ? 0 : 1;
    }
    if (formula instanceof Apply(Operator operator, List<Formula> sides)
        && operator.isComparison()) {
      return Comparisons.violation(operator, sides.get(0), sides.get(1), scope);
    }
    double number = number(formula, scope);
    return Double.isNaN(number) ? Double.POSITIVE_INFINITY : number != 0 ? 0 : 1;
  }

  private static double logical(
      Operator operator, List<Formula> parts, Scope scope, Missing missing) {
    if (operator == Operator.NOT) {
      return violation(parts.getFirst(), scope, missing.opposite()) == 0 ? 1 : 0;
    }
    boolean all = operator == Operator.AND;
    double result = all ? 0 : Double.POSITIVE_INFINITY;
    for (Formula part : parts) {
      double violation = violation(part, scope, missing);
      result = all ? result + violation : Math.min(result, violation);
    }
    return result;
  }

  /** The first name in the formula that has no value here, null where all have one. */
  static @Nullable String firstWithoutValue(Formula formula, Scope scope) {
    if (formula instanceof Formula.Name(String name)) {
      return scope.value(name) == null ? name : null;
    }
    if (formula instanceof Apply apply) {
      for (Formula argument : apply.arguments()) {
        String name = firstWithoutValue(argument, scope);
        if (name != null) {
          return name;
        }
      }
    }
    return null;
  }

  static double number(Formula formula, Scope scope) {
    return switch (formula) {
      case Formula.Number(double value) -> value;
      case Formula.Text(String text) -> new Value.Text(text).number();
      case Formula.Name(String name) -> {
        Value value = scope.value(name);
        if (value == null) {
          throw new IllegalArgumentException("'" + name + "' has no value here");
        }
        yield value.number();
      }
      case Apply apply ->
          apply.isCondition()
              ? violation(apply, scope, Missing.REFUSED) == 0 ? 1 : 0
              : apply(apply.operator(), apply.arguments(), scope);
    };
  }

  private static double apply(Operator operator, List<Formula> arguments, Scope scope) {
    double a = number(arguments.getFirst(), scope);
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER, MIN, MAX -> {
        for (int i = 1; i < arguments.size(); i++) {
          a = combine(operator, a, number(arguments.get(i), scope));
        }
        yield a;
      }
      case NEGATE -> -a;
      case ABS -> Math.abs(a);
      case SQRT -> Math.sqrt(a);
      case EXP -> Math.exp(a);
      case LOG -> Math.log(a);
      case LOG2 -> log2(a);
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
      case FLOOR -> Math.floor(a);
      case CEIL -> Math.ceil(a);
      case ROUND -> Math.rint(a);
      case LESS_EQUAL, LESS, GREATER_EQUAL, GREATER, EQUAL, NOT_EQUAL, AND, OR, NOT ->
          throw new IllegalStateException(operator + " is a condition");
    };
  }

  private static double combine(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case POWER -> Math.pow(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      default -> throw new IllegalStateException(operator + " does not combine two numbers");
    };
  }

  /** Exact for powers of two, which the quotient of logarithms is not. */
  private static double log2(double a) {
    double quotient = Math.log(a) / Math.log(2);
    double whole = Math.rint(quotient);
    return Math.scalb(1.0, (int) whole) == a ? whole : quotient;
  }
}
