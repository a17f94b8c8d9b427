package org.talweg.program.simulation;

/** A simulation that counts what is asked of it. */
public final class Counting implements Simulation {
  private final Simulation simulation;
  private long values = 0;
  private long subgradients = 0;

  public Counting(Simulation simulation) {
    this.simulation = simulation;
  }

  /** How often the values were computed. */
  public long valueCalls() {
    return values;
  }

  /** How many subgradients were computed. */
  public long subgradientCalls() {
    return subgradients;
  }

  @Override
  public int variables() {
    return simulation.variables();
  }

  @Override
  public int objectives() {
    return simulation.objectives();
  }

  @Override
  public double weight() {
    return simulation.weight();
  }

  @Override
  public double[] values(double[] u) {
    values++;
    return simulation.values(u);
  }

  @Override
  public double[] subgradient(int i, double[] u) {
    subgradients++;
    return simulation.subgradient(i, u);
  }
}
