package org.talweg.model;

/**
 * A cheaper, rougher way of evaluating the same point: fewer epochs, a coarser grid, a smaller
 * sample.
 *
 * @param name what evaluators call it
 * @param low the lowest fidelity worth asking for
 * @param high full fidelity, which alone counts for the incumbent
 * @param cost an evaluation's cost over {@code name}, in any unit; charged relative to that of high
 */
public record Fidelity(String name, double low, double high, Formula cost) {
  public Fidelity {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "a fidelity goes from low to high, not " + low + " to " + high);
    }
    if (!(costAt(name, cost, low) > 0) || !(costAt(name, cost, high) > 0)) {
      throw new IllegalArgumentException("the cost of a fidelity is positive");
    }
  }

  /** Evaluations charged at that fidelity: 1 at high. */
  public double evaluations(double fidelity) {
    return costAt(name, cost, fidelity) / costAt(name, cost, high);
  }

  private static double costAt(String name, Formula cost, double fidelity) {
    return cost.number(n -> n.equals(name) ? new Value.Real(fidelity) : null);
  }
}
