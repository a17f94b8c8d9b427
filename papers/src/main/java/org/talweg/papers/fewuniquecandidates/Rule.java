package org.talweg.papers.fewuniquecandidates;

import org.talweg.search.acquisition.ConfidenceBound;
import org.talweg.search.acquisition.ExpectedImprovement;
import org.talweg.search.acquisition.Marginal;

/** What a candidate is chosen by. */
enum Rule {
  /** The lower confidence bound, β = 2. */
  UCB("GP-UCB"),
  /** Expected improvement on the least posterior mean of what was evaluated. */
  EI("GP-EI");

  private static final double BETA = 2;

  private final String name;

  Rule(String name) {
    this.name = name;
  }

  /**
   * @param incumbent the least posterior mean of the candidates evaluated
   */
  Marginal given(double incumbent) {
    return switch (this) {
      case UCB -> new ConfidenceBound(BETA);
      case EI -> new ExpectedImprovement(incumbent);
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
