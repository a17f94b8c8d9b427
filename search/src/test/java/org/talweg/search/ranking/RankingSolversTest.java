package org.talweg.search.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Run.Withdrawal;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.model.Budget;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Resource;
import org.talweg.model.Space;

class RankingSolversTest {
  private static final Space SPACE =
      Space.of(Parameter.real("x", -5, 5), Parameter.real("y", -5, 5), Parameter.real("z", -5, 5));

  private static double valley(Point p) {
    double x = p.real("x") - 1.5;
    double y = p.real("y") + 2;
    double z = p.real("z") - 0.5 * x;
    return x * x + 3 * y * y + 2 * z * z;
  }

  private static RunOptions rankings(int n, String solver) {
    return RunOptions.within(Budget.evaluations(n)).withSeed(7).withSolver(solver);
  }

  private static Outcome<Preferred> solve(RankingProblem problem, RunOptions options)
      throws InterruptedException {
    return Talweg.solve(problem, options);
  }

  private static double hidden(Outcome<Preferred> outcome) {
    Map<String, Double> quantities = outcome.best().orElseThrow().assessment().quantities();
    return quantities.get(RankingProblem.HIDDEN);
  }

  /** The middle has 19.4; every solver comes to a hundredth of that. */
  @ParameterizedTest
  @ValueSource(strings = {"zo-ranksgd", "gradientless-descent", "ranking-cma-es"})
  void sixtyRankingsOfEightFindAValley(String solver) throws Exception {
    var problem = RankingProblem.of("valley", SPACE, 8, RankingSolversTest::valley);
    Outcome<Preferred> outcome = solve(problem, rankings(60, solver));
    assertThat(hidden(outcome)).isLessThan(0.19);
    assertThat(outcome.spent().get(Resource.EVALUATIONS)).isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zo-ranksgd", "gradientless-descent", "ranking-cma-es"})
  void anIncreasingFunctionOfTheObjectiveGivesTheSameRun(String solver) throws Exception {
    List<UnaryOperator<Double>> increasing =
        List.of(v -> v, v -> Math.exp(v / 100), v -> -1 / (1 + v), v -> 1e6 + 1e-3 * v);
    var runs = new ArrayList<List<String>>();
    for (UnaryOperator<Double> transform : increasing) {
      ToDoubleFunction<Point> f = p -> transform.apply(valley(p));
      runs.add(asked(RankingProblem.of("v", SPACE, 6, Oracle.of(f)), rankings(30, solver)));
    }
    assertThat(runs.get(0)).hasSize(30);
    assertThat(runs).allMatch(run -> run.equals(runs.get(0)));
  }

  private static List<String> asked(RankingProblem problem, RunOptions options) throws Exception {
    try (var journal = new MemoryJournal()) {
      Outcome<Preferred> outcome = new Engine(Catalog.load(), journal).solve(problem, options);
      return answers(journal, outcome.run());
    }
  }

  private static List<String> answers(Journal journal, String run) {
    return journal.read(run, 0).stream()
        .map(Journal.Entry::event)
        .filter(Event.Answered.class::isInstance)
        .map(event -> ((Event.Answered) event).question() + ((Event.Answered) event).answer())
        .toList();
  }

  /** Whatever the labels under which candidates are shown, the same ones are preferred. */
  @Test
  void permutingTheLabelsChangesNothing() throws Exception {
    var problem = RankingProblem.of("v", SPACE, 6, RankingSolversTest::valley);
    Oracle relabelled =
        (candidates, wanted, answered) -> {
          var shuffled = new ArrayList<>(candidates);
          Collections.shuffle(shuffled, new java.util.Random(answered));
          Ranking ranking = problem.oracle().rank(shuffled, wanted, answered);
          return new Ranking(
              candidates.stream().map(c -> ranking.level(shuffled.indexOf(c))).toList());
        };
    var other = RankingProblem.of("v", SPACE, 6, relabelled);
    assertThat(asked(other, rankings(20, "zo-ranksgd")))
        .isEqualTo(asked(problem, rankings(20, "zo-ranksgd")));
  }

  @Test
  void permutingTheCandidatesOfAQuestionPermutesTheAnswer() throws Exception {
    var problem = RankingProblem.of("v", SPACE, 6, RankingSolversTest::valley);
    var random = RandomGenerator.of("L64X128MixRandom");
    var points = new ArrayList<Point>();
    for (int i = 0; i < 6; i++) {
      points.add(SPACE.sample(random));
    }
    var run = new ScriptedRun();
    var interview = new Interview(problem, run);
    Ranking ranking = interview.rank(points);
    var reversed = points.reversed();
    Ranking back = interview.rank(reversed);
    assertThat(back.levels()).isEqualTo(ranking.levels().reversed());
    assertThat(run.questions).hasSize(1);
  }

  /** Stops after some answers, as a killed process would, and goes on from the journal. */
  @ParameterizedTest
  @ValueSource(strings = {"zo-ranksgd", "gradientless-descent", "ranking-cma-es"})
  void aResumedRunAsksNothingTwiceAndEndsWhereItWouldHave(String solver) throws Exception {
    var whole = RankingProblem.of("v", SPACE, 6, RankingSolversTest::valley);
    List<String> expected = asked(whole, rankings(24, solver));
    try (var journal = new MemoryJournal()) {
      var engine = new Engine(Catalog.load(), journal);
      String run = "";
      for (int stop : new int[] {5, 6, 13, 99}) {
        Oracle stops =
            (candidates, wanted, answered) -> {
              if (answered == stop) {
                throw new InterruptedException();
              }
              return whole.oracle().rank(candidates, wanted, answered);
            };
        var problem = new RankingProblem("v", SPACE, 6, 6, stops, whole.hidden());
        Outcome<Preferred> outcome =
            run.isEmpty()
                ? engine.solve(problem, rankings(24, solver))
                : engine.resume(
                    journal.header(run).orElseThrow(),
                    problem,
                    Budget.evaluations(24),
                    rankings(24, solver));
        run = outcome.run();
        assertThat(outcome.status())
            .isEqualTo(stop == 99 ? Outcome.Status.IMPROVED : Outcome.Status.INTERRUPTED);
        assertThat(outcome.best()).isPresent();
        assertThat(outcome.spent().get(Resource.EVALUATIONS)).isEqualTo(Math.min(24, stop));
      }
      assertThat(answers(journal, run)).isEqualTo(expected);
    }
  }

  /** An answer taken back and given as before leads to the same run; another answer to another. */
  @Test
  void anAnswerTakenBackIsForgotten() throws Exception {
    var whole = RankingProblem.of("v", SPACE, 5, RankingSolversTest::valley);
    var taken = new ArrayList<Integer>();
    Oracle hesitant =
        (candidates, wanted, answered) -> {
          if ((answered == 1 || answered == 7)
              && taken.stream().filter(t -> t == answered).count() < 2) {
            taken.add(answered);
            throw new Withdrawal();
          }
          return answered == 6 && taken.stream().filter(t -> t == 7).count() < 2
              ? Ranking.byCost(candidates.size(), wanted, i -> -valley(candidates.get(i)))
              : whole.oracle().rank(candidates, wanted, answered);
        };
    try (var journal = new MemoryJournal()) {
      var problem = new RankingProblem("v", SPACE, 5, 5, hesitant, whole.hidden());
      var engine = new Engine(Catalog.load(), journal);
      Outcome<Preferred> outcome = engine.solve(problem, rankings(12, "zo-ranksgd"));
      assertThat(taken).containsExactly(1, 1, 7, 7);
      assertThat(outcome.spent().get(Resource.EVALUATIONS)).isEqualTo(12);
      // Resumed with no budget left, it replays the answers that stand.
      Outcome<Preferred> again =
          engine.resume(
              journal.header(outcome.run()).orElseThrow(),
              problem,
              Budget.evaluations(12),
              rankings(12, "zo-ranksgd"));
      assertThat(again.solution().point()).isEqualTo(outcome.solution().point());
      Outcome<Preferred> straight = solve(whole, rankings(12, "zo-ranksgd"));
      assertThat(outcome.solution().point()).isEqualTo(straight.solution().point());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 9})
  void fewCandidatesAndPartialOrdersWillDo(int m) throws Exception {
    var problem =
        new RankingProblem(
            "v",
            SPACE,
            m,
            1,
            Oracle.of(RankingSolversTest::valley),
            Optional.of(RankingSolversTest::valley));
    Oracle counting =
        (candidates, wanted, answered) -> {
          assertThat(candidates.size()).isBetween(2, m);
          assertThat(candidates).doesNotHaveDuplicates();
          return problem.oracle().rank(candidates, wanted, answered);
        };
    var counted = new RankingProblem("v", SPACE, m, 1, counting, problem.hidden());
    assertThat(hidden(solve(counted, rankings(200, "zo-ranksgd")))).isLessThan(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zo-ranksgd", "gradientless-descent", "ranking-cma-es"})
  void degenerateSpacesAndIndifferentOraclesEnd(String solver) throws Exception {
    Oracle indifferent =
        (candidates, wanted, answered) -> Ranking.byCost(candidates.size(), wanted, i -> 0);
    var one = Space.of(Parameter.integer("n", 3, 3));
    assertThat(
            solve(RankingProblem.of("one", one, 5, indifferent), rankings(9, solver))
                .solution()
                .point())
        .isEqualTo(one.start().orElse(one.sample(RandomGenerator.getDefault())));
    var few = Space.of(Parameter.integer("n", 1, 2), Parameter.integer("k", 0, 1));
    assertThat(
            solve(RankingProblem.of("few", few, 5, p -> -p.real("n")), rankings(900, solver))
                .best())
        .isPresent();
    assertThat(solve(RankingProblem.of("flat", SPACE, 5, indifferent), rankings(9, solver)).best())
        .isPresent();
    var tiny = Space.of(Parameter.real("x", 1e-300, 2e-300));
    assertThat(
            solve(RankingProblem.of("tiny", tiny, 5, p -> p.real("x")), rankings(20, solver))
                .best())
        .isPresent();
  }

  @Test
  void candidatesThatViolateKnownConstraintsAreNotShown() throws Exception {
    Space half = SPACE.subjectTo("x + y >= 1");
    Oracle strict =
        (candidates, wanted, answered) -> {
          assertThat(candidates).allMatch(p -> half.violation(p) == 0);
          return Oracle.of(RankingSolversTest::valley).rank(candidates, wanted, answered);
        };
    var problem =
        new RankingProblem("half", half, 7, 7, strict, Optional.of(RankingSolversTest::valley));
    Outcome<Preferred> outcome = solve(problem, rankings(80, "zo-ranksgd"));
    Point point = outcome.solution().point();
    assertThat(half.violation(point)).isZero();
    // The best that is allowed is 0.75 · 1.5² = 1.6875 or a little more: z bends it.
    assertThat(hidden(outcome)).isLessThan(3);
  }

  @Test
  void choicesAreRefusedInWords() {
    var space = Space.of(Parameter.choice("c", "a", "b"), Parameter.real("x", 0, 1));
    var problem = RankingProblem.of("c", space, 4, p -> p.real("x"));
    assertThat(space.parameters().getFirst().domain()).isInstanceOf(Domain.Choice.class);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> solve(problem, RunOptions.within(Budget.evaluations(5))))
        .hasMessageContaining("numbers only");
  }
}
