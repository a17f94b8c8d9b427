package org.talweg.learn.discovery;

import org.talweg.engine.Capability;

/**
 * Evolution of the constants of the first rule alone: what tuning it would give. The baseline that
 * says whether another structure is worth anything.
 */
public final class EvolvedConstants implements RuleSolver {
  @Override
  public Capability capability() {
    return Capability.solver(
        "evolved-constants",
        Discovery.UPDATE_RULE,
        "Evolves the constants of one rule and leaves its structure; the baseline.",
        "lion",
        Capability.Trait.PARALLEL);
  }

  @Override
  public ProgramSearch.Settings settings() {
    return ProgramSearch.Settings.CONSTANTS;
  }

  @Override
  public double reach() {
    return 0.3;
  }
}
