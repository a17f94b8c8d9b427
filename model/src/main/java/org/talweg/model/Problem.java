package org.talweg.model;

import java.util.List;

/**
 * Something to be optimised, whose solutions are of type {@code S}.
 *
 * <p>The problem is the only judge of a solution: whatever a solver believes, the engine reports
 * what {@link #assess} says.
 */
public interface Problem<S> {
  /** A few words a person recognises the problem by. */
  String name();

  /** The kind of problem, which solvers and reformulations are matched on. */
  Form form();

  /** The numbers that cost models read. */
  Features features();

  /** What is optimised, in order; at least one. */
  List<Objective> objectives();

  /**
   * A solution as the journal keeps it: a JSON object where it has named parts, else a few words.
   */
  default String text(S solution) {
    return String.valueOf(solution);
  }

  /**
   * Judges any candidate solution: objective values, constraint violation and, where the problem
   * has one, a certified bound.
   *
   * @throws AssessmentException where the solution cannot be judged, with the reason
   */
  Assessment assess(S solution) throws AssessmentException, InterruptedException;
}
