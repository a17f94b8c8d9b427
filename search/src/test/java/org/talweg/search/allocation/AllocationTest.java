package org.talweg.search.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;

class AllocationTest {
  private static final List<Double> HALVES = List.of(0.5, 0.5);

  /** Curves a - b n^-d for a few groups. */
  private record Curves(LearningCurve... curves) implements Learner {
    @Override
    public double score(int group, int samples) {
      return curves[group].at(samples);
    }
  }

  private static final Curves TWO =
      new Curves(new LearningCurve(0.9, 2, 0.5), new LearningCurve(0.8, 4, 0.5));

  private static AllocationProblem two(Utility utility, double budget) {
    return AllocationProblem.of(
        "two", List.of(new Group("a", 1, 3), new Group("b", 2, 1)), budget, 10, utility, TWO);
  }

  private static Outcome<Allocation> solve(AllocationProblem problem, String solver)
      throws InterruptedException {
    return Talweg.solve(
        problem, RunOptions.within(Budget.evaluations(1_000_000)).withSolver(solver));
  }

  @Property(tries = 60)
  void aCurveIsRecoveredFromItsExactScores(
      @ForAll @DoubleRange(min = 0.4, max = 1) double a,
      @ForAll @DoubleRange(min = 0.5, max = 3) double b,
      @ForAll @DoubleRange(min = 0.2, max = 1.4) double d) {
    double onGrid = 0.1 + 0.05 * Math.rint((d - 0.1) / 0.05);
    var truth = new LearningCurve(a, b, onGrid);
    int[] sizes = {10, 20, 40, 80, 160, 320};
    double[] scores = new double[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      scores[k] = truth.a() - truth.b() * Math.pow(sizes[k], -truth.d());
    }
    LearningCurve fitted = LearningCurve.fit(sizes, scores);
    assertThat(fitted.d()).isCloseTo(onGrid, within(1e-9));
    assertThat(fitted.a()).isCloseTo(a, within(1e-6));
    assertThat(fitted.b()).isCloseTo(b, within(1e-5));
  }

  @Property(tries = 60)
  void theFitForOneExponentIsAMinimum(@ForAll long seed) {
    var random = new Random(seed);
    int[] sizes = {10, 15, 30, 60};
    double[] scores = random.doubles(4).toArray();
    LearningCurve best = LearningCurve.fit(sizes, scores, 0.5);
    double least = squares(best, sizes, scores);
    for (double step : new double[] {-1e-3, 1e-3}) {
      var a = new LearningCurve(best.a() + step, best.b(), 0.5);
      assertThat(squares(a, sizes, scores)).isGreaterThanOrEqualTo(least - 1e-12);
      double b = Math.max(0, best.b() + step);
      assertThat(squares(new LearningCurve(best.a(), b, 0.5), sizes, scores))
          .isGreaterThanOrEqualTo(least - 1e-12);
    }
    assertThat(best.b()).isNotNegative();
  }

  private static double squares(LearningCurve curve, int[] sizes, double[] scores) {
    double sum = 0;
    for (int k = 0; k < sizes.length; k++) {
      double error = scores[k] - curve.a() + curve.b() * Math.pow(sizes[k], -curve.d());
      sum += sizes[k] * error * error;
    }
    return sum;
  }

  @Test
  void utilitiesAreTheirFormulas() {
    double[] scores = {0.25, 0.5};
    assertThat(Utility.MEAN.of(scores, HALVES)).isEqualTo(0.375);
    assertThat(Utility.LOG.of(scores, HALVES)).isCloseTo(Math.log(0.125) / 2, within(1e-15));
    assertThat(Utility.MIN.of(scores, HALVES)).isEqualTo(0.25);
    double soft = -0.1 * Math.log((Math.exp(-2.5) + Math.exp(-5)) / 2);
    assertThat(Utility.MIN.softened(scores, HALVES, 0.1)).isCloseTo(soft, within(1e-12));
    assertThat(Utility.MIN.softened(new double[] {0.3, 0.3}, HALVES, 0.01))
        .isCloseTo(0.3, within(1e-12));
  }

  /** The best allocation of whole samples, by trying all. */
  private static double exhaustive(AllocationProblem problem) throws Exception {
    double best = Double.NEGATIVE_INFINITY;
    for (int b = problem.first(); 2 * b <= problem.budget() - problem.first(); b++) {
      int a = (int) (problem.budget() - 2 * b);
      best = Math.max(best, problem.assess(Allocation.of(a, b)).objective());
    }
    return best;
  }

  @ParameterizedTest
  @EnumSource(Utility.class)
  void greedyWithTrueCurvesIsTheOptimumUpToABatch(Utility utility) throws Exception {
    AllocationProblem problem = two(utility, 600);
    Allocation greedy = AdaptiveAllocation.withKnownCurves(problem, TWO::score);
    double reached = problem.assess(greedy).objective();
    assertThat(reached).isCloseTo(exhaustive(problem), within(2e-3));
    assertThat(problem.cost(greedy)).isBetween(599.0, 600.0);
  }

  @ParameterizedTest
  @EnumSource(Utility.class)
  void withoutNoiseAdaptingLosesNoMoreThanWhatItExplores(Utility utility) throws Exception {
    AllocationProblem problem = two(utility, 600);
    double adaptive = solve(problem, "adaptive-allocation").objective();
    // A tenth of the batches explores: at worst the rest alone reaches its optimum, up to a batch.
    assertThat(adaptive)
        .isBetween(exhaustive(two(utility, 540)) - 2e-3, exhaustive(problem) + 1e-9);
    for (String fixed : List.of("equal-numbers", "proportional", "equal-spending")) {
      assertThat(solve(problem, fixed).objective()).isLessThanOrEqualTo(adaptive + 2e-3);
    }
    assertThat(solve(problem, "proportional").objective()).isLessThan(adaptive - 2e-3);
  }

  @Test
  void fixedSharesAreTheSharesTheyName() throws Exception {
    AllocationProblem problem = two(Utility.MEAN, 600);
    assertThat(solve(problem, "equal-numbers").best().orElseThrow().solution())
        .isEqualTo(Allocation.of(200, 200));
    assertThat(solve(problem, "equal-spending").best().orElseThrow().solution())
        .isEqualTo(Allocation.of(300, 150));
    assertThat(solve(problem, "proportional").best().orElseThrow().solution())
        .isEqualTo(Allocation.of(360, 120));
  }

  @Test
  void theMarginalsPerCostAreEqualAtTheOptimumForTheMean() {
    Allocation n = AdaptiveAllocation.withKnownCurves(two(Utility.MEAN, 6000), TWO::score);
    // s'(n) / c = b d n^(-d-1) / c for both groups.
    double first = Math.pow(n.samples().get(0), -1.5);
    double second = 2 * Math.pow(n.samples().get(1), -1.5) / 2;
    assertThat(first / second).isCloseTo(1, within(0.15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adaptive-allocation", "equal-numbers", "proportional", "equal-spending"})
  void oneGroupTakesAllAndABudgetForTheFirstSamplesBuysJustThem(String solver) throws Exception {
    Learner flat = (group, samples) -> 0.5;
    var one = AllocationProblem.of("one", List.of(new Group("a", 2, 1)), 101, 5, Utility.MIN, flat);
    assertThat(solve(one, solver).best().orElseThrow().solution()).isEqualTo(Allocation.of(50));
    assertThat(solve(two(Utility.LOG, 30), solver).best().orElseThrow().solution())
        .isEqualTo(Allocation.of(10, 10));
    List<Group> three = List.of(new Group("a", 1, 1), new Group("b", 1, 1), new Group("c", 7, 1));
    var constant = AllocationProblem.of("constant", three, 500, 1, Utility.LOG, flat);
    Outcome<Allocation> outcome = solve(constant, solver);
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
    assertThat(outcome.objective()).isCloseTo(Math.log(0.5), within(1e-12));
  }

  @Test
  void adaptingTriesOnlyWhatHasBeenCollected() throws Exception {
    Learner strict =
        new Learner() {
          @Override
          public double score(int group, int samples) {
            return TWO.score(group, samples);
          }

          @Override
          public double estimate(int group, int size, int collected) {
            assertThat(size).isLessThan(collected);
            return TWO.score(group, size);
          }
        };
    List<Group> groups = List.of(new Group("a", 1, 3), new Group("b", 2, 1));
    var problem = AllocationProblem.of("strict", groups, 600, 10, Utility.MEAN, strict);
    assertThat(solve(problem, "adaptive-allocation").objective())
        .isEqualTo(solve(two(Utility.MEAN, 600), "adaptive-allocation").objective());
  }

  @Test
  void badInputIsAnsweredWithTheReason() throws Exception {
    assertThatThrownBy(() -> two(Utility.MEAN, 29)).hasMessageContaining("does not pay for 10");
    assertThatThrownBy(() -> two(Utility.MEAN, 0)).hasMessageContaining("does not pay for 10");
    assertThatThrownBy(() -> new Group("a", 0, 1)).hasMessageContaining("both are more than 0");
    assertThatThrownBy(
            () -> AllocationProblem.of("none", List.of(), 10, 1, Utility.MEAN, (g, n) -> 0))
        .hasMessageContaining("one group or more");
    AllocationProblem problem = two(Utility.MEAN, 100);
    assertThat(problem.assess(Allocation.of(100, 10)).violation()).isEqualTo(20);
    assertThatThrownBy(() -> problem.assess(Allocation.of(1)))
        .isInstanceOf(AssessmentException.class)
        .hasMessageContaining("has 2 numbers");
    var nan =
        AllocationProblem.of(
            "nan",
            Collections.singletonList(new Group("a", 1, 1)),
            30,
            10,
            Utility.MEAN,
            (g, n) -> Double.NaN);
    assertThatThrownBy(() -> nan.assess(Allocation.of(10)))
        .hasMessageContaining("a score is a number");
    assertThatThrownBy(() -> solve(nan, "adaptive-allocation"))
        .hasMessageContaining("group a scores NaN");
  }
}
