package org.talweg.papers;

import java.util.List;

/**
 * One testable part of a claim: a figure that must lie on one side of a threshold.
 *
 * @param quantity the figure's quantity
 * @param method the figure's method
 * @param effect whether this is what the claim asserts; otherwise it is a condition under which the
 *     assertion would be worth something, and cannot support the claim alone
 */
public record Criterion(
    String quantity, String method, Relation relation, double threshold, boolean effect) {
  /** Which side. */
  public enum Relation {
    AT_MOST("<="),
    AT_LEAST(">=");

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    @Override
    public String toString() {
      return symbol;
    }
  }

  /** What the claim asserts: the figure is at most that. */
  public static Criterion atMost(String quantity, String method, double threshold) {
    return new Criterion(quantity, method, Relation.AT_MOST, threshold, true);
  }

  /** What the claim asserts: the figure is at least that. */
  public static Criterion atLeast(String quantity, String method, double threshold) {
    return new Criterion(quantity, method, Relation.AT_LEAST, threshold, true);
  }

  /** The same as a condition. */
  public Criterion asCondition() {
    return new Criterion(quantity, method, relation, threshold, false);
  }

  /** The figure it is about. */
  public Figure figure(List<Figure> figures) {
    return figures.stream()
        .filter(f -> f.quantity().equals(quantity) && f.method().equals(method))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not measured: " + quantity + ", " + method));
  }

  /** Whether the value meets it; a value that is no number does not. */
  public boolean holds(double value) {
    return switch (relation) {
      case AT_MOST -> value <= threshold;
      case AT_LEAST -> value >= threshold;
    };
  }
}
