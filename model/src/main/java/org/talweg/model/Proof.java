package org.talweg.model;

/**
 * How far a solution is proven, as the problem itself finds it. A solver's opinion is no proof;
 * what it hands over with a solution (multipliers, a bound, a certificate) may be, once the problem
 * has checked it.
 */
public enum Proof {
  /** Nothing: some constraint is violated, and nobody says that this must be so. */
  NONE("nothing is proven"),
  /** The constraints hold. */
  FEASIBLE("feasible"),
  /** The constraints and the first-order conditions of a local optimum hold. */
  LOCALLY_OPTIMAL("locally optimal"),
  /** The constraints hold, and a certified bound leaves no better value but within a gap. */
  OPTIMAL("optimal"),
  /** The constraints hold, and the objective goes on for ever from here. */
  UNBOUNDED("unbounded"),
  /** The constraints are violated, and nothing nearby violates them less. */
  LOCALLY_INFEASIBLE("locally infeasible"),
  /** The constraints are violated, and a certificate shows that every solution violates some. */
  INFEASIBLE("infeasible");

  private final String words;

  Proof(String words) {
    this.words = words;
  }

  /** In a word or two, for people. */
  public String words() {
    return words;
  }

  /** Whether nothing is left to be done: an optimum, or that there is none, at least locally. */
  public boolean settles() {
    return this != NONE && this != FEASIBLE;
  }
}
