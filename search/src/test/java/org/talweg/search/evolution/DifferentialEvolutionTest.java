package org.talweg.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.BlackBox;
import org.talweg.search.Driver;
import org.talweg.search.Toys;
import org.talweg.search.sobol.RandomSearch;

class DifferentialEvolutionTest {
  private static final DifferentialEvolution DE = new DifferentialEvolution();

  @Property(tries = 20)
  void reachesTheSpheresOptimum(@ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
    assertThat(Driver.of(Toys.sphere(5), 3000).run(DE, seed).value()).isLessThan(1e-4);
  }

  @Test
  void followsTheValley() {
    assertThat(Driver.median(Toys.rosenbrock(4), DE, 8000, 9)).isLessThan(1e-4);
  }

  @Test
  void leavesLocalOptima() {
    assertThat(Driver.median(Toys.rastrigin(4), DE, 6000, 9)).isLessThan(1e-3);
  }

  @Test
  void tellingOutOfOrderCostsLittle() {
    assertThat(Driver.of(Toys.sphere(5), 3000).parallel(16).run(DE, 1).value()).isLessThan(1e-4);
  }

  @Test
  void beatsRandomSearchOnAMixedSpace() {
    BlackBox mixed = Toys.mixed();
    assertThat(Driver.median(mixed, DE, 600, 9))
        .isLessThan(Driver.median(mixed, new RandomSearch(), 600, 9) / 2);
  }

  @Test
  void endsOnABoundThatConstraintsMake() {
    assertThat(Driver.median(Toys.constrained(), DE, 1000, 9)).isBetween(1.0, 1.001);
  }

  @Property(tries = 10)
  void theSearchIsTheSameForAnyIncreasingFunctionOfTheObjective(
      @ForAll @IntRange(min = 1, max = 1000) int seed) {
    BlackBox sphere = Toys.sphere(3);
    BlackBox logarithm =
        Toys.minimize("log", sphere.space(), p -> Math.log(1 + value(sphere, p)) - 100);
    assertThat(Driver.of(logarithm, 300).run(DE, seed).asked())
        .isEqualTo(Driver.of(sphere, 300).run(DE, seed).asked());
  }

  private static double value(BlackBox problem, org.talweg.model.Point point) {
    try {
      return problem.assess(point).objective();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
