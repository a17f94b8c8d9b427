package org.talweg.search.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Estimate;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.search.Driver;
import org.talweg.search.Toys;
import org.talweg.search.evolution.NsgaII;
import org.talweg.search.function.TestFunctions;
import org.talweg.search.pareto.Hypervolume;

class VariantsTest {
  static Stream<BlackBoxSolver> ofOneObjective() {
    return Stream.of(new GpUcb(), new GpKg(), new GpMes(), new GpThompson());
  }

  @ParameterizedTest
  @MethodSource("ofOneObjective")
  void everyVariantComesCloseToTheMinimumOfBranin(BlackBoxSolver solver) {
    BlackBox branin = TestFunctions.find("branin").problem();
    double best = TestFunctions.find("branin").best().orElseThrow();
    // The median random point is 35 away, the best of 30 about 1.5.
    assertThat(Driver.median(branin, solver, 30, 3) - best).isLessThan(0.3);
  }

  @ParameterizedTest
  @MethodSource("ofOneObjective")
  void everyVariantMeetsMeasuredConstraints(BlackBoxSolver solver) {
    var function = TestFunctions.find("gardner-1");
    // A random point has two chances in three of being feasible, and is then about 2 away.
    assertThat(Driver.median(function.problem(), solver, 30, 3) - function.best().orElseThrow())
        .isLessThan(0.1);
  }

  @Test
  void theKnowledgeGradientOfAFiniteSpaceRecommendsNothingInfeasible() throws Exception {
    Space space = Space.of(Parameter.integer("n", 0, 40));
    BlackBox problem =
        BlackBox.of(
                "cliff",
                space,
                List.of(Objective.minimize("value")),
                (p, _) ->
                    Map.of(
                        "value",
                        -(double) p.integer("n"),
                        "load",
                        Math.pow(p.integer("n"), 2) / 30))
            .subjectTo("load <= 20");
    // 24² / 30 is within the load, 25² / 30 not.
    assertThat(Driver.median(problem, new GpKg(), 12, 3)).isEqualTo(-24);
  }

  @Test
  void miniEvaluatesFewPointsManyTimesAndFindsAGoodOne() {
    var random = new java.util.Random(7);
    Space space = Space.of(Parameter.integer("n", 0, 40));
    BlackBox problem =
        BlackBox.of(
                "noisy valley",
                space,
                List.of(Objective.minimize("value")),
                (p, _) ->
                    Map.of(
                        "value", Math.pow((p.integer("n") - 27) / 10.0, 2) + random.nextGaussian()))
            .withNoise(Noise.unknown());
    List<Trial> trials = Driver.of(problem, 120).run(new GpMini(), 1).trials();
    assertThat(trials.stream().map(Trial::point).distinct().count()).isLessThan(40);
    double late =
        trials.stream()
            .skip(90)
            .mapToDouble(t -> Math.pow((t.point().integer("n") - 27) / 10.0, 2))
            .average()
            .orElseThrow();
    // A random point is 2.3 away on average.
    assertThat(late).isLessThan(0.5);
  }

  @Test
  void miniIsForNoiseOnly() {
    assertThat(new GpMini().estimate(Toys.sphere(2), Budget.evaluations(50)))
        .isInstanceOf(Estimate.Unfit.class);
  }

  @Test
  void theFrontIsLargerThanNsga2sAtEqualEvaluations() {
    for (BlackBox problem :
        List.of(Toys.twoObjectives(3), TestFunctions.find("zdt1-5").problem())) {
      double[] own = new double[3];
      double[] other = new double[3];
      for (int seed = 0; seed < 3; seed++) {
        own[seed] = volume(problem, new GpHypervolume(), seed);
        other[seed] = volume(problem, new NsgaII(), seed);
      }
      Arrays.sort(own);
      Arrays.sort(other);
      assertThat(own[1]).as(problem.name()).isGreaterThan(other[1]);
    }
  }

  /** The hypervolume of the front below (1.1, 6) after 40 evaluations. */
  private static double volume(BlackBox problem, BlackBoxSolver solver, int seed) {
    List<double[]> values =
        Driver.of(problem, 40).run(solver, seed).trials().stream()
            .map(trial -> trial.assessment().orElseThrow().objectives())
            .map(o -> new double[] {o.get(0), o.get(1)})
            .toList();
    return Hypervolume.of(values, new double[] {1.1, 6});
  }
}
