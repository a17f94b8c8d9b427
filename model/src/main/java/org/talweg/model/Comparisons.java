package org.talweg.model;

import org.jspecify.annotations.Nullable;

/** How far a comparison of two formulas is from holding. */
final class Comparisons {
  private Comparisons() {}

  static double violation(
      Formula.Operator operator, Formula left, Formula right, Formula.Scope scope) {
    String leftText = text(left, scope);
    String rightText = text(right, scope);
    if (leftText != null || rightText != null) {
      // A name without a value, compared with text, is a level written without quotes.
      String a = leftText != null ? leftText : levelOrNumber(left, scope);
      String b = rightText != null ? rightText : levelOrNumber(right, scope);
      boolean equal = a.equals(b);
      return switch (operator) {
        case EQUAL -> equal ? 0 : 1;
        case NOT_EQUAL -> equal ? 1 : 0;
        default ->
            throw new IllegalArgumentException(
                "text is compared with = or !=, not with " + operator.symbol());
      };
    }
    double a = left.number(scope);
    double b = right.number(scope);
    double gap =
        switch (operator) {
          case LESS_EQUAL -> a <= b ? 0 : a - b;
          case LESS -> a < b ? 0 : Math.max(a - b, Double.MIN_NORMAL);
          case GREATER_EQUAL -> a >= b ? 0 : b - a;
          case GREATER -> a > b ? 0 : Math.max(b - a, Double.MIN_NORMAL);
          case EQUAL -> a == b ? 0 : Math.abs(a - b);
          case NOT_EQUAL -> a != b ? 0 : 1;
          default -> throw new IllegalStateException(operator + " is no comparison");
        };
    return Double.isNaN(gap) ? Double.POSITIVE_INFINITY : gap;
  }

  private static @Nullable String text(Formula side, Formula.Scope scope) {
    return switch (side) {
      case Formula.Text(String text) -> text;
      case Formula.Name(String name) ->
          scope.value(name) instanceof Value.Text(String text) ? text : null;
      default -> null;
    };
  }

  private static String levelOrNumber(Formula side, Formula.Scope scope) {
    if (side instanceof Formula.Name(String name)) {
      Value value = scope.value(name);
      return value == null ? name : value.toString();
    }
    return new Value.Real(side.number(scope)).toString();
  }
}
