package org.talweg.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.BlackBox;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Driver;
import org.talweg.search.Toys;
import org.talweg.search.sobol.RandomSearch;

class EvolutionarySearchTest {
  private static final EvolutionarySearch EVOLUTION = new EvolutionarySearch();

  @Property(tries = 20)
  void reachesTheSpheresOptimum(@ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
    assertThat(Driver.of(Toys.sphere(4), 2000).run(EVOLUTION, seed).value()).isLessThan(1e-2);
  }

  @Test
  void beatsRandomSearchOnAMixedSpace() {
    BlackBox mixed = Toys.mixed();
    assertThat(Driver.median(mixed, EVOLUTION, 600, 9))
        .isLessThan(Driver.median(mixed, new RandomSearch(), 600, 9) / 4);
  }

  @Test
  void ordersATour() {
    // Twelve towns on a circle, named out of order: the way round is 12 sides of length 1.
    String[] towns = {"7", "2", "11", "4", "9", "0", "5", "10", "3", "8", "1", "6"};
    BlackBox tour =
        Toys.minimize(
            "tour",
            Space.of(Parameter.permutation("tour", towns)),
            p -> {
              List<String> order = p.order("tour");
              double length = 0;
              for (int i = 0; i < 12; i++) {
                int a = Integer.parseInt(order.get(i));
                int b = Integer.parseInt(order.get((i + 1) % 12));
                length += Math.abs(Math.sin(Math.PI * (a - b) / 12)) / Math.sin(Math.PI / 12);
              }
              return length;
            });
    assertThat(Driver.median(tour, EVOLUTION, 4000, 5)).isLessThan(12.001);
  }

  @Property(tries = 10)
  void findsEveryPointOfASmallSpace(@ForAll @IntRange(min = 1, max = 1000) int seed) {
    Space space =
        Space.of(
            Parameter.choice("a", "x", "y", "z"),
            Parameter.integer("b", 1, 5).when("a = y"),
            Parameter.ordinal("c", "1", "2", "3"));
    BlackBox flat = Toys.minimize("flat", space, p -> 0);
    var asked = Driver.of(flat, 21).run(EVOLUTION, seed).trials();
    assertThat(new HashSet<>(asked.stream().map(t -> t.point()).toList())).hasSize(21);
  }

  @Test
  void proposesNoPointTwiceWhileOthersAreLeft() {
    List<Point> asked = Driver.of(Toys.mixed(), 300).run(EVOLUTION, 1).asked();
    assertThat(new HashSet<>(asked)).hasSize(asked.size());
  }
}
