package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.Toys.Wanderer;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.model.Point;

class PlannerTest {
  private static final Budget BUDGET = Budget.evaluations(50);

  private static Planner.Choice choose(Catalog catalog, String forced) throws NoPlanException {
    return new Planner(catalog).choose(Toys.sphere(), BUDGET, Optional.ofNullable(forced));
  }

  @Test
  void theSolverThatReachesFarthestIsChosen() throws Exception {
    Catalog catalog = Toys.catalog(new Wanderer("near", 0.2), new Wanderer("far", 0.9));
    assertThat(choose(catalog, null).chosen().plan()).isEqualTo(new Plan.Solve("far"));
  }

  @Test
  void tiesGoToTheFirstName() throws Exception {
    Catalog catalog = Toys.catalog(new Wanderer("b", 0.5), new Wanderer("a", 0.5));
    assertThat(choose(catalog, null).chosen().plan()).isEqualTo(new Plan.Solve("a"));
  }

  @Test
  void aLocalSolverPolishesWhatAGlobalOneFound() throws Exception {
    Catalog catalog =
        Toys.catalog(new Wanderer("global", 0.8), new Wanderer("local", 0.5, Trait.LOCAL));
    assertThat(choose(catalog, null).chosen().plan().brief())
        .isEqualTo("refine(80% global, 20% local)");
  }

  @Test
  void whatIsRefusedSaysWhy() throws Exception {
    Catalog catalog = Toys.catalog(new Wanderer("able", 0.2), new Wanderer("unable", -1));
    assertThat(choose(catalog, null).refused())
        .containsExactly(new Planner.Refused("unable", "it never is"));
    assertThatThrownBy(() -> choose(catalog, "unable"))
        .isInstanceOf(NoPlanException.class)
        .hasMessage("unable does not take this problem: it never is");
    assertThatThrownBy(() -> choose(catalog, "abel"))
        .hasMessageContaining("solvers are able, unable");
  }

  @Test
  void forcedPlansArePortfoliosAndStages() throws Exception {
    Catalog catalog = Toys.catalog(new Wanderer("a", 0.2), new Wanderer("b", 0.9));
    assertThat(choose(catalog, "a").chosen().plan().brief()).isEqualTo("a");
    assertThat(choose(catalog, "a, b").chosen().plan().brief()).isEqualTo("portfolio(a, b)");
    assertThat(choose(catalog, "b > a").chosen().plan().brief()).isEqualTo("refine(50% b, 50% a)");
  }

  /** Doubles the objective: exact, and good for seeing that a reformulation is in the way. */
  private static final class Doubling implements Reformulation<BlackBox, Point, BlackBox, Point> {
    @Override
    public Capability capability() {
      return Capability.reformulation(
          "doubling", Form.BLACK_BOX, Form.BLACK_BOX, "Doubles.", "none");
    }

    @Override
    public Exactness exactness() {
      return Exactness.EXACT;
    }

    @Override
    public Optional<Reformulated<BlackBox, Point, Point>> apply(BlackBox problem) {
      return problem.name().equals("doubled")
          ? Optional.empty()
          : Optional.of(
              new Reformulated<>(
                  BlackBox.of("doubled", problem.space(), problem.objectives(), problem.measure()),
                  point -> point,
                  (point, a) -> Assessment.of(2 * a.objective())));
    }
  }

  /** Takes only the doubled problem. */
  private static BlackBoxSolver doubledOnly() {
    var wanderer = new Wanderer("doubled-only", 0.7);
    return new BlackBoxSolver() {
      @Override
      public Capability capability() {
        return wanderer.capability();
      }

      @Override
      public Estimate estimate(BlackBox problem, Budget budget) {
        return problem.name().equals("doubled")
            ? wanderer.estimate(problem, budget)
            : new Estimate.Unfit("not doubled");
      }

      @Override
      public Strategy begin(BlackBox problem, Setting setting) {
        return wanderer.begin(problem, setting);
      }
    };
  }

  @Test
  void aReformulationOpensTheWayToASolverAndItsTrialsAreTheOriginals() throws Exception {
    var catalog = new Catalog(List.of(doubledOnly()), List.of(new Doubling()));
    assertThat(choose(catalog, null).chosen().plan().brief()).isEqualTo("doubling -> doubled-only");
    Outcome<Point> outcome =
        new Engine(catalog, new MemoryJournal()).solve(Toys.sphere(), RunOptions.within(BUDGET));
    Point best = outcome.solution();
    assertThat(outcome.objective()).isEqualTo(Toys.sphere().assess(best).objective());
    assertThat(outcome.trials()).isEqualTo(50);
  }

  @Test
  void everyMemberOfAPortfolioGetsItsShareAndEveryStageItsTurn() throws Exception {
    for (String forced : List.of("a, b", "a > b")) {
      Catalog catalog = Toys.catalog(new Wanderer("a", 0.2), new Wanderer("b", 0.9));
      Outcome<Point> outcome =
          new Engine(catalog, new MemoryJournal())
              .solve(Toys.sphere(), RunOptions.within(BUDGET).withSolver(forced).withParallel(3));
      assertThat(outcome.trials()).isEqualTo(50);
      assertThat(outcome.objective()).isLessThan(5);
    }
  }
}
