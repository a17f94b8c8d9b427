package org.talweg.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DominanceTest {
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.minimize("bytes"), Objective.maximize("speed"));

  @Property
  void theFrontIsWhatNoMemberDominates(@ForAll("members") List<Assessment> members) {
    var reference = new ArrayList<Assessment>();
    for (Assessment member : members) {
      boolean dominated = members.stream().anyMatch(other -> dominates(other, member));
      if (!dominated && reference.stream().noneMatch(kept -> equallyGood(kept, member))) {
        reference.add(member);
      }
    }
    assertThat(front(members)).isEqualTo(reference);
  }

  @Property
  void theFrontIsTheSameInAnyOrderUpToEquals(
      @ForAll("members") List<Assessment> members, @ForAll Random random) {
    var shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, random);
    var front = front(members);
    var other = front(shuffled);
    assertThat(other).hasSameSizeAs(front);
    assertThat(other).allMatch(a -> front.stream().anyMatch(b -> equallyGood(a, b)));
  }

  @Property
  void theFrontOfAFrontIsItself(@ForAll("members") List<Assessment> members) {
    assertThat(front(front(members))).isEqualTo(front(members));
  }

  @Property
  void dominanceIsAStrictOrder(
      @ForAll("member") Assessment a,
      @ForAll("member") Assessment b,
      @ForAll("member") Assessment c) {
    assertThat(Dominance.dominates(OBJECTIVES, a, a)).isFalse();
    assertThat(Dominance.dominates(OBJECTIVES, a, b)).isEqualTo(dominates(a, b));
    if (dominates(a, b)) {
      assertThat(Dominance.dominates(OBJECTIVES, b, a)).isFalse();
    }
    if (dominates(a, b) && dominates(b, c)) {
      assertThat(Dominance.dominates(OBJECTIVES, a, c)).isTrue();
    }
  }

  @Test
  void zeroesOfEitherSignAreEqual() {
    var zeroes = List.of(Assessment.of(0.0, 1.0), Assessment.of(-0.0, 1.0));
    assertThat(front(zeroes)).hasSize(1);
    assertThat(new HashSet<>(zeroes)).hasSize(2);
  }

  private static List<Assessment> front(List<Assessment> members) {
    return Dominance.front(OBJECTIVES, members, Function.identity());
  }

  /** Deb's rules, case by case. */
  private static boolean dominates(Assessment a, Assessment b) {
    if (a.violation() > 0 && b.violation() > 0) {
      return a.violation() < b.violation();
    }
    if (a.violation() > 0 || b.violation() > 0) {
      return b.violation() > 0;
    }
    double bytes = a.objectives().get(0) - b.objectives().get(0);
    double speed = a.objectives().get(1) - b.objectives().get(1);
    return bytes <= 0 && speed >= 0 && (bytes < 0 || speed > 0);
  }

  private static boolean equallyGood(Assessment a, Assessment b) {
    return a.violation() == b.violation()
        && (a.violation() > 0 || a.objectives().equals(b.objectives()));
  }

  @Provide
  Arbitrary<Assessment> member() {
    Arbitrary<Double> few = Arbitraries.integers().between(-3, 3).map(i -> (double) i);
    Arbitrary<Double> violations = Arbitraries.of(0.0, 0.0, 0.0, 1.0, Double.POSITIVE_INFINITY);
    return Combinators.combine(few, few, violations)
        .as((a, b, v) -> new Assessment(List.of(a, b), v, OptionalDouble.empty(), Map.of()));
  }

  @Provide
  Arbitrary<List<Assessment>> members() {
    return member().list().ofMaxSize(30);
  }
}
