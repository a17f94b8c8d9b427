package org.talweg.search.bayes;

import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.search.acquisition.Maximizer;
import org.talweg.search.gp.PosteriorSample;
import org.talweg.search.gp.Surrogate;

/**
 * Thompson sampling: draws one function from the posterior and evaluates where it is least.
 *
 * <p>Source: Thompson (1933); Kandasamy et al., "Parallelised Bayesian optimisation via Thompson
 * sampling" (2018), for batches, which need no fantasies as every draw differs; Eriksson and
 * Poloczek, "Scalable constrained Bayesian optimization" (2021), for constraints: each is drawn
 * too, and where no row satisfies all draws the least violation wins. Drawn on some {@value #ROWS}
 * rows, spread out and about the best points. Otherwise as {@link Gp}.
 */
public final class GpThompson implements Variant {
  private static final int ROWS = 400;

  @Override
  public Profile profile() {
    return new Profile(
        "gp-thompson",
        "Bayesian optimization by Thompson sampling: the minimum of a function drawn from the posterior.",
        "Kandasamy et al. 2018",
        0.8,
        4);
  }

  @Override
  public Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
    double[][] rows =
        Arrays.stream(
                new Maximizer(ROWS / 2, ROWS / 2, 0, 0)
                    .candidates(beliefs.encoding(), beliefs.best(5), random))
            .filter(row -> !beliefs.excluded(row))
            .toArray(double[][]::new);
    Collections.shuffle(Arrays.asList(rows), random);
    rows = Arrays.copyOf(rows, Math.min(ROWS, rows.length));
    if (rows.length == 0) {
      return Optional.empty();
    }
    double[] violation = new double[rows.length];
    for (Surrogate boundary : beliefs.boundaries()) {
      double[] draw = PosteriorSample.of(boundary.process(), rows).draw(random);
      double limit = boundary.outputs().toModel(0);
      for (int i = 0; i < draw.length; i++) {
        violation[i] += Math.max(0, draw[i] - limit);
      }
    }
    double[] draw = PosteriorSample.of(beliefs.objective().process(), rows).draw(random);
    int best = 0;
    for (int i = 1; i < rows.length; i++) {
      if (violation[i] < violation[best]
          || (violation[i] == violation[best] && draw[i] < draw[best])) {
        best = i;
      }
    }
    return Optional.of(Choice.Next.once(rows[best]));
  }
}
