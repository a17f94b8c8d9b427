package org.talweg.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Solver;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Point;

/**
 * What every registered solver of black boxes owes the engine: a new one is tested here unasked.
 */
class SolverLawsTest {
  private static final int EVALUATIONS = 40;

  static List<BlackBoxSolver> solvers() {
    var solvers = new ArrayList<BlackBoxSolver>();
    for (Solver<?, ?> solver : ServiceLoader.load(Solver.class)) {
      if (solver instanceof BlackBoxSolver blackBox) {
        solvers.add(blackBox);
      }
    }
    return solvers;
  }

  private static List<BlackBox> problems() {
    var problems = new ArrayList<BlackBox>();
    problems.add(Toys.sphere(3));
    problems.add(Toys.twoObjectives(3));
    problems.add(Toys.mixed());
    problems.add(Toys.constrained());
    problems.addAll(Toys.edges());
    return problems;
  }

  /** Each solver with each problem it takes. */
  static Stream<Arguments> jobs() {
    return solvers().stream()
        .flatMap(
            solver ->
                problems().stream()
                    .filter(problem -> fits(solver, problem))
                    .map(
                        problem ->
                            arguments(
                                org.junit.jupiter.api.Named.of(solver.capability().name(), solver),
                                org.junit.jupiter.api.Named.of(problem.name(), problem))));
  }

  /** Solvers that think long about each point are asked for fewer. */
  private static int evaluations(BlackBoxSolver solver, BlackBox problem) {
    return solver.estimate(problem, Budget.evaluations(EVALUATIONS))
                instanceof Estimate.Fits(_, double seconds, _)
            && seconds > 0.02
        ? EVALUATIONS * 2 / 5
        : EVALUATIONS;
  }

  private static boolean fits(BlackBoxSolver solver, BlackBox problem) {
    return solver.estimate(problem, Budget.evaluations(EVALUATIONS)) instanceof Estimate.Fits;
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("jobs")
  void everyProposalIsAPointOfTheSpaceAndTheSameSeedGivesTheSameRun(
      BlackBoxSolver solver, BlackBox problem) {
    List<Point> once =
        Driver.of(problem, evaluations(solver, problem)).parallel(3).run(solver, 7).asked();
    for (Point point : once) {
      assertThat(problem.space().point(point.asMap())).isEqualTo(point);
    }
    List<Point> again =
        Driver.of(problem, evaluations(solver, problem)).parallel(3).run(solver, 7).asked();
    assertThat(again).isEqualTo(once);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("jobs")
  void anEmptyAskChangesNothing(BlackBoxSolver solver, BlackBox problem) {
    List<Point> once =
        Driver.of(problem, evaluations(solver, problem)).parallel(9).run(solver, 7).asked();
    List<Point> insisting =
        Driver.of(problem, evaluations(solver, problem))
            .parallel(9)
            .repeatingEmptyAsks(3)
            .run(solver, 7)
            .asked();
    assertThat(insisting).isEqualTo(once);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("jobs")
  void noResultIsTooHostile(BlackBoxSolver solver, BlackBox problem) {
    hostile(problem)
        .forEach(
            (name, answer) -> {
              var run =
                  Driver.of(problem, evaluations(solver, problem)).answering(answer).parallel(2);
              for (Point point : run.run(solver, 3).asked()) {
                assertThat(problem.space().point(point.asMap())).as(name).isEqualTo(point);
              }
            });
  }

  private static Map<String, Function<Proposal, Result>> hostile(BlackBox problem) {
    int objectives = problem.objectives().size();
    var answers = new LinkedHashMap<String, Function<Proposal, Result>>();
    answers.put("all failed", _ -> new Result.Failed("no such file"));
    answers.put("all timed out", _ -> new Result.TimedOut(Duration.ofSeconds(1)));
    answers.put("all rejected", _ -> new Result.Rejected(1));
    answers.put("all stopped", _ -> new Result.Stopped(3, 1.5));
    answers.put("all equal", _ -> done(objectives, 1, 0));
    answers.put("all infeasible", p -> done(objectives, 1, 1 + Math.abs(p.hashCode() % 97)));
    answers.put("infinitely infeasible", _ -> done(objectives, 1, Double.POSITIVE_INFINITY));
    var random = new Random(5);
    answers.put("enormous", _ -> done(objectives, random.nextBoolean() ? 1.7e308 : -1.7e308, 0));
    answers.put("denormal", _ -> done(objectives, random.nextInt(3) * 5e-324, 0));
    answers.put(
        "everything",
        _ ->
            switch (random.nextInt(6)) {
              case 0 -> new Result.Failed("");
              case 1 -> new Result.TimedOut(Duration.ZERO);
              case 2 -> new Result.Rejected(1e300);
              case 3 -> new Result.Stopped(1, -1e300);
              case 4 -> done(objectives, 0, 1e-300);
              default -> done(objectives, random.nextGaussian(), 0);
            });
    return answers;
  }

  private static Result done(int objectives, double value, double violation) {
    var values = new ArrayList<Double>();
    for (int i = 0; i < objectives; i++) {
      values.add(i % 2 == 0 ? value : -value);
    }
    return new Result.Done(new Assessment(values, violation, OptionalDouble.empty(), Map.of()));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("jobs")
  void aHistoryAndOthersTrialsAreWelcome(BlackBoxSolver solver, BlackBox problem) {
    var random = new org.talweg.search.sobol.RandomSearch();
    List<Trial> history = Driver.of(problem, 20).run(random, 1).trials();
    List<Trial> others = Driver.of(problem, 20).run(random, 2).trials();
    var run = Driver.of(problem, evaluations(solver, problem)).run(solver, 7, history);
    if (problem.space().cardinality() > history.size()) {
      assertThat(run.asked()).isNotEmpty();
    }
    var setting = new Setting(Budget.evaluations(EVALUATIONS), 7, 2, history);
    try (Strategy strategy = solver.begin(problem, setting)) {
      for (Trial other : others) {
        strategy.ask().ifPresent(p -> strategy.tell(new Trial(1, p, new Result.Failed("no"))));
        strategy.learn(other);
      }
      strategy.ask().ifPresent(p -> assertThat(p.point().space()).isSameAs(problem.space()));
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("jobs")
  void estimatesGrowWithTheBudget(BlackBoxSolver solver, BlackBox problem) {
    double before = 0;
    for (double n : new double[] {1, 10, 100, 1e4, 1e9}) {
      double reach = reach(solver, problem, Budget.evaluations((long) n));
      assertThat(reach).isBetween(before, 1.0);
      before = reach;
    }
    assertThat(reach(solver, problem, Budget.UNLIMITED)).isGreaterThanOrEqualTo(before);
  }

  private static double reach(BlackBoxSolver solver, BlackBox problem, Budget budget) {
    return solver.estimate(problem, budget) instanceof Estimate.Fits(double reach, _, _)
        ? reach
        : 0;
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void aGlobalSolverOfAContinuumUsesItsWholeBudget(BlackBoxSolver solver) {
    BlackBox problem = Toys.sphere(2);
    if (solver.capability().has(Trait.GLOBAL) && fits(solver, problem)) {
      assertThat(Driver.of(problem, 60).run(solver, 1).trials()).hasSize(60);
    }
  }
}
