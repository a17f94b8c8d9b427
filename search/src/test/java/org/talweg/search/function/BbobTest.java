package org.talweg.search.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.talweg.search.function.BbobTransforms.minus;
import static org.talweg.search.function.BbobTransforms.times;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BbobTest {
  private static double[] numbers(String text) {
    return Arrays.stream(text.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String[]> published() throws IOException {
    try (InputStream in = BbobTest.class.getResourceAsStream("bbob-values.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\\|"))
          .toList();
    }
  }

  private static double value(int function, int instance, double... x) {
    return Bbob.function(function, x.length, instance).values(x)[0];
  }

  private static double[] optimum(TestFunction function) {
    var least = (Optimum.Least) function.optimum();
    return least.points().getFirst().asMap().values().stream()
        .mapToDouble(v -> v.number())
        .toArray();
  }

  private static double[] inside(SplittableRandom random, int dimension) {
    return random.doubles(dimension, -5, 5).toArray();
  }

  @Test
  void valuesAtTheOriginAreThoseOfTheCompetitionsInstances() throws IOException {
    for (String[] row : published()) {
      int function = Integer.parseInt(row[0].strip());
      for (int column = 1; column <= 2; column++) {
        double[] values = numbers(row[column]);
        for (int instance = 1; instance <= 5; instance++) {
          double expected = values[instance - 1];
          assertThat(value(function, instance, new double[column == 1 ? 5 : 20]))
              .as("f%d, instance %d", function, instance)
              .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  /** The points are given to ten digits, which f16, f19, f23 and f24 magnify most. */
  @Test
  void valuesAwayFromTheOriginAreThoseOfTheCompetitionsInstances() throws IOException {
    for (String[] row : published()) {
      int function = Integer.parseInt(row[0].strip());
      double expected = numbers(row[4])[0];
      assertThat(value(function, 1, numbers(row[3])))
          .as("f%d", function)
          .isCloseTo(expected, within((function < 15 ? 1e-8 : 1e-5) * Math.abs(expected)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 20, 40})
  void everyInstanceReachesItsOptimumAtXOptAndNowhereElseIsBetter(int dimension) {
    for (int number = 1; number <= Bbob.FUNCTIONS; number++) {
      for (int instance : new int[] {1, 2, 15, 77}) {
        TestFunction function = Bbob.function(number, dimension, instance);
        double[] best = optimum(function);
        double least = function.best().orElseThrow();
        assertThat(function.values(best)[0]).as(function.name()).isCloseTo(least, within(1e-8));
        var random = new SplittableRandom(number);
        for (int i = 0; i < 50; i++) {
          assertThat(function.values(inside(random, dimension))[0]).isGreaterThan(least);
          double[] near = best.clone();
          near[i % dimension] += 0.1 * random.nextDouble(-1, 1);
          assertThat(function.values(near)[0]).isGreaterThanOrEqualTo(least - 1e-9);
        }
      }
    }
  }

  /** f(x + a e_i) - f(x) depends on x_i alone. */
  @Test
  void theFirstFiveAreSeparableAndTheRotatedOnesAreNot() {
    int d = 4;
    var random = new SplittableRandom(7);
    double[] x = inside(random, d);
    double[] y = inside(random, d);
    y[1] = x[1];
    double[] movedX = x.clone();
    movedX[1] += 1;
    double[] movedY = y.clone();
    movedY[1] += 1;
    for (int number : new int[] {1, 2, 3, 4, 5, 10, 11, 12, 14, 15, 16, 17, 18, 21, 24}) {
      double a = value(number, 1, movedX) - value(number, 1, x);
      double b = value(number, 1, movedY) - value(number, 1, y);
      double size = Math.abs(value(number, 1, x)) + Math.abs(value(number, 1, y));
      if (number <= 5) {
        assertThat(a).as("f%d", number).isCloseTo(b, within(1e-9 * size));
      } else {
        assertThat(Math.abs(a - b)).as("f%d", number).isGreaterThan(1e-6 * size);
      }
    }
  }

  @Test
  void theSphereIsTheSameInEveryDirection() {
    int d = 6;
    TestFunction sphere = Bbob.function(1, d, 3);
    double[] best = optimum(sphere);
    double[][] rotation = new BbobInstance(9, d, 9).outer();
    var random = new SplittableRandom(3);
    double[] step = random.doubles(d, -1, 1).toArray();
    double[] turned = times(rotation, step);
    assertThat(sphere.values(plus(best, turned))[0])
        .isCloseTo(sphere.values(plus(best, step))[0], within(1e-10));
  }

  private static double[] plus(double[] x, double[] y) {
    double[] negative = Arrays.stream(y).map(v -> -v).toArray();
    return minus(x, negative);
  }

  /** Along the rows of the rotation, f11 and f12 have curvatures a million apart. */
  @Test
  void discusAndCigarAreIllConditioned() {
    int d = 10;
    double[][] discus = new BbobInstance(11, d, 1).outer();
    TestFunction f11 = Bbob.function(11, d, 1);
    double steep = rise(f11, discus[0]);
    double flat = rise(f11, discus[1]);
    assertThat(steep / flat).isBetween(1e5, 1e7);
    double[][] cigar = new BbobInstance(12, d, 1).outer();
    TestFunction f12 = Bbob.function(12, d, 1);
    double[] along = BbobTransforms.back(cigar, BbobTransforms.back(cigar, unit(d, 0)));
    double[] across = BbobTransforms.back(cigar, BbobTransforms.back(cigar, unit(d, 1)));
    assertThat(rise(f12, across)).isGreaterThan(100 * rise(f12, along));
  }

  private static double[] unit(int dimension, int index) {
    double[] e = new double[dimension];
    e[index] = 1;
    return e;
  }

  private static double rise(TestFunction function, double[] direction) {
    double[] step = Arrays.stream(direction).map(v -> 1e-3 * v).toArray();
    return function.values(plus(optimum(function), step))[0] - function.best().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 40})
  void rotationsAreOrthogonal(int dimension) {
    double[][] r = new BbobInstance(15, dimension, 4).inner();
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        double product = 0;
        for (int k = 0; k < dimension; k++) {
          product += r[i][k] * r[j][k];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  @Test
  void leavingTheBoxCostsWhereTheDefinitionHasAPenalty() {
    for (int number : new int[] {4, 7, 16, 17, 18, 20, 21, 22, 23, 24}) {
      TestFunction function = Bbob.function(number, 3, 1);
      assertThat(function.values(60, -70, 80)[0] - function.best().orElseThrow())
          .as("f%d", number)
          .isGreaterThan(100);
    }
  }

  @Test
  void oscillationIsOddInSignAndKeepsOrder() {
    double previous = Double.NEGATIVE_INFINITY;
    for (double x = -50; x <= 50; x += 0.01) {
      double y = BbobTransforms.oscillate(x);
      assertThat(y).isGreaterThan(previous);
      assertThat(Math.signum(y)).isEqualTo(Math.signum(x));
      previous = y;
    }
    assertThat(BbobTransforms.oscillate(0.0)).isZero();
  }
}
