package org.talweg.learn.discovery;

import org.talweg.engine.Capability;

/**
 * Regularised evolution of update rules, begun with a population of one rule, such as AdamW: {@link
 * ProgramSearch} has the method.
 *
 * <p>Source: Chen et al. 2023, section 2.2. No guarantee; never worse than the first rule, since
 * that is judged too. Cost per evaluation: a few hundred steps of small trainings.
 */
public final class RegularisedEvolution implements RuleSolver {
  @Override
  public Capability capability() {
    return Capability.solver(
        "regularised-evolution",
        Discovery.UPDATE_RULE,
        "Evolves programs from one rule; the oldest leave, repetitions are not evaluated.",
        "lion",
        Capability.Trait.GLOBAL,
        Capability.Trait.PARALLEL);
  }

  @Override
  public ProgramSearch.Settings settings() {
    return ProgramSearch.Settings.EVOLUTION;
  }

  @Override
  public double reach() {
    return 0.5;
  }
}
