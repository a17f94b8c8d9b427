package org.talweg.search.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.Recommender.Candidate;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;

class ExpectedBestTest {
  private static final Space SPACE = Space.of(Parameter.real("x", -1, 1));

  private static BlackBox noisy(Map<Point, List<Double>> seen) {
    return BlackBox.of(
            "noisy",
            SPACE,
            List.of(Objective.maximize("y")),
            (point, probe) -> {
              double noise = new SplittableRandom(probe.seed()).nextDouble(-1, 1);
              double y = -point.real("x") * point.real("x") + noise;
              seen.computeIfAbsent(point, _ -> new ArrayList<>()).add(y);
              return Map.of("y", y);
            })
        .withNoise(Noise.unknown());
  }

  /** Of 30 points of a parabola of range 1 with noise of a third of that either way, 20 times. */
  @Test
  void itIsNearerToTheTruthThanTheBestMeasurement() {
    double modelled = 0;
    double lucky = 0;
    for (int seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      var candidates = new ArrayList<Candidate>();
      for (int i = 0; i < 30; i++) {
        double x = random.nextDouble(-1, 1);
        double y = -x * x + random.nextDouble(-1, 1) / 3;
        candidates.add(new Candidate(SPACE.fromUnit(new double[] {(x + 1) / 2}), List.of(y)));
      }
      int chosen =
          new ExpectedBest().choose(noisy(new HashMap<>()), candidates).orElseThrow().candidate();
      double x = candidates.get(chosen).point().real("x");
      double most =
          candidates.stream()
              .max(Comparator.comparingDouble(c -> c.values().getFirst()))
              .orElseThrow()
              .point()
              .real("x");
      modelled += x * x / 20;
      lucky += most * most / 20;
    }
    assertThat(modelled).isLessThan(lucky);
  }

  @Test
  void aRunShowsTheMeanOfWhatWasMeasuredAtItsAnswer() throws Exception {
    var seen = new HashMap<Point, List<Double>>();
    Outcome<Point> outcome =
        Talweg.solve(noisy(seen), RunOptions.within(Budget.evaluations(40)).withSolver("gp"));
    List<Double> measured = seen.get(outcome.solution());
    assertThat(outcome.objective())
        .isEqualTo(measured.stream().mapToDouble(y -> y).average().orElseThrow());
    assertThat(outcome.proof()).contains("of them all expects the best of this one");
    assertThat(outcome.front()).containsExactly(outcome.best().orElseThrow());
  }
}
