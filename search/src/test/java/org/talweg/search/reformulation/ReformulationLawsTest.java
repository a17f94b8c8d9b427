package org.talweg.search.reformulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Catalog;
import org.talweg.engine.Estimate;
import org.talweg.engine.Plan;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.engine.plan.PlanStrategies;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Driver;
import org.talweg.search.Toys;

/** What every registered reformulation of black boxes owes, and what ours add to it. */
class ReformulationLawsTest {
  @SuppressWarnings("unchecked")
  static List<Reformulation<BlackBox, Point, BlackBox, Point>> reformulations() {
    var found = new ArrayList<Reformulation<BlackBox, Point, BlackBox, Point>>();
    for (Reformulation<?, ?, ?, ?> r : ServiceLoader.load(Reformulation.class)) {
      Capability capability = r.capability();
      if (capability.form().equals(Form.BLACK_BOX) && Form.BLACK_BOX.equals(capability.target())) {
        found.add((Reformulation<BlackBox, Point, BlackBox, Point>) r);
      }
    }
    return found;
  }

  static List<BlackBox> problems() {
    var problems = new ArrayList<BlackBox>();
    problems.add(Toys.sphere(3));
    problems.add(Toys.mixed());
    problems.add(Toys.constrained());
    problems.add(Toys.twoObjectives(3).subjectTo("f1 <= 0.5"));
    problems.add(maximised());
    problems.addAll(Toys.edges());
    return problems;
  }

  /** A constraint over a parameter and a quantity, and names that a map might use. */
  private static BlackBox maximised() {
    return BlackBox.of(
            "maximised",
            Space.of(
                Parameter.integer("violation", 0, 10),
                Parameter.permutation("o", "a", "b"),
                Parameter.real("o_1", -1, 1)),
            List.of(Objective.maximize("value")),
            (p, _) -> java.util.Map.of("value", p.integer("violation") - p.real("o_1")))
        .subjectTo("value + violation <= 12");
  }

  static Stream<Arguments> jobs() {
    return reformulations().stream()
        .flatMap(
            r ->
                problems().stream()
                    .filter(p -> r.apply(p).isPresent())
                    .map(
                        p ->
                            Arguments.arguments(
                                Named.of(r.capability().name(), r), Named.of(p.name(), p))));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("jobs")
  void everyPointOfTheNewSpaceStandsForOneOfTheOld(
      Reformulation<BlackBox, Point, BlackBox, Point> reformulation, BlackBox problem) {
    Reformulated<BlackBox, Point, Point> it = reformulation.apply(problem).orElseThrow();
    var random = new Random(1);
    for (int i = 0; i < 50; i++) {
      Space space = it.problem().space();
      Point old = it.back().apply(space.fromUnit(random.doubles(space.unitDimension()).toArray()));
      assertThat(problem.space().point(old.asMap())).isEqualTo(old);
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("jobs")
  void mappingAnAssessmentIsAssessingTheMappedPoint(
      Reformulation<BlackBox, Point, BlackBox, Point> reformulation, BlackBox problem)
      throws Exception {
    // Two, since a reformulation may remember what it has seen.
    Reformulated<BlackBox, Point, Point> it = reformulation.apply(problem).orElseThrow();
    Reformulated<BlackBox, Point, Point> twin = reformulation.apply(problem).orElseThrow();
    var random = new Random(2);
    for (int i = 0; i < 50; i++) {
      Space space = it.problem().space();
      double[] u = random.doubles(space.unitDimension()).toArray();
      Point old = it.back().apply(space.fromUnit(u));
      Assessment mapped = it.forward().apply(old, problem.assess(old));
      Assessment assessed = twin.problem().assess(twin.problem().space().fromUnit(u));
      assertThat(assessed.objectives()).isEqualTo(mapped.objectives());
      assertThat(assessed.violation()).isCloseTo(mapped.violation(), within(1e-12));
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("jobs")
  void appliedToItsOwnResultThereIsNothingToDo(
      Reformulation<BlackBox, Point, BlackBox, Point> reformulation, BlackBox problem) {
    BlackBox reformulated = reformulation.apply(problem).orElseThrow().problem();
    assertThat(reformulation.apply(reformulated)).isEmpty();
  }

  /** A solver that carries out a plan. */
  private record Planned(Plan plan) implements BlackBoxSolver {
    @Override
    public Capability capability() {
      return Capability.solver("planned", Form.BLACK_BOX, "Carries out a plan.", "test");
    }

    @Override
    public Estimate estimate(BlackBox problem, Budget budget) {
      return new Estimate.Unfit("for tests");
    }

    @Override
    public Strategy begin(BlackBox problem, Setting setting) {
      return PlanStrategies.begin(plan, problem, setting, Catalog.load());
    }
  }

  private static Planned planned(String solver, String... reformulations) {
    Plan plan = new Plan.Solve(solver);
    for (int i = reformulations.length - 1; i >= 0; i--) {
      plan = new Plan.Reformulate(reformulations[i], plan);
    }
    return new Planned(plan);
  }

  /**
   * That the median falls below 0.5 was claimed and does not hold: of seeds 1 to 11, six reach 0,
   * four the local optimum 0.5 (an order one swap away, or a level one off), and one 1.5.
   */
  @Test
  void aSolverOfRealsBeatsRandomSearchOnAMixedProblem() {
    double random = Driver.median(Toys.mixed(), planned("random"), 3000, 5);
    assertThat(Driver.median(Toys.mixed(), planned("cma-es", "round-integers"), 3000, 5))
        .isLessThan(random);
  }

  @Test
  void polishingAMixedProblemBeginsAtTheBestKnownPoint() {
    BlackBox mixed = Toys.mixed();
    Driver before = Driver.of(mixed, 500).run(planned("evolution"), 1);
    Point best = before.best().point();
    Driver after =
        Driver.of(mixed, 300).run(planned("nelder-mead", "round-integers"), 1, before.trials());
    assertThat(after.asked().getFirst().text("mode")).isEqualTo(best.text("mode"));
    assertThat(after.asked().getFirst().real("x")).isCloseTo(best.real("x"), within(1e-6));
    assertThat(after.value()).isLessThanOrEqualTo(before.value());
  }

  @Test
  void aSolverWithoutConstraintsEndsNearTheirBoundByAPenalty() {
    List<Trial> trials =
        Driver.of(Toys.constrained(), 400).run(planned("bobyqa", "penalty"), 1).trials();
    double best =
        trials.stream()
            .filter(t -> t.assessment().orElseThrow().violation() < 0.01)
            .mapToDouble(t -> t.assessment().orElseThrow().objective())
            .min()
            .orElseThrow();
    assertThat(best).isLessThan(1.05);
  }

  @Test
  void scalarisingFindsACompromise() {
    // The front is f2 = 1 - √f1: both ends are worse for equal weights than its middle.
    BlackBox problem = Toys.twoObjectives(4);
    Driver run = Driver.of(problem, 1500).run(planned("cma-es", "scalarise"), 1);
    Trial last = run.trials().getLast();
    List<Double> f = last.assessment().orElseThrow().objectives();
    assertThat(f.get(1)).isCloseTo(1 - Math.sqrt(f.get(0)), within(0.1));
    assertThat(f.get(0)).isBetween(0.02, 0.8);
  }
}
