package org.talweg.engine;

/**
 * What a solver says of the optimum and the problem has not recomputed: a bound that its own search
 * arrived at. It is shown beside what the problem certifies, never as that.
 *
 * @param by whose word it is, as in "the tree search of scip"
 * @param bound on the first objective's optimum, in the user's direction: no solution is better; an
 *     infinite one, on the side of the worse, says that there is no feasible solution
 */
public record Claim(String by, double bound) {
  public Claim {
    if (Double.isNaN(bound)) {
      throw new IllegalArgumentException("a bound is a number");
    }
  }
}
