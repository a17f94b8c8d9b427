package org.talweg.model;

/**
 * A condition that a solution should satisfy, over parameters (known before anything is spent) or
 * measured quantities (black box).
 *
 * @param text as its author wrote it
 */
public record Constraint(String text, Formula formula) {
  /**
   * Reads a constraint such as {@code lc + lp <= 4}. A {@link Space} or {@link BlackBox} tells the
   * names of levels in it from those of parameters.
   */
  public static Constraint parse(String text) throws FormulaException {
    return new Constraint(text, Formula.parse(text));
  }

  /**
   * Reads a constraint written in a program rather than a file.
   *
   * @throws IllegalArgumentException where it cannot be read
   */
  public static Constraint of(String text) {
    return new Constraint(text, FormulaParser.read(text));
  }

  /**
   * How far the constraint is from holding, 0 where it holds. A comparison that names an inactive
   * parameter restricts nothing: the constraint is violated only where it would be whatever that
   * parameter's value.
   */
  public double violation(Formula.Scope scope) {
    return Evaluation.violation(formula, scope, Evaluation.Missing.HOLDS);
  }

  @Override
  public String toString() {
    return text;
  }
}
