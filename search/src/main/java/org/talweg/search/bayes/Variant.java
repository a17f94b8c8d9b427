package org.talweg.search.bayes;

import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;

/** A solver of this package for one objective: all but its profile and how it chooses. */
interface Variant extends BlackBoxSolver, Choice {
  /**
   * What is said of it.
   *
   * @param description in one sentence
   * @param source the paper
   * @param share of the reach of expected improvement
   * @param cost of a suggestion, relative to that of expected improvement
   */
  record Profile(String name, String description, String source, double share, double cost) {}

  Profile profile();

  @Override
  default Capability capability() {
    return Capability.solver(
        profile().name(),
        Form.BLACK_BOX,
        profile().description(),
        profile().source(),
        Trait.GLOBAL,
        Trait.CONSTRAINTS,
        Trait.MIXED,
        Trait.NOISE,
        Trait.PARALLEL);
  }

  @Override
  default Estimate estimate(BlackBox problem, Budget budget) {
    return Expected.of(problem, budget, profile().share(), profile().cost());
  }

  @Override
  default Strategy begin(BlackBox problem, Setting setting) {
    return new BayesianSearch(problem, setting, this);
  }
}
