package org.talweg.search.bayes;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
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
public final class GpMini implements BlackBoxSolver {
  /** C, by which the posterior may be stale: 1.1 to 1.5. */
  private static final double STALE = 1.2;

  private static final Capability CAPABILITY =
      Capability.solver(
          "gp-mini",
          Form.BLACK_BOX,
          "Evaluates few unique points many times each, as often as learning allows (mini-GP-UCB).",
          "few-unique-candidates",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.MIXED,
          Trait.NOISE,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    if (!problem.noise().present()) {
      return new Estimate.Unfit("repeats points, which tells nothing without noise");
    }
    return Expected.of(problem, budget, 0.85, 0.3);
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    double most = Math.max(1, Math.min(budgeted(setting) / 20, 1000));
    return new BayesianSearch(problem, setting, (beliefs, random) -> next(beliefs, most, random));
  }

  private static double budgeted(Setting setting) {
    return setting.budget().evaluations();
  }

  private static Optional<Choice.Next> next(Beliefs beliefs, double most, RandomGenerator random) {
    return GpUcb.next(beliefs, random)
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
