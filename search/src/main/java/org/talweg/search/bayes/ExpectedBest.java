package org.talweg.search.bayes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.talweg.engine.Recommender;
import org.talweg.model.BlackBox;
import org.talweg.model.Direction;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Outputs;
import org.talweg.search.gp.Prediction;
import org.talweg.search.gp.Surrogate;

/**
 * The answer under noise: the evaluated point of the lowest posterior mean,
 *
 * <pre>
 *   x* = argmin_{x ∈ x_1..x_n} μ_n(x)
 * </pre>
 *
 * (Frazier, "A tutorial on Bayesian optimization", 2018, section 5: noisy evaluations). Beyond 400
 * points {@link Surrogate} models a part of them, the best among it, and only these are candidates.
 */
public final class ExpectedBest implements Recommender {
  /** Below so many points a model knows no more than their means. */
  private static final int LEAST = 4;

  @Override
  public Optional<Choice> choose(BlackBox problem, List<Candidate> candidates) {
    if (candidates.size() < LEAST) {
      return Optional.empty();
    }
    Encoding encoding = Encoding.of(problem.space());
    var surrogate =
        new Surrogate(encoding, Beliefs.settings(problem.noise()), new SplittableRandom(1));
    Direction direction = problem.objectives().getFirst().direction();
    for (Candidate candidate : candidates) {
      double[] row = encoding.row(candidate.point());
      candidate.values().forEach(value -> surrogate.add(row, direction.cost(value)));
    }
    GaussianProcess process = surrogate.process();
    double[] best = surrogate.observations().row(surrogate.incumbent());
    for (int i = 0; i < candidates.size(); i++) {
      if (Arrays.equals(encoding.row(candidates.get(i).point()), best)) {
        return Optional.of(choice(i, process, best, surrogate.outputs(), direction));
      }
    }
    return Optional.empty();
  }

  private static Choice choice(
      int place, GaussianProcess process, double[] row, Outputs outputs, Direction direction) {
    var prediction = new Prediction(row.length);
    process.predict(row, prediction);
    double deviation = Math.sqrt(Math.max(0, prediction.variance));
    double high = outputs.fromModel(prediction.mean + deviation);
    double low = outputs.fromModel(prediction.mean - deviation);
    return new Choice(
        place, direction.cost(outputs.fromModel(prediction.mean)), Math.abs(high - low) / 2);
  }
}
