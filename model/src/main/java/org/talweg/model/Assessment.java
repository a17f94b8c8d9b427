package org.talweg.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a problem says of one solution.
 *
 * @param objectives one value per objective, never NaN, in the problem's order and in the user's
 *     direction
 * @param violation total constraint violation, 0 when feasible, never negative
 * @param bound a certified bound on the first objective's optimum, where there is one
 * @param quantities whatever else was measured, by name and in order
 * @param proof how far the solution is proven
 */
public record Assessment(
    List<Double> objectives,
    double violation,
    OptionalDouble bound,
    Map<String, Double> quantities,
    Proof proof) {
  public Assessment {
    objectives = List.copyOf(objectives);
    quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("an assessment has at least one objective value");
    }
    for (double objective : objectives) {
      if (Double.isNaN(objective)) {
        throw new IllegalArgumentException("an objective value is a number, not NaN");
      }
    }
    if (!(violation >= 0)) {
      throw new IllegalArgumentException("a violation is 0 or more, not " + violation);
    }
  }

  /** One that proves no more than whether the constraints hold. */
  public Assessment(
      List<Double> objectives,
      double violation,
      OptionalDouble bound,
      Map<String, Double> quantities) {
    this(objectives, violation, bound, quantities, violation == 0 ? Proof.FEASIBLE : Proof.NONE);
  }

  /** A feasible assessment without bound or further quantities. */
  public static Assessment of(Double... objectives) {
    return new Assessment(List.of(objectives), 0, OptionalDouble.empty(), Map.of());
  }

  /** The first objective's value. */
  public double objective() {
    return objectives.getFirst();
  }

  /** Whether every constraint holds. */
  public boolean feasible() {
    return violation == 0;
  }
}
