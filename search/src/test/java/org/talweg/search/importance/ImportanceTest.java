package org.talweg.search.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;

class ImportanceTest {
  private static Importance importance(Space space, int trials, ToDoubleFunction<Point> function) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    var points = new ArrayList<Point>();
    for (int i = 0; i < trials; i++) {
      points.add(space.sample(random));
    }
    return Importance.of(space, points, points.stream().mapToDouble(function).toArray())
        .orElseThrow();
  }

  private static void assertShare(
      Importance importance, int parameter, double alone, double withOthers, double tolerance) {
    Importance.Share share = importance.shares().get(parameter);
    assertThat(share.alone()).as("%s alone", share).isCloseTo(alone, within(tolerance));
    assertThat(share.withOthers()).as("%s in all", share).isCloseTo(withOthers, within(tolerance));
  }

  /** Var(c x) = c^2 / 12 for x uniform in [0,1]: shares 16, 4 and 1 of 21. */
  @Test
  void anAdditiveFunctionsSharesAreItsTermsVariances() {
    var space =
        Space.of(Parameter.real("a", 0, 1), Parameter.real("b", 0, 1), Parameter.real("c", 0, 1));
    var importance = importance(space, 500, p -> 4 * p.real("a") + 2 * p.real("b") + p.real("c"));
    double tolerance = 0.05;
    assertShare(importance, 0, 16 / 21.0, 16 / 21.0, tolerance);
    assertShare(importance, 1, 4 / 21.0, 4 / 21.0, tolerance);
    assertShare(importance, 2, 1 / 21.0, 1 / 21.0, tolerance);
    assertThat(importance.explained()).isGreaterThan(0.9);
  }

  /** sin x + 7 sin^2 y + z^4 sin x / 10 over [-pi, pi]^3 (Ishigami and Homma 1990). */
  @Test
  void ishigamisIndicesAreSobols() {
    var space =
        Space.of(
            Parameter.real("x", -Math.PI, Math.PI),
            Parameter.real("y", -Math.PI, Math.PI),
            Parameter.real("z", -Math.PI, Math.PI));
    var importance =
        importance(
            space,
            1000,
            p ->
                Math.sin(p.real("x"))
                    + 7 * Math.pow(Math.sin(p.real("y")), 2)
                    + Math.pow(p.real("z"), 4) * Math.sin(p.real("x")) / 10);
    double tolerance = 0.1;
    assertShare(importance, 0, 0.3139, 0.5576, tolerance);
    assertShare(importance, 1, 0.4424, 0.4424, tolerance);
    assertShare(importance, 2, 0, 0.2437, tolerance);
  }

  /** Levels 0, 1, 5 and a number: variances 14/3 and 16/12. */
  @Test
  void levelsWithoutAnOrderHaveTheirShare() {
    var space = Space.of(Parameter.choice("c", "q", "r", "s"), Parameter.real("x", 0, 1));
    var importance =
        importance(
            space, 300, p -> List.of(1, 5, 0).get("qrs".indexOf(p.text("c"))) + 4 * p.real("x"));
    double tolerance = 0.05;
    assertShare(importance, 0, 14 / 18.0, 14 / 18.0, tolerance);
    assertShare(importance, 1, 4 / 18.0, 4 / 18.0, tolerance);
  }

  /**
   * f = 1 in mode a, 4 x in mode b, where alone x exists. The mean is 1 in mode a and 2 in mode b,
   * so the mode alone makes 1/4 of variance; x makes (16/12)/2 less in the other mode: E[f|x] = (1
   * + 4 x)/2 has variance 1/3. In all Var f = 1/4 + 2/3.
   */
  @Test
  void aConditionalParameterCountsWhereItExists() {
    var space =
        Space.of(Parameter.choice("mode", "a", "b"), Parameter.real("x", 0, 1).when("mode = b"));
    var importance = importance(space, 400, p -> p.has("x") ? 4 * p.real("x") : 1);
    double total = 1 / 4.0 + 2 / 3.0;
    double tolerance = 0.05;
    assertShare(importance, 0, 0.25 / total, (0.25 + 1 / 3.0) / total, tolerance);
    assertShare(importance, 1, 1 / 3.0 / total, 2 / 3.0 / total, tolerance);
  }

  @Test
  void whatDoesNotMatterHasNoShareEvenUnderConstraints() {
    var space =
        Space.of(
                Parameter.integer("a", 0, 4),
                Parameter.integer("b", 0, 4),
                Parameter.permutation("order", "x", "y", "z"))
            .subjectTo("a + b <= 6");
    var importance = importance(space, 300, p -> p.integer("a") * p.integer("a"));
    assertThat(importance.shares()).hasSize(2);
    assertThat(importance.shares().get(0).withOthers()).isGreaterThan(0.8);
    assertThat(importance.shares().get(1).withOthers()).isLessThan(0.05);
  }

  @Test
  void constantFewOrInfiniteValuesHaveNone() {
    var space = Space.of(Parameter.real("a", 0, 1));
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    var points = new ArrayList<Point>();
    double[] constant = new double[20];
    double[] infinite = new double[20];
    for (int i = 0; i < 20; i++) {
      points.add(space.sample(random));
      infinite[i] = i < 11 ? i : i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    assertThat(Importance.of(space, points, constant)).isEmpty();
    assertThat(Importance.of(space, points, infinite)).isEmpty();
    assertThat(Importance.of(space, List.of(), new double[0])).isEmpty();
  }
}
