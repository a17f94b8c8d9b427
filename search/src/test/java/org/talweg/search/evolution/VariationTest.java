package org.talweg.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.Domain;
import org.talweg.model.Domain.Scale;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

class VariationTest {
  private static final List<Domain> DOMAINS =
      List.of(
          new Domain.Real(-3, 5, Scale.LINEAR),
          new Domain.Real(1e-300, 1e300, Scale.LOG),
          new Domain.Real(2, 2, Scale.LINEAR),
          new Domain.Int(-4, 9, Scale.LINEAR),
          new Domain.Int(1, 1L << 50, Scale.LOG),
          new Domain.Int(7, 7, Scale.LINEAR),
          new Domain.Choice(List.of("a", "b", "c")),
          new Domain.Choice(List.of("a")),
          new Domain.Ordinal(List.of("a", "b", "c", "d")),
          new Domain.Ordinal(List.of("a")),
          new Domain.Permutation(List.of("p", "q", "r", "s")),
          new Domain.Permutation(List.of("p")));

  @Property
  void variationStaysInTheDomain(@ForAll long seed) {
    var random = new Random(seed);
    for (Domain domain : DOMAINS) {
      Value a = Variation.sample(domain, random);
      Value b = Variation.sample(domain, random);
      assertThat(domain.contains(Variation.uniform(domain, a, b, random))).isTrue();
      assertThat(domain.contains(Variation.nearby(domain, a, random.nextDouble(), random)))
          .isTrue();
    }
  }

  @Property
  void aDiscreteValueWithNeighboursAlwaysMutates(@ForAll long seed) {
    var random = new Random(seed);
    for (Domain domain : DOMAINS) {
      if (domain.cardinality() > 1 && !(domain instanceof Domain.Real)) {
        Value value = Variation.sample(domain, random);
        assertThat(Variation.nearby(domain, value, 1e-6, random)).isNotEqualTo(value);
      }
    }
  }

  @Property
  void orderCrossoverOfEqualsIsTheSame(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int n) {
    List<Integer> items = IntStream.range(0, n).boxed().toList();
    assertThat(Variation.orderCrossover(items, items, new Random(seed))).isEqualTo(items);
  }

  @Property
  void orderCrossoverMakesPermutations(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int n) {
    List<Integer> items = IntStream.range(0, n).boxed().toList();
    var shuffled = new java.util.ArrayList<>(items);
    var random = new Random(seed);
    java.util.Collections.shuffle(shuffled, random);
    assertThat(Variation.orderCrossover(items, shuffled, random))
        .containsExactlyInAnyOrderElementsOf(items);
  }

  @Test
  void aChildsNewlyActiveParameterGetsAValueAndAnInactiveOneNone() {
    Space space =
        Space.of(
            Parameter.choice("mode", "a", "b"), Parameter.real("depth", 0, 1).when("mode = b"));
    var random = new Random(1);
    Point inactive = space.fromUnit(new double[] {0, 0.3});
    for (int i = 0; i < 20; i++) {
      Point child =
          Variation.child(
              space,
              inactive,
              inactive,
              Variation::uniform,
              (_, domain, value, r) -> Variation.nearby(domain, value, 0.1, r),
              random);
      assertThat(child.text("mode")).isEqualTo("b");
      assertThat(child.real("depth")).isBetween(0.0, 1.0);
      Point back =
          Variation.child(
              space,
              child,
              child,
              Variation::uniform,
              (_, domain, value, r) -> Variation.nearby(domain, value, 0.1, r),
              random);
      assertThat(back.has("depth")).isFalse();
    }
  }
}
