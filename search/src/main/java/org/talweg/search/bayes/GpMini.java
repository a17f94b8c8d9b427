package org.talweg.search.bayes;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.engine.Estimate;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Prediction;

/**
 * mini-GP-UCB: evaluates few unique points many times each.
 *
 * <pre>
 *   x = argmin μ(x) - β σ(x),   B = max(1, ⌊(C² - 1) λ / σ²(x)⌋)
 * </pre>
 *
 * <p>After B evaluations of x no posterior deviation has fallen by more than the factor C, so that
 * nothing a fresh posterior would have told differs by more. The model's cost depends on unique
 * points only, and points change polylogarithmically often: where changing is costly and repeating
 * is cheap, or parallel.
 *
 * <p>Source: Calandriello et al., "Scaling Gaussian process optimization by evaluating a few unique
 * candidates multiple times" (2022). B is at most a twentieth of the budget, against a model that
 * is too sure of itself, and hyper-parameters are fitted between points. The repetitions of a point
 * may be pending together. Needs noise and one objective; otherwise as {@link GpUcb}.
 */
public final class GpMini implements Variant {
  /** C, by which the posterior may be stale: 1.1 to 1.5. */
  private static final double STALE = 1.2;

  private static final Variant UCB = new GpUcb();

  @Override
  public Profile profile() {
    return new Profile(
        "gp-mini",
        "Evaluates few unique points many times each, as often as learning allows (mini-GP-UCB).",
        "few-unique-candidates",
        0.85,
        0.3);
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    return problem.noise().present()
        ? Variant.super.estimate(problem, budget)
        : new Estimate.Unfit("repeats points, which tells nothing without noise");
  }

  @Override
  public Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
    double most = Math.max(1, Math.min(beliefs.budget() / 20, 1000));
    return UCB.next(beliefs, random)
        .map(
            next -> {
              GaussianProcess process = beliefs.objective().process();
              var prediction = new Prediction(next.row().length);
              process.predict(next.row(), prediction);
              double noise = process.hyperparameters().noise();
              double b = Math.floor((STALE * STALE - 1) * noise / prediction.variance);
              return new Choice.Next(next.row(), b >= 1 ? (int) Math.min(b, most) : 1);
            });
  }
}
