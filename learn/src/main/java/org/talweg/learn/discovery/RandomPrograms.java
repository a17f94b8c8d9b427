package org.talweg.learn.discovery;

import org.talweg.engine.Capability;

/**
 * Random search over update rules: each is the first one with one to eight random changes. The
 * baseline of {@link RegularisedEvolution}, with the same pruning and the same funnel.
 */
public final class RandomPrograms implements RuleSolver {
  @Override
  public Capability capability() {
    return Capability.solver(
        "random-programs",
        Discovery.UPDATE_RULE,
        "Changes one rule at random in one to eight places; the baseline.",
        "lion",
        Capability.Trait.GLOBAL,
        Capability.Trait.PARALLEL);
  }

  @Override
  public ProgramSearch.Settings settings() {
    return ProgramSearch.Settings.RANDOM;
  }

  @Override
  public double reach() {
    return 0.2;
  }
}
