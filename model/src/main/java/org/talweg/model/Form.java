package org.talweg.model;

/**
 * The kind of a problem: what the planner matches solvers and reformulations on.
 *
 * <p>Forms are open: a module that brings a new kind of problem names a new form. Two forms are the
 * same when their names are.
 *
 * @param name lower case words joined by hyphens, such as {@code black-box}
 */
public record Form(String name) {
  /** Objective and constraints are known only by evaluating points of a {@link Space}. */
  public static final Form BLACK_BOX = new Form("black-box");

  public Form {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "a form's name is lower-case words joined by hyphens, not '" + name + "'");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
