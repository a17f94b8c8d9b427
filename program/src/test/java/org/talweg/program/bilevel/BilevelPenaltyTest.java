package org.talweg.program.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;

class BilevelPenaltyTest {
  static Outcome<LeaderFollower> solve(BilevelProgram problem, String solver)
      throws InterruptedException {
    return Talweg.solve(
        problem, RunOptions.within(Budget.evaluations(50_000_000)).withSolver(solver));
  }

  private static void assertReached(Outcome<LeaderFollower> outcome, double x, double objective) {
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
    assertThat(outcome.solution().x()[0]).isCloseTo(x, within(2e-3));
    assertThat(outcome.objective()).isCloseTo(objective, within(2e-3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bilevel-penalty", "bilevel-penalty-single"})
  void bothLoopsReachKnownOptima(String solver) throws Exception {
    assertReached(solve(BilevelToys.mirror(), solver), 2.5, 0.5);
    assertReached(solve(BilevelToys.choice(), solver), 2.0 / 3, 4.0 / 3);
    assertReached(solve(BilevelToys.clipped(), solver), -1, 0.25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bilevel-penalty", "bilevel-penalty-single"})
  void theSameSeedGivesTheSameRun(String solver) throws Exception {
    double[] first = solve(noisy(BilevelToys.mirror(), 0.1), solver).solution().x();
    double[] second = solve(noisy(BilevelToys.mirror(), 0.1), solver).solution().x();
    assertThat(first).isEqualTo(second);
  }

  /** Normal noise of that deviation on every coordinate, the same for the same sample. */
  private static BilevelProgram noisy(BilevelProgram problem, double deviation) {
    Gradients exact = problem.gradients();
    return problem.withSamples(
        new Gradients() {
          @Override
          public void upper(double[] z, long sample, double[] gradient) {
            exact.upper(z, sample, gradient);
            add(new Random(sample), gradient);
          }

          @Override
          public void lower(double[] z, long sample, double[] gradient) {
            exact.lower(z, sample, gradient);
            add(new Random(sample ^ 0x5DEECE66DL), gradient);
          }

          private void add(Random random, double[] gradient) {
            for (int j = 0; j < gradient.length; j++) {
              gradient[j] += deviation * random.nextGaussian();
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"bilevel-penalty", "bilevel-penalty-single"})
  void withNoisyGradientsTheOptimumIsReachedNearly(String solver) throws Exception {
    var outcome = solve(noisy(BilevelToys.mirror(), 0.1), solver);
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
    assertThat(outcome.objective()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void inTheLimitTheDirectionIsTheGradientOfTheValueFunction() {
    // On "choice" psi(x) = (x - 2)^2 / 2 + x^2, so psi'(x) = 3 x - 2.
    BilevelProgram choice = BilevelToys.choice();
    var random = RandomGenerator.of("L64X128MixRandom");
    for (double s : new double[] {1e-2, 1e-3}) {
      var method =
          new PenaltyMethod(
              choice.gradients(),
              choice.boundsOfX(),
              choice.boundsOfY(),
              new double[] {1.5},
              new double[] {0, 0},
              PenaltyMethod.Parameters.of(0.2, 200_000),
              random);
      method.doubleLoop(s, 0);
      assertThat(method.direction()[0]).isCloseTo(2.5, within(10 * s));
    }
  }

  @Test
  void oneInnerStepMovesBothSequencesAsTheFormulasSay() {
    BilevelProgram mirror = BilevelToys.mirror();
    var method =
        new PenaltyMethod(
            mirror.gradients(),
            mirror.boundsOfX(),
            mirror.boundsOfY(),
            new double[] {1},
            new double[] {3},
            PenaltyMethod.Parameters.of(0.1, 1).withRho(0.5),
            RandomGenerator.of("L64X128MixRandom"));
    method.doubleLoop(0.5, 0.01);
    // u = 3 - 0.1 * 2 (3 - 1), w = 3 - 0.1 (0.5 * 2 (3 - 2) + 2 (3 - 1)).
    assertThat(method.z()[0]).isCloseTo(2.6, within(1e-12));
    assertThat(method.y()[0]).isCloseTo(2.5, within(1e-12));
    // d = 2 (1 - 3) + (-2 (2.5 - 1) + 2 (2.6 - 1)) / 0.5.
    assertThat(method.direction()[0]).isCloseTo(-4 + 0.2 / 0.5, within(1e-12));
    assertThat(method.x()[0]).isCloseTo(1 + 0.01 * 3.6, within(1e-12));
    assertThat(method.evaluations()).isEqualTo(6);
  }
}
