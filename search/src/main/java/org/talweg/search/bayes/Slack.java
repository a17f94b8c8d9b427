package org.talweg.search.bayes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Constraint;
import org.talweg.model.Formula;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;
import org.talweg.model.Point;
import org.talweg.model.Value;

/**
 * A constraint over measured quantities as a number to be modelled: at most 0 where it holds, and
 * informative on both sides of the boundary, which a violation is not.
 *
 * <pre>
 *   a ≤ b: a - b     a ≥ b: b - a     P and Q: max(P, Q)     P or Q: min(P, Q)
 * </pre>
 *
 * Any other condition is its violation where it fails and -1 where it holds.
 */
public final class Slack {
  private Slack() {}

  /** The constraint's number; NaN where a quantity that it needs is missing or infinite. */
  public static double of(Constraint constraint, Point point, Map<String, Double> quantities) {
    Formula.Scope scope =
        name -> {
          Value parameter = point.value(name);
          return parameter != null ? parameter : measured(quantities.get(name));
        };
    try {
      double slack = of(constraint.formula(), scope);
      return Double.isFinite(slack) ? slack : otherwise(constraint, scope);
    } catch (IllegalArgumentException noValue) {
      return otherwise(constraint, scope);
    }
  }

  private static @Nullable Value measured(@Nullable Double quantity) {
    return quantity == null || quantity.isNaN() ? null : new Value.Real(quantity);
  }

  private static double of(Formula formula, Formula.Scope scope) {
    if (formula instanceof Apply(Operator operator, List<Formula> parts)) {
      switch (operator) {
        case LESS_EQUAL, LESS -> {
          return parts.get(0).number(scope) - parts.get(1).number(scope);
        }
        case GREATER_EQUAL, GREATER -> {
          return parts.get(1).number(scope) - parts.get(0).number(scope);
        }
        case AND -> {
          return parts.stream().mapToDouble(part -> of(part, scope)).max().orElse(Double.NaN);
        }
        case OR -> {
          return parts.stream().mapToDouble(part -> of(part, scope)).min().orElse(Double.NaN);
        }
        default -> {
          return Double.NaN;
        }
      }
    }
    return Double.NaN;
  }

  private static double otherwise(Constraint constraint, Formula.Scope scope) {
    double violation = constraint.violation(scope);
    return violation == 0 ? -1 : violation < Double.POSITIVE_INFINITY ? violation : Double.NaN;
  }
}
