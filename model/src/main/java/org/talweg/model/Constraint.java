package org.talweg.model;

/**
 * A condition that a solution should satisfy, over parameters (known before anything is spent) or
 * measured quantities (black box).
 *
 * @param text as its author wrote it
 */
public record Constraint(String text, Formula formula) {
  /** Reads a constraint such as {@code lc + lp <= 4}. */
  public static Constraint parse(String text) throws FormulaException {
    return new Constraint(text, Formula.parse(text));
  }

  /**
   * How far the constraint is from holding, 0 where it holds. A constraint that names an inactive
   * parameter holds: there is nothing to restrict.
   */
  public double violation(Formula.Scope scope) {
    for (String name : formula.names()) {
      if (scope.value(name) == null) {
        return 0;
      }
    }
    return formula.violation(scope);
  }

  @Override
  public String toString() {
    return text;
  }
}
