package org.talweg.search.bayes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.Maximizer;
import org.talweg.search.gp.Fantasies;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Surrogate;

/**
 * Maximises a worth of the objective times the probability of feasibility: α(x) + Σ_j ln P(g_j(x) ≤
 * 0), or that sum alone while nothing feasible is known (Gardner et al., "Bayesian optimization
 * with inequality constraints", 2014). Points under evaluation, and those that failed, are
 * conditioned on meanwhile.
 */
final class Acquire {
  private Acquire() {}

  /** The logarithm of what a row is worth, for processes in the order of the objectives. */
  interface Worth {
    Acquisition of(List<GaussianProcess> processes);
  }

  static Optional<Choice.Next> best(Beliefs beliefs, RandomGenerator random, Worth worth) {
    return best(beliefs, random, Maximizer.standard(), worth);
  }

  static Optional<Choice.Next> best(
      Beliefs beliefs, RandomGenerator random, Maximizer maximizer, Worth worth) {
    List<GaussianProcess> processes =
        beliefs.objectives().stream().map(Surrogate::process).toList();
    var open = new ArrayList<Fantasies>();
    try {
      List<double[]> believed = beliefs.believed();
      processes.forEach(process -> open.add(new Fantasies(process, believed)));
      return maximizer
          .maximize(
              acquisition(beliefs, worth, processes),
              beliefs.encoding(),
              beliefs.best(5),
              beliefs::excluded,
              random)
          .map(Choice.Next::once);
    } finally {
      open.forEach(Fantasies::close);
    }
  }

  private static Acquisition acquisition(
      Beliefs beliefs, Worth worth, List<GaussianProcess> processes) {
    return Boundaries.weigh(
        () -> worth.of(processes), beliefs.feasibility(), beliefs.anyFeasible());
  }
}
