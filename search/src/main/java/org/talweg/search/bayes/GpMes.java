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
import org.talweg.search.acquisition.MaxValueEntropy;
import org.talweg.search.acquisition.Maximizer;
import org.talweg.search.acquisition.OfPosterior;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Prediction;

/**
 * Max-value entropy search: evaluates where an observation tells most about the least value.
 *
 * <p>Source: Wang and Jegelka, "Max-value entropy search for efficient Bayesian optimization"
 * (2017), the practical stand-in for the predictive entropy search of Frazier (2018), section 4.3;
 * {@link MaxValueEntropy} has the formula. The least value is sampled on 256 rows. Otherwise as
 * {@link Gp}.
 */
public final class GpMes implements BlackBoxSolver {
  private static final int SAMPLES = 10;
  private static final Maximizer ROWS = new Maximizer(200, 56, 0, 0);

  private static final Capability CAPABILITY =
      Capability.solver(
          "gp-mes",
          Form.BLACK_BOX,
          "Bayesian optimization by max-value entropy search.",
          "Wang and Jegelka 2017",
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
    return Expected.of(problem, budget, 0.9, 1.5);
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new BayesianSearch(problem, setting, GpMes::next);
  }

  static Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
    return Acquire.best(
        beliefs,
        random,
        processes -> {
          GaussianProcess process = processes.getFirst();
          double[][] rows = ROWS.candidates(beliefs.encoding(), beliefs.best(5), random);
          double best = Double.POSITIVE_INFINITY;
          var prediction = new Prediction(beliefs.encoding().width());
          for (int place : beliefs.candidates()) {
            process.predict(beliefs.objective().observations().row(place), prediction);
            best = Math.min(best, prediction.mean);
          }
          return new OfPosterior(
              process, MaxValueEntropy.sample(process, rows, best, SAMPLES, random));
        });
  }
}
