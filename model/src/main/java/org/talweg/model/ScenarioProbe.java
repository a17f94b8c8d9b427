package org.talweg.model;

/** The probe of a full evaluation, for one of its scenarios. */
record ScenarioProbe(Probe full, int scenario) implements Probe {
  @Override
  public long trial() {
    return full.trial();
  }

  /** Unlike that of the other scenarios. */
  @Override
  public long seed() {
    return full.seed() + 0x9E3779B97F4A7C15L * scenario;
  }

  @Override
  public double fidelity() {
    return scenario;
  }

  /** Of a full evaluation only the end says anything. */
  @Override
  public void report(long step, double value) {}
}
