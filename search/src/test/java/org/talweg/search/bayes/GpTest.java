package org.talweg.search.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.talweg.model.Parameter.choice;
import static org.talweg.model.Parameter.integer;
import static org.talweg.model.Parameter.logReal;
import static org.talweg.model.Parameter.real;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Driver;
import org.talweg.search.Toys;
import org.talweg.search.function.TestFunctions;

class GpTest {
  private static final BlackBoxSolver GP = new Gp();

  @Test
  void itFindsTheMinimumOfBraninInFortyEvaluations() {
    BlackBox branin = TestFunctions.find("branin").problem();
    double best = TestFunctions.find("branin").best().orElseThrow();
    assertThat(Driver.median(branin, GP, 40, 5) - best).isLessThan(1e-3);
  }

  @Test
  void itFindsMixedAndConditionalMinima() {
    Space space =
        Space.of(
            integer("n", 1, 40),
            logReal("rate", 1e-5, 1e-1),
            choice("mode", "a", "b", "c"),
            real("depth", 0, 1).when("mode = b"));
    BlackBox problem =
        Toys.minimize(
            "mixed",
            space,
            p ->
                Math.pow((p.integer("n") - 30) / 10.0, 2)
                    + Math.pow(Math.log10(p.real("rate")) + 3, 2)
                    + (p.has("depth") ? Math.pow(p.real("depth") - 0.7, 2) : 1));
    assertThat(Driver.median(problem, GP, 50, 3)).isLessThan(0.01);
  }

  @Test
  void itFindsTheBoundaryOfAMeasuredConstraint() {
    assertThat(Driver.median(Toys.constrained(), GP, 30, 5)).isLessThan(1.01);
  }

  @Test
  void failuresAreAvoidedAndDoNotMislead() {
    var run =
        Driver.of(Toys.sphere(2), 40)
            .answering(
                p -> {
                  double x = p.point().real("x1");
                  double y = p.point().real("x2");
                  // The optimum lies close to the region that fails.
                  return x > 1.2
                      ? new Result.Failed("out of memory")
                      : new Result.Done(Assessment.of((x - 1) * (x - 1) + (y - 1) * (y - 1)));
                })
            .run(GP, 1);
    assertThat(run.value()).isLessThan(1e-3);
    long lateFailures =
        run.trials().stream()
            .skip(20)
            .filter(trial -> trial.result() instanceof Result.Failed)
            .count();
    assertThat(lateFailures).isLessThan(8);
  }

  @Test
  void noiseIsSeenThrough() {
    double[] late = new double[9];
    Arrays.setAll(late, seed -> lateDistance(seed));
    Arrays.sort(late);
    // A random point is 25 away on average.
    assertThat(late[4]).isLessThan(6);
  }

  /** The mean squared distance from the optimum of the last ten of forty points, under noise. */
  private static double lateDistance(int seed) {
    Space space = Toys.box(2, -3, 7);
    var random = new java.util.Random(seed);
    var problem =
        BlackBox.of(
                "noisy sphere",
                space,
                List.of(Objective.minimize("value")),
                (p, _) ->
                    Map.of(
                        "value",
                        Math.pow(p.real("x1") - 1, 2)
                            + Math.pow(p.real("x2") - 1, 2)
                            + random.nextGaussian()))
            .withNoise(Noise.unknown());
    return Driver.of(problem, 40).run(GP, seed).trials().stream()
        .skip(30)
        .mapToDouble(
            t -> Math.pow(t.point().real("x1") - 1, 2) + Math.pow(t.point().real("x2") - 1, 2))
        .average()
        .orElseThrow();
  }

  @Test
  void aFullFiniteSpaceEndsCleanly() {
    Space space =
        Space.of(integer("n", 0, 3), choice("c", "a", "b", "c")).subjectTo("n > 0 or c = a");
    var run = Driver.of(Toys.minimize("grid", space, p -> p.integer("n")), 100).run(GP, 5);
    assertThat(run.asked()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void aBatchNeverProposesADuplicate() throws Exception {
    for (Noise noise : List.of(Noise.none(), Noise.unknown())) {
      Space space = Space.of(integer("n", 0, 4), choice("c", "a", "b", "c"));
      BlackBox problem = Toys.minimize("grid", space, p -> p.integer("n") % 3).withNoise(noise);
      var setting = new Setting(Budget.evaluations(30), 1, 6, List.of());
      try (Strategy strategy = GP.begin(problem, setting)) {
        long number = 0;
        for (int round = 0; round < 2; round++) {
          var asked = new java.util.ArrayList<org.talweg.engine.Proposal>();
          for (int i = 0; i < 6; i++) {
            asked.add(strategy.ask().orElseThrow());
          }
          var points = new HashSet<Point>();
          asked.forEach(proposal -> points.add(proposal.point()));
          assertThat(points).hasSize(6);
          for (var proposal : asked) {
            Assessment assessment = problem.assess(proposal.point());
            strategy.tell(new Trial(++number, proposal, new Result.Done(assessment)));
          }
        }
      }
    }
  }

  @Test
  void aPositiveAffineMapOfTheObjectiveChangesNoSuggestion() {
    // Values are multiples of 2^-20, so that the map is exact and so is the comparison.
    BlackBox plain = rounded(1, 0);
    BlackBox mapped = rounded(4, 1024);
    assertThat(Driver.of(mapped, 30).run(GP, 2).asked())
        .isEqualTo(Driver.of(plain, 30).run(GP, 2).asked());
  }

  private static BlackBox rounded(double scale, double shift) {
    return Toys.minimize(
        "rounded",
        Toys.box(2, -3, 7),
        p -> {
          double x = p.real("x1") - 1;
          double y = p.real("x2") - 1;
          double value = Math.rint((x * x + y * y + Math.sin(3 * x)) * 0x1p20) / 0x1p20;
          return scale * value + shift;
        });
  }

  @Test
  void itBeginsWithWhatAnEarlierStageFound() {
    BlackBox problem = Toys.sphere(2);
    List<Trial> history = Driver.of(problem, 20).run(GP, 1).trials();
    var run = Driver.of(problem, 5).run(GP, 2, history);
    assertThat(run.value()).isLessThan(0.01);
    assertThat(run.asked())
        .doesNotContainAnyElementsOf(history.stream().map(Trial::point).toList());
  }
}
