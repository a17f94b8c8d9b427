package org.talweg.search.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

class MixedTest {
  @ParameterizedTest
  @CsvSource({
    "func-2c, -0.2063",
    "func-3c, -0.7221",
    "mixed-ackley, 0",
    "tour-burma14, 3323",
    "assignment-nug12, 578",
    "conditional-kernel, 0.1",
  })
  void theBestValueIsThePublishedOne(String name, double published) {
    assertThat(TestFunctions.find(name).best().orElseThrow()).isCloseTo(published, within(5e-5));
  }

  @Test
  void mixedAckleyHasFiftyBinariesAndThreeReals() {
    List<Parameter> parameters = TestFunctions.find("mixed-ackley-53").space().parameters();
    assertThat(parameters.stream().filter(p -> p.domain() instanceof Domain.Int)).hasSize(50);
    assertThat(parameters.stream().filter(p -> p.domain() instanceof Domain.Real)).hasSize(3);
  }

  @Test
  void everyKernelIsJudgedByItsOwnParametersAlone() {
    TestFunction function = TestFunctions.find("conditional-kernel");
    Space space = function.space();
    var random = new SplittableRandom(1);
    double[] least = new double[3];
    Arrays.fill(least, 1);
    for (int i = 0; i < 20_000; i++) {
      Point point = space.sample(random);
      String kernel = point.text("kernel");
      int index = List.of("linear", "polynomial", "radial").indexOf(kernel);
      least[index] = Math.min(least[index], function.values(point)[0]);
      assertThat(point.has("degree")).isEqualTo(index == 1);
      assertThat(point.has("rate")).isEqualTo(index == 2 && point.text("adaptive").equals("yes"));
    }
    assertThat(least[0]).isBetween(0.3, 0.301);
    assertThat(least[1]).isBetween(0.2, 0.215);
    assertThat(least[2]).isBetween(0.1, 0.11);
  }

  @Test
  void turningOrReversingATourDoesNotChangeItsLength() {
    TestFunction tour = TestFunctions.find("tour-burma14");
    Space space = tour.space();
    var random = new SplittableRandom(3);
    for (int i = 0; i < 100; i++) {
      Point point = space.sample(random);
      List<String> order = point.order("tour");
      var turned = new java.util.ArrayList<>(order);
      java.util.Collections.rotate(turned, 1 + random.nextInt(13));
      double length = tour.values(point)[0];
      assertThat(length).isEqualTo(tour.values(at(space, turned))[0]);
      assertThat(length).isEqualTo(tour.values(at(space, order.reversed()))[0]);
    }
  }

  private static Point at(Space space, List<String> order) {
    return space.point(Map.of("tour", new Value.Order(order)));
  }

  /** Descents by exchanges from random starts meet the optimum and never pass it. */
  @ParameterizedTest
  @CsvSource({"tour-burma14, tour", "assignment-nug12, placement"})
  void descentsFromManyStartsEndAtTheProvenOptimum(String name, String parameter) {
    TestFunction function = TestFunctions.find(name);
    Space space = function.space();
    var random = new SplittableRandom(5);
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < 60; start++) {
      String[] order = space.sample(random).order(parameter).toArray(String[]::new);
      double value = cost(function, parameter, order);
      for (boolean better = true; better; ) {
        better = false;
        for (int i = 0; i < order.length; i++) {
          for (int j = 0; j < i; j++) {
            swap(order, i, j);
            double next = cost(function, parameter, order);
            if (next < value) {
              value = next;
              better = true;
            } else {
              swap(order, i, j);
            }
          }
        }
      }
      least = Math.min(least, value);
    }
    assertThat(least).isEqualTo(function.best().orElseThrow());
  }

  private static double cost(TestFunction function, String parameter, String[] order) {
    Value value = new Value.Order(List.of(order));
    return function.values(function.space().point(Map.of(parameter, value)))[0];
  }

  private static void swap(String[] order, int i, int j) {
    String item = order[i];
    order[i] = order[j];
    order[j] = item;
  }

  @Test
  void aFunctionByNameNeedsItsNames() {
    TestFunction tour = TestFunctions.find("tour-burma14");
    assertThatThrownBy(() -> tour.problem(Space.of(Parameter.permutation("x", "c1", "c2"))))
        .hasMessageContaining("needs a parameter 'tour'");
    Space shorter = Space.of(Parameter.permutation("tour", "c1", "c2"));
    assertThatThrownBy(
            () -> tour.problem(shorter).assess(shorter.fromUnit(new double[] {0.1, 0.2})))
        .hasMessageContaining("orders the items c1 c2");
    assertThatThrownBy(() -> tour.values(1, 2)).hasMessageContaining("by name");
  }
}
