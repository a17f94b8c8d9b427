package org.talweg.search.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.search.identification.MinimaxTraining.Difficulty;

class IdentificationTest {
  private static final Hypotheses LINE = Hypotheses.thresholds(6);

  private static Tally answered(Random random, int answers) {
    var tally = new Tally(LINE, 12);
    for (int t = 0; t < answers; t++) {
      tally.record(random.nextInt(6), random.nextBoolean() ? 1 : -1);
    }
    return tally;
  }

  @Property(tries = 60)
  void theBalanceIsThatOfBayesRule(@ForAll long seed) {
    var random = new Random(seed);
    int[][] answers = new int[8][];
    var tally = new Tally(LINE, 12);
    for (int t = 0; t < answers.length; t++) {
      answers[t] = new int[] {random.nextInt(6), random.nextBoolean() ? 1 : -1};
      tally.record(answers[t][0], answers[t][1]);
    }
    // Multiply the likelihoods of the answers, one by one.
    double[] posterior = new double[7];
    Arrays.fill(posterior, 1);
    for (int[] answer : answers) {
      for (int z = 0; z < 7; z++) {
        int expected = answer[0] < z ? 1 : -1;
        posterior[z] *= expected == answer[1] ? 0.75 : 0.25;
      }
    }
    double sum = Arrays.stream(posterior).sum();
    double[] balance = tally.balance(0.25);
    for (int i = 0; i < 6; i++) {
      double yes = 0;
      for (int z = i + 1; z < 7; z++) {
        yes += posterior[z] / sum;
      }
      assertThat(balance[i]).isCloseTo(1 - Math.abs(2 * yes - 1), within(1e-9));
    }
  }

  @Property(tries = 60)
  void theScoreIsTheGradientOfTheLogarithm(@ForAll long seed) {
    var random = new Random(seed);
    double[] weights = random.doubles(LearnedPolicy.SIZE, -1, 1).toArray();
    double[][] phi = LearnedPolicy.features(answered(random, random.nextInt(12)));
    int chosen = random.nextInt(6);
    double[] score = new double[LearnedPolicy.SIZE];
    LearnedPolicy.addScore(phi, new LearnedPolicy(weights).probabilities(phi), chosen, score);
    for (int j = 0; j < weights.length; j++) {
      double[] up = weights.clone();
      double[] down = weights.clone();
      up[j] += 1e-5;
      down[j] -= 1e-5;
      double slope =
          (Math.log(new LearnedPolicy(up).probabilities(phi)[chosen])
                  - Math.log(new LearnedPolicy(down).probabilities(phi)[chosen]))
              / 2e-5;
      assertThat(score[j]).isCloseTo(slope, within(1e-6));
    }
  }

  @Property(tries = 60)
  void theScoreIsZeroOnAverage(@ForAll long seed) {
    var random = new Random(seed);
    var policy = new LearnedPolicy(random.doubles(LearnedPolicy.SIZE, -1, 1).toArray());
    double[][] phi = LearnedPolicy.features(answered(random, 5));
    double[] p = policy.probabilities(phi);
    double[] mean = new double[LearnedPolicy.SIZE];
    for (int i = 0; i < p.length; i++) {
      double[] score = new double[LearnedPolicy.SIZE];
      LearnedPolicy.addScore(phi, p, i, score);
      for (int j = 0; j < mean.length; j++) {
        mean[j] += p[i] * score[j];
      }
    }
    assertThat(mean).containsExactly(new double[LearnedPolicy.SIZE], within(1e-9));
  }

  @Test
  void theEstimatedGradientIsThatOfTheExpectedLoss() {
    // One question of two, one answer: the expected loss can be written down.
    var two = new Hypotheses(List.of(List.of(true, true), List.of(false, true)));
    var instance = new Instance(two, 0, 0.6);
    double[] weights = new double[LearnedPolicy.SIZE];
    weights[1] = 0.3;
    double[] gradient = new double[LearnedPolicy.SIZE];
    var random = new Random(4);
    int episodes = 200_000;
    for (int episode = 0; episode < episodes; episode++) {
      double[] score = new double[LearnedPolicy.SIZE];
      double loss = instance.play(new LearnedPolicy(weights), 1, random, score);
      for (int j = 0; j < score.length; j++) {
        gradient[j] += loss * score[j] / episodes;
      }
    }
    double slope = (expectedLoss(two, weights, 1e-4) - expectedLoss(two, weights, -1e-4)) / 2e-4;
    assertThat(gradient[1]).isCloseTo(slope, within(0.005));
  }

  /** Question 0 separates and is answered wrongly with probability 0.2; question 1 says nothing. */
  private static double expectedLoss(Hypotheses two, double[] weights, double step) {
    double[] moved = weights.clone();
    moved[1] += step;
    double[] p = new LearnedPolicy(moved).probabilities(new Tally(two, 1));
    return 0.6 * (p[0] * 0.2 + p[1] * 0.5);
  }

  @Test
  void trainingAgainstTheWorstLowersIt() {
    // Far from the start: a class so hard and a budget so small that bisection wastes answers.
    var training = MinimaxTraining.of(LINE, 6, 80, 64);
    LearnedPolicy trained = training.train(List.of(new Difficulty(0.8, 0)), new Random(5));
    double worst = training.test(trained, 0.8, 1500, new Random(6)).worst();
    double uniform = training.test(QueryPolicy.uniform(), 0.8, 1500, new Random(7)).worst();
    assertThat(worst).isLessThan(0.75 * uniform);
  }

  @Test
  void theAdversaryKeepsAFloorUnderEveryInstance() {
    double[] mixture = MinimaxTraining.mixture(new double[] {0, 1000, 0, 0});
    assertThat(mixture[0]).isCloseTo(0.05, within(1e-12));
    assertThat(mixture[1]).isCloseTo(0.85, within(1e-12));
  }

  private static Outcome<Identified> solve(IdentificationProblem problem, String solver)
      throws InterruptedException {
    return Talweg.solve(problem, RunOptions.within(Budget.evaluations(100)).withSolver(solver));
  }

  @ParameterizedTest
  @ValueSource(strings = {"robust-queries", "soft-bisection", "uniform-queries"})
  void certainAnswersIdentifyTheTruth(String solver) throws Exception {
    var small = Hypotheses.thresholds(3);
    var problem =
        IdentificationProblem.of("certain", small, 20, i -> i < 2).withLoss(z -> Math.abs(z - 2));
    Outcome<Identified> outcome = solve(problem, solver);
    assertThat(outcome.best().orElseThrow().solution()).isEqualTo(new Identified(2));
    assertThat(outcome.objective()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"robust-queries", "soft-bisection", "uniform-queries"})
  void oneHypothesisOrOneQuestionEndsCleanly(String solver) throws Exception {
    var one = new Hypotheses(List.of(List.of(true)));
    assertThat(solve(IdentificationProblem.of("one", one, 1, i -> false), solver).objective())
        .isEqualTo(1);
  }

  @Test
  void withoutAJudgeTheAnswersJudge() throws Exception {
    var problem = IdentificationProblem.of("answers", LINE, 30, i -> i < 4);
    assertThat(solve(problem, "soft-bisection").objective()).isZero();
    assertThat(problem.assess(new Identified(0)).objective()).isPositive();
  }

  @Test
  void badInputIsAnsweredWithTheReason() {
    assertThatThrownBy(() -> new Hypotheses(List.of()))
        .hasMessageContaining("one hypothesis or more");
    assertThatThrownBy(() -> new Hypotheses(List.of(List.of(true), List.of(true, false))))
        .hasMessageContaining("the same questions");
    assertThatThrownBy(() -> IdentificationProblem.of("none", LINE, 0, i -> true))
        .hasMessageContaining("one answer or more");
    var problem = IdentificationProblem.of("x", LINE, 1, i -> true);
    assertThatThrownBy(() -> problem.assess(new Identified(7)))
        .isInstanceOf(AssessmentException.class)
        .hasMessage("there is no hypothesis 7 among 7");
    assertThatThrownBy(() -> new Instance(LINE, 9, 0.5)).hasMessageContaining("hypothesis 9");
  }
}
