package org.talweg.model;

import org.jspecify.annotations.Nullable;

/**
 * How far a comparison of two formulas is from holding. Text equals the same text, and a number
 * where it reads as that number; the order of text is the order of the numbers it reads as.
 */
final class Comparisons {
  private Comparisons() {}

  static double violation(
      Formula.Operator operator, Formula left, Formula right, Formula.Scope scope) {
    if (operator == Formula.Operator.EQUAL || operator == Formula.Operator.NOT_EQUAL) {
      Value.Text a = text(left, scope);
      Value.Text b = text(right, scope);
      if (a != null || b != null) {
        boolean same =
            a == null
                ? reads(b, left.number(scope))
                : b == null ? reads(a, right.number(scope)) : a.equals(b);
        return same == (operator == Formula.Operator.EQUAL) ? 0 : 1;
      }
    }
    return violation(operator, left.number(scope), right.number(scope));
  }

  private static double violation(Formula.Operator operator, double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.POSITIVE_INFINITY;
    }
    return switch (operator) {
      case LESS_EQUAL -> a <= b ? 0 : a - b;
      case LESS -> a < b ? 0 : a == b ? Double.MIN_NORMAL : a - b;
      case GREATER_EQUAL -> a >= b ? 0 : b - a;
      case GREATER -> a > b ? 0 : a == b ? Double.MIN_NORMAL : b - a;
      case EQUAL -> a == b ? 0 : Math.abs(a - b);
      case NOT_EQUAL -> a != b ? 0 : 1;
      default -> throw new IllegalStateException(operator + " is no comparison");
    };
  }

  /** The side as text, null where it is a number. */
  private static Value.@Nullable Text text(Formula side, Formula.Scope scope) {
    return switch (side) {
      case Formula.Text(String text) -> new Value.Text(text);
      case Formula.Name(String name) -> scope.value(name) instanceof Value.Text text ? text : null;
      default -> null;
    };
  }

  private static boolean reads(Value.@Nullable Text text, double number) {
    return text != null && text.isNumber() && text.number() == number;
  }
}
