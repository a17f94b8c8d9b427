package org.talweg.search.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Catalog;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.search.sequence.SequenceProblem.Contexts;

/** The form through the planner and the engine. */
class SequenceProblemTest {
  private static final List<Double> GRID = List.of(1.0, 1.5, 1.9);

  private static SequenceProblem problem(int instances) {
    return SequenceProblem.of("test", instances, GRID, (t, w) -> 1 + 10 * Math.abs(w - 1.5))
        .withLeastCost(1);
  }

  private static SequenceProblem withContexts(int instances) {
    return problem(instances).withContexts(new Contexts(Collections.nCopies(instances, 0.5), 0, 1));
  }

  private static Outcome<Schedule> solve(SequenceProblem problem, String solver, int evaluations)
      throws InterruptedException {
    return Talweg.solve(
        problem, RunOptions.within(Budget.evaluations(evaluations)).withSolver(solver));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cheb-cb",
        "tsallis-inf-cb",
        "tsallis-inf",
        "explore-then-commit",
        "random-parameter"
      })
  void everySolverPlaysTheWholeSequenceAndRepeatsItself(String solver) throws Exception {
    Outcome<Schedule> outcome = solve(withContexts(40), solver, 40);
    Schedule schedule = outcome.best().orElseThrow().solution();
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
    assertThat(schedule.parameters()).hasSize(40).allMatch(GRID::contains);
    assertThat(outcome.objective()).isEqualTo(problem(40).assess(schedule).objective());
    assertThat(solve(withContexts(40), solver, 40).best().orElseThrow().solution())
        .isEqualTo(schedule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cheb-cb",
        "tsallis-inf-cb",
        "tsallis-inf",
        "explore-then-commit",
        "random-parameter"
      })
  void oneInstanceOneValueAndASpentBudgetEndCleanly(String solver) throws Exception {
    var one =
        SequenceProblem.of("one", 1, List.of(1.0), (t, w) -> 0)
            .withContexts(new Contexts(List.of(0.0), 0, 1));
    assertThat(solve(one, solver, 5).objective()).isZero();
    Outcome<Schedule> part = solve(withContexts(40), solver, 7);
    assertThat(part.status()).isEqualTo(Outcome.Status.INFEASIBLE);
    assertThat(part.best().orElseThrow().assessment().violation()).isEqualTo(33);
  }

  @Test
  void anInstanceIsRunOnceForEachValue() throws Exception {
    var runs = new AtomicInteger();
    var counted = SequenceProblem.of("counted", 30, GRID, (t, w) -> runs.incrementAndGet());
    solve(counted, "tsallis-inf", 30);
    assertThat(runs).hasValue(30);
  }

  @Test
  void thePlannerTakesTheContextualMethodWhereThereIsAContext() throws Exception {
    var planner = new Planner(Catalog.load());
    var budget = Budget.evaluations(100);
    assertThat(planner.choose(withContexts(40), budget, Optional.empty()).chosen().plan().brief())
        .isEqualTo("cheb-cb");
    Planner.Choice choice = planner.choose(problem(40), budget, Optional.empty());
    assertThat(choice.chosen().plan().brief()).isEqualTo("tsallis-inf");
    assertThat(choice.refused().toString()).contains("the instances have no context");
  }

  @Test
  void exploringThenCommittingKeepsTheBest() throws Exception {
    Schedule schedule =
        solve(problem(60), "explore-then-commit", 60).best().orElseThrow().solution();
    assertThat(schedule.parameters().subList(0, 3)).containsExactlyElementsOf(GRID);
    assertThat(schedule.parameters().subList(30, 60)).containsOnly(1.5);
  }

  @Test
  void badInputIsAnsweredWithTheReason() {
    assertThatThrownBy(() -> problem(0)).hasMessageContaining("one instance or more");
    assertThatThrownBy(() -> SequenceProblem.of("x", 1, List.of(), (t, w) -> 1))
        .hasMessageContaining("one value or more");
    assertThatThrownBy(() -> problem(3).withContexts(new Contexts(List.of(0.5), 0, 1)))
        .hasMessage("1 contexts for 3 instances");
    assertThatThrownBy(() -> new Contexts(List.of(2.0), 0, 1)).hasMessageContaining("between 0.0");
    for (double bad : new double[] {Double.NaN, 0.5, Double.POSITIVE_INFINITY}) {
      var hostile = SequenceProblem.of("x", 2, GRID, (t, w) -> bad).withLeastCost(1);
      assertThatThrownBy(() -> hostile.cost(0, 1.0))
          .isInstanceOf(AssessmentException.class)
          .hasMessageContaining("a cost is a number, 1.0 or more");
    }
    assertThatThrownBy(() -> problem(1).assess(new Schedule(List.of(1.0, 1.0))))
        .hasMessage("2 parameters for 1 instances");
  }
}
