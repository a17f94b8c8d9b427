package org.talweg.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing to be minimised or maximised.
 *
 * @param name what reports call it
 * @param formula its value over parameters and measured quantities
 * @param gradient its partial derivatives where evaluations give them too: by the parameter's name,
 *     a formula over parameters and measured quantities
 */
public record Objective(
    String name, Formula formula, Direction direction, Map<String, Formula> gradient) {
  public Objective {
    gradient = Collections.unmodifiableMap(new LinkedHashMap<>(gradient));
  }

  /** One whose derivatives are not known. */
  public Objective(String name, Formula formula, Direction direction) {
    this(name, formula, direction, Map.of());
  }

  /** Minimise the measured quantity, or parameter, of that name. */
  public static Objective minimize(String quantity) {
    return new Objective(quantity, new Formula.Name(quantity), Direction.MINIMIZE);
  }

  /** Maximise the measured quantity, or parameter, of that name. */
  public static Objective maximize(String quantity) {
    return new Objective(quantity, new Formula.Name(quantity), Direction.MAXIMIZE);
  }

  /** This objective with its partial derivatives. */
  public Objective withGradient(Map<String, Formula> gradient) {
    return new Objective(name, formula, direction, gradient);
  }

  @Override
  public String toString() {
    return direction.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
