package org.talweg.model;

/**
 * A cheaper way of evaluating the same point, which tells of the full one: fewer epochs, a coarser
 * grid, a simulator, one scenario of many.
 *
 * @param name what evaluators call it
 * @param low the lowest fidelity worth asking for
 * @param high full fidelity, which alone counts for the incumbent
 * @param cost an evaluation's cost over {@code name}, in any unit; charged relative to that of high
 * @param structure what lies between low and high
 */
public record Fidelity(String name, double low, double high, Formula cost, Structure structure) {
  /** What the fidelities of a problem have to do with one another. */
  public enum Structure {
    /** The higher, the nearer to the full value: epochs, grid points, a share of the data. */
    LEVELS,
    /** Whole numbers for related tasks or sources of information, in no order; high is the task. */
    SOURCES,
    /** Whole numbers for scenarios of equal weight; high stands for the mean over all below it. */
    SCENARIOS
  }

  public Fidelity {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "a fidelity goes from low to high, not " + low + " to " + high);
    }
    if (structure != Structure.LEVELS
        && (low != Math.rint(low) || high != Math.rint(high) || low == high)) {
      throw new IllegalArgumentException(
          "sources and scenarios are numbered, not from " + low + " to " + high);
    }
    if (!(costAt(name, cost, low) > 0) || !(costAt(name, cost, high) > 0)) {
      throw new IllegalArgumentException("the cost of a fidelity is positive");
    }
  }

  /** A fidelity of {@link Structure#LEVELS}. */
  public Fidelity(String name, double low, double high, Formula cost) {
    this(name, low, high, cost, Structure.LEVELS);
  }

  /**
   * Scenarios 1 to count of equal weight and cost; count + 1 stands for all of them. For a measure
   * made by {@link Measure#overScenarios}.
   */
  public static Fidelity scenarios(String name, int count) {
    return new Fidelity(name, 1, count + 1.0, new Formula.Number(1), Structure.SCENARIOS);
  }

  /** Evaluations charged at that fidelity: 1 at high. */
  public double evaluations(double fidelity) {
    return structure == Structure.SCENARIOS
        ? fidelity >= high ? 1 : 1 / (high - low)
        : costAt(name, cost, fidelity) / costAt(name, cost, high);
  }

  private static double costAt(String name, Formula cost, double fidelity) {
    return cost.number(n -> n.equals(name) ? new Value.Real(fidelity) : null);
  }
}
