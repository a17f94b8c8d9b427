package org.talweg.model;

import java.util.Locale;

/**
 * One thing to be minimised or maximised.
 *
 * @param name what reports call it
 * @param formula its value over parameters and measured quantities
 */
public record Objective(String name, Formula formula, Direction direction) {
  /** Minimise the measured quantity, or parameter, of that name. */
  public static Objective minimize(String quantity) {
    return new Objective(quantity, new Formula.Name(quantity), Direction.MINIMIZE);
  }

  /** Maximise the measured quantity, or parameter, of that name. */
  public static Objective maximize(String quantity) {
    return new Objective(quantity, new Formula.Name(quantity), Direction.MAXIMIZE);
  }

  @Override
  public String toString() {
    return direction.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
