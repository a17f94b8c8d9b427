package org.talweg.search.bayes;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.ContinuousKnowledgeGradient;
import org.talweg.search.acquisition.KnowledgeGradient;
import org.talweg.search.acquisition.Maximizer;
import org.talweg.search.gp.Fantasies;
import org.talweg.search.gp.GaussianProcess;

/**
 * The knowledge gradient: evaluates where the least posterior mean, anywhere, is expected to fall
 * most; so the point recommended need not have been evaluated.
 *
 * <p>Source: Frazier, "A tutorial on Bayesian optimization" (2018), section 4.2. Exact over a
 * finite space of at most {@value #FINITE} points, where the line formula takes them all; over
 * others by {@link ContinuousKnowledgeGradient}. Under constraints ln P(feasible) is added, and
 * what would be recommended is more likely feasible than not; otherwise as {@link Gp}. Pays where
 * noise is large. Cost per suggestion: ten to thirty times that of {@link Gp}.
 */
public final class GpKg implements Variant {
  private static final int FINITE = 300;

  @Override
  public Profile profile() {
    return new Profile(
        "gp-kg", "Bayesian optimization by the knowledge gradient.", "Frazier 2018", 0.9, 15);
  }

  @Override
  public Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
    List<Acquisition> feasibility = beliefs.feasibility();
    boolean finite = beliefs.encoding().space().cardinality() <= FINITE;
    // While nothing feasible is known that is sought alone, whatever the worth.
    if (finite || (!feasibility.isEmpty() && !beliefs.anyFeasible())) {
      return Acquire.best(
          beliefs,
          random,
          processes -> {
            GaussianProcess process = processes.getFirst();
            double[][] all = Maximizer.standard().candidates(beliefs.encoding(), List.of(), random);
            double[][] likely =
                Boundaries.likely(List.of(all), feasibility).toArray(double[][]::new);
            return new KnowledgeGradient(process, likely, process.hyperparameters().noise());
          });
    }
    GaussianProcess process = beliefs.objective().process();
    try (var _ = new Fantasies(process, beliefs.believed())) {
      return ContinuousKnowledgeGradient.standard()
          .maximize(
              process,
              feasibility,
              Boundaries.likely(beliefs.best(5), feasibility),
              process.hyperparameters().noise(),
              beliefs::excluded,
              random)
          .map(Choice.Next::once);
    }
  }
}
