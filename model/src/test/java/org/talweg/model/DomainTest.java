package org.talweg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.Domain.Int;
import org.talweg.model.Domain.Real;
import org.talweg.model.Domain.Scale;

class DomainTest {
  private static final double LARGEST = 1.7e308;

  @Property
  void everyUnitPointDecodesIntoTheDomain(
      @ForAll("domains") Domain domain, @ForAll @DoubleRange(min = -0.5, max = 1.5) double x) {
    double[] u = new double[domain.width()];
    for (int i = 0; i < u.length; i++) {
      u[i] = x / (i + 1);
    }
    assertThat(domain.contains(domain.decode(u, 0))).isTrue();
  }

  @Property
  void theEndsOfTheUnitIntervalAreTheEndsOfTheRange(@ForAll("reals") Real real) {
    assertThat(real.decode(new double[] {0}, 0)).isEqualTo(new Value.Real(real.low()));
    assertThat(real.decode(new double[] {1}, 0)).isEqualTo(new Value.Real(real.high()));
    assertThat(encoded(real, new Value.Real(real.low()))).isIn(0.0, 0.5);
    assertThat(encoded(real, new Value.Real(real.high()))).isIn(1.0, 0.5);
  }

  @Property
  void aRealComesBackUpToRounding(@ForAll("reals") Real real, @ForAll("unit") double x) {
    double v = real.decode(new double[] {x}, 0).number();
    double back = real.decode(new double[] {encoded(real, new Value.Real(v))}, 0).number();
    if (real.scale() == Scale.LOG) {
      // The logarithm of the wider end is rounded to a relative 2^-53, and is at most 745.
      assertThat(Math.abs(Math.log(back) - Math.log(v))).isLessThanOrEqualTo(8 * Math.ulp(745.0));
    } else {
      double wider = Math.max(Math.abs(real.low()), Math.abs(real.high()));
      assertThat(Math.abs(back / 4 - v / 4)).isLessThanOrEqualTo(2 * Math.ulp(wider));
    }
  }

  @Property
  void realsDecodeInOrder(
      @ForAll("reals") Real real, @ForAll("unit") double x, @ForAll("unit") double y) {
    double low = real.decode(new double[] {Math.min(x, y)}, 0).number();
    double high = real.decode(new double[] {Math.max(x, y)}, 0).number();
    double rounding =
        real.scale() == Scale.LOG
            ? high * 1e-12
            : 2 * Math.ulp(Math.max(Math.abs(real.low()), Math.abs(real.high())));
    assertThat(low / 2).isLessThanOrEqualTo(high / 2 + rounding);
  }

  @Property
  void aLogScaleHalvesTheOrdersOfMagnitude(@ForAll @IntRange(min = 1, max = 300) int exponent) {
    double low = Double.parseDouble("1e-" + exponent);
    double high = Double.parseDouble("1e" + exponent);
    double middle = new Real(low, high, Scale.LOG).decode(new double[] {0.5}, 0).number();
    assertThat(middle).isBetween(1 - 1e-12, 1 + 1e-12);
  }

  @Property
  void aWholeNumberComesBackExactly(
      @ForAll @LongRange(min = -(1L << 49), max = 1L << 49) long a,
      @ForAll @LongRange(min = -(1L << 49), max = 1L << 49) long b,
      @ForAll("unit") double x) {
    var range = new Int(Math.min(a, b), Math.max(a, b), Scale.LINEAR);
    comesBack(range, x);
  }

  @Property
  void aWholeNumberOnALogScaleComesBackExactly(
      @ForAll @LongRange(min = 1, max = 1L << 40) long a,
      @ForAll @LongRange(min = 1, max = 1L << 40) long b,
      @ForAll("unit") double x) {
    comesBack(new Int(Math.min(a, b), Math.max(a, b), Scale.LOG), x);
  }

  private static void comesBack(Int range, double x) {
    Value v = range.decode(new double[] {x}, 0);
    assertThat(range.decode(new double[] {encoded(range, v)}, 0)).isEqualTo(v);
    assertThat(range.decode(new double[] {0}, 0)).isEqualTo(new Value.Int(range.low()));
    assertThat(range.decode(new double[] {1}, 0)).isEqualTo(new Value.Int(range.high()));
  }

  @Property
  void theWidestWholeNumbersStayInRangeAndComeBackUpToSpacing(@ForAll("unit") double x) {
    long end = 1L << 53;
    for (Int range :
        List.of(
            new Int(-end, end, Scale.LINEAR),
            new Int(end, end, Scale.LOG),
            new Int(1, end, Scale.LOG))) {
      Value v = range.decode(new double[] {x}, 0);
      double u = encoded(range, v);
      assertThat(u).isBetween(0.0, 1.0);
      double tolerance = range.scale() == Scale.LOG ? v.number() * 1e-13 : 2;
      assertThat(Math.abs(range.decode(new double[] {u}, 0).number() - v.number()))
          .isLessThanOrEqualTo(tolerance);
    }
  }

  @Property
  void smallRangesAndLevelsGetEqualShares(@ForAll @IntRange(min = 1, max = 20) int count) {
    var levels = IntStream.range(0, count).mapToObj(i -> "l" + i).toList();
    for (Domain domain :
        List.of(
            new Int(0, count - 1, Scale.LINEAR),
            new Domain.Choice(levels),
            new Domain.Ordinal(levels))) {
      var first = domain.decode(new double[] {0}, 0);
      int inFirst = 0;
      for (int i = 0; i < 20 * count; i++) {
        inFirst += domain.decode(new double[] {(i + 0.5) / (20 * count)}, 0).equals(first) ? 1 : 0;
      }
      assertThat(inFirst).isEqualTo(20);
    }
  }

  @Property
  void levelsComeBackExactly(@ForAll @IntRange(min = 1, max = 1000) int count, @ForAll Random r) {
    var levels = IntStream.range(0, count).mapToObj(i -> "l" + i).toList();
    var choice = new Domain.Choice(levels);
    var ordinal = new Domain.Ordinal(levels);
    Value level = new Value.Text(levels.get(r.nextInt(count)));
    assertThat(choice.decode(new double[] {encoded(choice, level)}, 0)).isEqualTo(level);
    assertThat(ordinal.decode(new double[] {encoded(ordinal, level)}, 0)).isEqualTo(level);
  }

  @Property
  void ordersComeBackExactly(@ForAll @IntRange(min = 1, max = 200) int count, @ForAll Random r) {
    var items = IntStream.range(0, count).mapToObj(i -> "i" + i).toList();
    var domain = new Domain.Permutation(items);
    var shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, r);
    Value order = new Value.Order(shuffled);
    double[] u = new double[count + 2];
    domain.encode(order, u, 1);
    assertThat(domain.decode(u, 1)).isEqualTo(order);
    assertThat(u[0]).isZero();
    assertThat(u[count + 1]).isZero();
  }

  @Property
  void theListedValuesAreAllOfThemOnce(@ForAll @IntRange(min = 1, max = 5) int count) {
    var names = IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
    for (Domain domain :
        List.of(
            new Int(-2, count - 3, Scale.LINEAR),
            new Domain.Choice(names),
            new Domain.Ordinal(names),
            new Domain.Permutation(names),
            new Real(2, 2, Scale.LINEAR))) {
      var seen = new HashSet<Value>();
      var value = java.util.Optional.of(Successor.first(domain));
      while (value.isPresent()) {
        assertThat(domain.contains(value.get())).isTrue();
        assertThat(seen.add(value.get())).isTrue();
        value = Successor.next(domain, value.get());
      }
      assertThat((double) seen.size()).isEqualTo(domain.cardinality());
    }
  }

  @Test
  void subnormalRangesKeepTheirFewValues() {
    var real = new Real(0, Double.MIN_VALUE, Scale.LINEAR);
    assertThat(encoded(real, new Value.Real(Double.MIN_VALUE))).isEqualTo(1);
    assertThat(encoded(real, new Value.Real(0))).isEqualTo(0);
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(new Value.Real(-0.0)).isEqualTo(new Value.Real(0.0));
    assertThat(new Real(0.0, -0.0, Scale.LINEAR).decode(new double[] {0.3}, 0))
        .isEqualTo(new Value.Real(0));
  }

  @Test
  void impossibleRangesAreRefused() {
    assertRefused(() -> new Real(1, 0, Scale.LINEAR), "from 1.0 to 0.0");
    assertRefused(() -> new Real(Double.NaN, 0, Scale.LINEAR), "NaN");
    assertRefused(() -> new Real(0, Double.POSITIVE_INFINITY, Scale.LINEAR), "finite");
    assertRefused(() -> new Real(0, 1, Scale.LOG), "above 0");
    assertRefused(() -> new Int(2, 1, Scale.LINEAR), "from 2 to 1");
    assertRefused(() -> new Int(0, 1, Scale.LOG), "above 0");
    assertRefused(() -> new Int(0, (1L << 53) + 1, Scale.LINEAR), "2^53");
    assertRefused(() -> new Int(Long.MIN_VALUE, 0, Scale.LINEAR), "2^53");
    assertRefused(() -> new Domain.Choice(List.of()), "at least one");
    assertRefused(() -> new Domain.Ordinal(List.of("a", "a")), "'a' is given twice");
    assertRefused(() -> new Domain.Permutation(List.of("a", "b", "a")), "twice");
  }

  @Test
  void notANumberIsNoCoordinate() {
    double[] nan = {Double.NaN};
    assertRefused(() -> new Real(0, 1, Scale.LINEAR).decode(nan, 0), "NaN");
    assertRefused(() -> new Int(0, 1, Scale.LINEAR).decode(nan, 0), "NaN");
    assertRefused(() -> new Domain.Choice(List.of("a")).decode(nan, 0), "NaN");
  }

  @Test
  void valuesOfAnotherDomainAreRefused() {
    var choice = new Domain.Choice(List.of("a", "b"));
    assertRefused(() -> encoded(choice, new Value.Text("c")), "not one of");
    assertRefused(() -> encoded(new Real(0, 1, Scale.LINEAR), new Value.Text("a")), "not one of");
    assertThat(new Int(0, 9, Scale.LINEAR).contains(new Value.Real(3))).isFalse();
    assertThat(choice.contains(new Value.Int(1))).isFalse();
    var permutation = new Domain.Permutation(List.of("a", "b"));
    assertThat(permutation.contains(new Value.Order(List.of("b", "b")))).isFalse();
    assertThat(permutation.contains(new Value.Order(List.of("b")))).isFalse();
  }

  private static void assertRefused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static double encoded(Domain domain, Value value) {
    double[] u = new double[domain.width()];
    domain.encode(value, u, 0);
    return u[0];
  }

  @Provide
  Arbitrary<Double> unit() {
    return Arbitraries.doubles().between(0, 1).ofScale(17).edgeCases(e -> e.add(0.5));
  }

  @Provide
  Arbitrary<Real> reals() {
    Arbitrary<Double> ends =
        Arbitraries.oneOf(
            Arbitraries.of(-LARGEST, LARGEST, 0.0, 1e-300, -1e-300, 1.0, Double.MIN_VALUE, 1e300),
            Arbitraries.doubles().between(-1000, 1000));
    Arbitrary<Real> linear =
        Combinators.combine(ends, ends)
            .as((a, b) -> new Real(Math.min(a, b), Math.max(a, b), Scale.LINEAR));
    Arbitrary<Double> exponents = Arbitraries.doubles().between(-307, 308);
    Arbitrary<Real> log =
        Combinators.combine(exponents, exponents)
            .as(
                (a, b) ->
                    new Real(
                        Math.pow(10, Math.min(a, b)), Math.pow(10, Math.max(a, b)), Scale.LOG));
    return Arbitraries.oneOf(linear, log);
  }

  @Provide
  Arbitrary<Domain> domains() {
    Arbitrary<Domain> integers =
        Combinators.combine(
                Arbitraries.longs().between(1, 1L << 53),
                Arbitraries.longs().between(1, 1L << 53),
                Arbitraries.of(Scale.class))
            .as((a, b, scale) -> new Int(Math.min(a, b), Math.max(a, b), scale));
    Arbitrary<Domain> named =
        Arbitraries.strings()
            .alpha()
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(8)
            .flatMap(
                names ->
                    Arbitraries.of(
                        new Domain.Choice(names),
                        new Domain.Ordinal(names),
                        new Domain.Permutation(names)));
    return Arbitraries.oneOf(reals().map(real -> (Domain) real), integers, named);
  }
}
