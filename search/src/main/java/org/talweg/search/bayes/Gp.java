package org.talweg.search.bayes;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.ExpectedImprovement;
import org.talweg.search.acquisition.KnowledgeGradient;
import org.talweg.search.acquisition.OfPosterior;
import org.talweg.search.gp.GaussianProcess;

/**
 * Bayesian optimization: models the objective by a Gaussian process and evaluates where the
 * improvement expected of it is greatest.
 *
 * <pre>
 *   without noise   α(x) = ln E[(min_i y_i - f(x))⁺]
 *   with noise      α(x) = ln (min_i μ(x_i) - E[min_i μ'(x_i)]),   i over what is evaluated and x
 *   constraints     α(x) + Σ_j ln P(g_j(x) ≤ 0);   that sum alone while nothing is feasible
 * </pre>
 *
 * <p>where μ' is the posterior mean once x is observed: the tutorial's noisy expected improvement,
 * which recommends an evaluated point. Points under evaluation are believed to give what is
 * predicted of them. {@link Beliefs} says how constraints, failures and time-outs are modelled.
 *
 * <p>Source: Frazier, "A tutorial on Bayesian optimization" (2018), sections 3 and 4; Ament et al.
 * (2023) for the logarithm; Gardner et al. (2014) for constraints. Needs one objective; takes any
 * space. Without noise no point is proposed twice, with noise none that is pending. No guarantee.
 * Cost per suggestion: O(n²) for each of about a thousand points, and O(n³) when hyper-parameters
 * are fitted, which is ever more seldom; n at most 400 for the first and 200 for the second.
 */
public final class Gp implements Variant {
  @Override
  public Profile profile() {
    return new Profile(
        "gp",
        "Bayesian optimization: a Gaussian process and the improvement expected of it.",
        "Frazier 2018",
        1,
        1);
  }

  @Override
  public Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
    return Acquire.best(beliefs, random, processes -> improvement(beliefs, processes.getFirst()));
  }

  private static Acquisition improvement(Beliefs beliefs, GaussianProcess process) {
    var surrogate = beliefs.objective();
    var known = surrogate.observations();
    List<Integer> candidates = beliefs.candidates();
    if (!beliefs.noisy()) {
      double best = surrogate.outputs().toModel(known.mean(candidates.getFirst()));
      return new OfPosterior(process, new ExpectedImprovement(best));
    }
    double[][] rows = candidates.stream().map(known::row).toArray(double[][]::new);
    return KnowledgeGradient.improvementOver(process, rows, process.hyperparameters().noise());
  }
}
