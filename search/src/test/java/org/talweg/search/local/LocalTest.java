package org.talweg.search.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.search.Driver;
import org.talweg.search.Toys;
import org.talweg.search.sobol.RandomSearch;

class LocalTest {
  private static final NelderMead SIMPLEX = new NelderMead();
  private static final Bobyqa BOBYQA = new Bobyqa();

  static List<BlackBoxSolver> solvers() {
    return List.of(SIMPLEX, BOBYQA);
  }

  @Property(tries = 20)
  void polishesWhateverRandomSearchFound(@ForAll @IntRange(min = 1, max = 1000) int seed) {
    BlackBox sphere = Toys.sphere(4);
    List<Trial> history = Driver.of(sphere, 50).run(new RandomSearch(), seed).trials();
    for (BlackBoxSolver solver : solvers()) {
      assertThat(Driver.of(sphere, 600).run(solver, 1, history).value())
          .as(solver.capability().name())
          .isLessThan(1e-10);
    }
  }

  @Test
  void theSimplexFollowsTheValley() {
    assertThat(Driver.of(Toys.rosenbrock(2), 400).run(SIMPLEX, 1).value()).isLessThan(1e-10);
  }

  @Test
  void quadraticModelsFollowTheValley() {
    assertThat(Driver.of(Toys.rosenbrock(4), 1500).run(BOBYQA, 1).value()).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void findsAnOptimumInACorner(BlackBoxSolver solver) {
    BlackBox corner =
        Toys.minimize(
            "corner",
            Toys.box(4, 0, 1),
            p -> p.real("x1") + 2 * p.real("x2") - p.real("x3") + 3 * p.real("x4"));
    assertThat(Driver.of(corner, 500).run(solver, 1).value()).isBetween(-1.0, -1 + 1e-6);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void endsWhereNothingBetterIsNear(BlackBoxSolver solver) {
    assertThat(Driver.of(Toys.sphere(3), 100_000).run(solver, 1).trials()).hasSizeLessThan(2000);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void beginsAtTheBestKnownPoint(BlackBoxSolver solver) {
    BlackBox sphere = Toys.sphere(4);
    List<Trial> history = Driver.of(sphere, 50).run(new RandomSearch(), 1).trials();
    Trial best = history.stream().min(Trial.bestFirst(sphere.objectives())).orElseThrow();
    double[] first =
        sphere.space().toUnit(Driver.of(sphere, 1).run(solver, 1, history).asked().getFirst());
    double[] known = sphere.space().toUnit(best.point());
    for (int j = 0; j < known.length; j++) {
      // BOBYQA moves a start that is nearer to a bound than its radius.
      assertThat(first[j]).isBetween(known[j] - 0.11, known[j] + 0.11);
    }
  }

  @Test
  void theSimplexStopsAtABoundThatConstraintsMake() {
    assertThat(Driver.of(Toys.constrained(), 600).run(SIMPLEX, 1).value()).isBetween(1.0, 1.01);
  }

  @Test
  void theSimplexPassesOverFailures() {
    BlackBox fragile =
        Toys.minimize(
            "fragile",
            Toys.box(3, -3, 7),
            p -> {
              double[] x = Toys.numbers(p);
              if (x[0] + x[1] > 6) {
                throw new IllegalStateException("diverged");
              }
              return x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
            });
    assertThat(Driver.of(fragile, 600).run(SIMPLEX, 1).value()).isLessThan(1e-8);
    assertThat(Driver.of(fragile, 600).run(BOBYQA, 1).value()).isLessThan(1e-4);
  }
}
