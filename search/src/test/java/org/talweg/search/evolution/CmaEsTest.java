package org.talweg.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.talweg.model.Parameter.integer;
import static org.talweg.model.Parameter.logInteger;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Space;
import org.talweg.search.Driver;
import org.talweg.search.Toys;

class CmaEsTest {
  private static final CmaEs CMA = new CmaEs();

  @Property(tries = 20)
  void reachesTheSpheresOptimum(@ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
    assertThat(Driver.of(Toys.sphere(6), 1500).run(CMA, seed).value()).isLessThan(1e-8);
  }

  @Test
  void followsTheValley() {
    assertThat(Driver.median(Toys.rosenbrock(6), CMA, 6000, 9)).isLessThan(1e-8);
  }

  @Test
  void restartsUntilItLeavesLocalOptima() {
    assertThat(Driver.median(Toys.rastrigin(4), CMA, 20000, 5)).isLessThan(1e-6);
  }

  @Test
  void isNotDeceivedByAnIllConditionedRotatedBowl() {
    // Σ 10^(4 (i-1)/(d-1)) z_i², z a rotation of x - 1 by Householder's reflection.
    BlackBox bowl =
        Toys.minimize(
            "bowl",
            Toys.box(5, -3, 7),
            p -> {
              double[] x = Toys.numbers(p);
              double along = 0;
              for (int i = 0; i < 5; i++) {
                along += (x[i] - 1) * (i + 1) / 55.0;
              }
              double sum = 0;
              for (int i = 0; i < 5; i++) {
                double z = x[i] - 1 - 2 * (i + 1) * along;
                sum += Math.pow(10, i) * z * z;
              }
              return sum;
            });
    assertThat(Driver.median(bowl, CMA, 3000, 9)).isLessThan(1e-6);
  }

  @Test
  void tellingOutOfOrderCostsLittle() {
    assertThat(Driver.of(Toys.sphere(6), 2500).parallel(24).run(CMA, 1).value()).isLessThan(1e-6);
  }

  @Property(tries = 10)
  void wholeNumbersDoNotFreeze(@ForAll @IntRange(min = 1, max = 1000) int seed) {
    BlackBox whole =
        Toys.minimize(
            "whole numbers",
            Space.of(
                integer("a", -50, 100),
                integer("b", 0, 3),
                logInteger("c", 1, 100_000),
                integer("d", -1000, 1000)),
            p ->
                Math.abs(p.integer("a") - 77)
                    + 5 * Math.abs(p.integer("b") - 2)
                    + Math.abs(Math.log(p.integer("c") / 300.0))
                    + Math.abs(p.integer("d") + 321) / 10.0);
    assertThat(Driver.of(whole, 3000).run(CMA, seed).value()).isZero();
  }

  @Test
  void findsAnOptimumInACorner() {
    BlackBox corner =
        Toys.minimize(
            "corner",
            Toys.box(5, 0, 1),
            p -> {
              double sum = 0;
              for (double x : Toys.numbers(p)) {
                sum += x;
              }
              return sum;
            });
    assertThat(Driver.median(corner, CMA, 1500, 9)).isLessThan(1e-5);
  }

  @Test
  void endsOnABoundThatConstraintsMake() {
    assertThat(Driver.median(Toys.constrained(), CMA, 1000, 9)).isBetween(1.0, 1.001);
  }

  @Test
  void beginsAtTheBestOfTheHistory() {
    BlackBox sphere = Toys.sphere(8);
    List<Trial> history = Driver.of(sphere, 1000).run(CMA, 1).trials();
    double best =
        history.stream()
            .mapToDouble(t -> t.assessment().orElseThrow().objective())
            .min()
            .orElseThrow();
    var after = Driver.of(sphere, 10).run(CMA, 2, history).trials();
    double first = after.getFirst().assessment().orElseThrow().objective();
    assertThat(best).isLessThan(1e-3);
    // One step of 0.2 in each of eight coordinates of width 10.
    assertThat(first).isLessThan(8 * 4 * 4);
  }
}
