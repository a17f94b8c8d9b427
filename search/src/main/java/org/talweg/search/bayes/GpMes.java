package org.talweg.search.bayes;

import java.util.Optional;
import java.util.random.RandomGenerator;
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
public final class GpMes implements Variant {
  private static final int SAMPLES = 10;
  private static final Maximizer ROWS = new Maximizer(200, 56, 0, 0);

  @Override
  public Profile profile() {
    return new Profile(
        "gp-mes",
        "Bayesian optimization by max-value entropy search.",
        "Wang and Jegelka 2017",
        0.9,
        1.5);
  }

  @Override
  public Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
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
