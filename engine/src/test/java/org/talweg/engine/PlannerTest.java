package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Resource;
import org.talweg.model.Space;

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
    assertThat(choose(catalog, null).candidates().stream().map(c -> c.plan().brief()))
        .containsExactly("portfolio(a, b)", "a", "b");
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

  private static Planner.Choice within(Catalog catalog, Budget budget) throws NoPlanException {
    return new Planner(catalog).choose(Toys.sphere(), budget, Optional.empty());
  }

  /** Reaches as far with half the evaluations, as solvers do that have converged. */
  @Test
  void closeEstimatesMakeAPortfolioAndDistantOnesDoNot() throws Exception {
    assertThat(
            within(Toys.catalog(new Wanderer("a", 0.8), new Wanderer("b", 0.79)), BUDGET)
                .chosen()
                .plan()
                .brief())
        .isEqualTo("portfolio(a, b)");
    assertThat(
            within(Toys.catalog(new Wanderer("a", 0.8), new Wanderer("b", 0.5)), BUDGET)
                .chosen()
                .plan()
                .brief())
        .isEqualTo("a");
  }

  @Test
  void aBudgetWithoutEvaluationsIsPlannedWithAGuessThatIsStated() throws Exception {
    Catalog catalog = Toys.catalog(new Wanderer("a", 0.2), new Wanderer("b", 0.9));
    for (Budget budget :
        List.of(
            Budget.UNLIMITED,
            Budget.UNLIMITED.with(Resource.MONEY, 3),
            Budget.time(Duration.ofSeconds(20)))) {
      Planner.Choice choice = within(catalog, budget);
      assertThat(choice.chosen().plan().brief()).isEqualTo("b");
      assertThat(choice.notes()).hasSize(1).first().asString().contains("evaluations");
      assertThat(within(catalog, budget)).isEqualTo(choice);
    }
    assertThat(within(catalog, BUDGET).notes()).isEmpty();
  }

  @Test
  void aSpaceSmallerThanTheBudgetIsPlannedAndSolvedInFull() throws Exception {
    Catalog catalog = Toys.catalog(new Wanderer("a", 0.2), new Wanderer("b", 0.9));
    for (int points : new int[] {1, 2, 7}) {
      BlackBox small =
          Toys.box(
              Space.of(Parameter.integer("n", 1, points)),
              (p, probe) -> Map.of("f", (double) p.integer("n")));
      assertThat(new Planner(catalog).choose(small, BUDGET, Optional.empty()).notes())
          .hasSize(1)
          .first()
          .asString()
          .contains(points + " points");
      Outcome<Point> outcome =
          new Engine(catalog, new MemoryJournal()).solve(small, RunOptions.within(BUDGET));
      assertThat(outcome.objective()).isEqualTo(1);
      assertThat(outcome.trials()).isLessThanOrEqualTo(points);
      assertThat(outcome.status()).isEqualTo(Outcome.Status.SOLVED);
    }
  }

  @Test
  void moneyThatEvaluationsReportIsChargedAndEndsTheRun() throws Exception {
    BlackBox paid =
        Toys.box(Toys.PLANE, (p, probe) -> Map.of("f", Math.abs(p.real("x")), "money", 0.5));
    Outcome<Point> outcome =
        new Engine(Toys.catalog(new Wanderer("a", 0.2)), new MemoryJournal())
            .solve(paid, RunOptions.within(Budget.UNLIMITED.with(Resource.MONEY, 4)));
    assertThat(outcome.trials()).isEqualTo(8);
    assertThat(outcome.spent()).containsEntry(Resource.MONEY, 4.0);
    assertThat(outcome.reason()).isEqualTo("the budget of money is spent");
  }

  @Test
  void aSolverThatRecordedRunsShowToFallShortLosesItsPlace() throws Exception {
    Catalog catalog = Toys.catalog(new Wanderer("a", 0.6), new Wanderer("b", 0.5));
    var observed = new History.Observed(List.of(0.2, 0.3, 0.1, 0.2, 0.2), 0, 0);
    var history = new History(Map.of("a", observed));
    Planner.Choice choice =
        new Planner(catalog, history).choose(Toys.sphere(), BUDGET, Optional.empty());
    Planner.Candidate a =
        choice.candidates().stream()
            .filter(c -> c.plan().brief().equals("a"))
            .findFirst()
            .orElseThrow();
    // 0.6 (5 + 1) / (5 + 5)
    assertThat(a.reach()).isCloseTo(0.36, offset(1e-12));
    assertThat(a.why()).contains("5 recorded runs", "20%");
    assertThat(choice.chosen().plan().brief()).isEqualTo("b");
  }

  @Test
  void whatTheJournalTellsIsTheSameEachTimeAndComparesSolversOnOneProblem() throws Exception {
    Catalog catalog = Toys.catalog(new Wanderer("a", 0.6), new Wanderer("b", 0.5));
    try (var journal = new MemoryJournal()) {
      var engine = new Engine(catalog, journal);
      for (String solver : List.of("a", "b", "a")) {
        engine.solve(Toys.sphere(), RunOptions.within(BUDGET).withSolver(solver));
      }
      History history = History.of(journal);
      assertThat(history).isEqualTo(History.of(journal));
      assertThat(history.solvers().get("a").shares()).hasSize(2).allMatch(s -> s > 0 && s <= 1);
      assertThat(history.solvers().get("b").shares()).hasSize(1);
      assertThat(history.solvers().get("b").timed()).isEqualTo(1);
    }
  }
}
