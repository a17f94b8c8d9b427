package org.talweg.program.kink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.Proof;
import org.talweg.program.Model;
import org.talweg.program.expression.Op;

class KinkedProgramsTest {
  @Test
  void theSumOfDistancesIsLeastAtTheMedian() throws Exception {
    double[] data = {3, 8, -2, 41, 5};
    var m = new Model("median");
    var x = m.real("x");
    Model.Answer best = m.minimize(m.sum(5, k -> x.minus(data[k]).abs()));
    assertThat(best.value(x)).isCloseTo(5, within(1e-6));
    assertThat(best.objective()).isCloseTo(2 + 3 + 7 + 36, within(1e-6));
    assertThat(best.proof()).isEqualTo(Proof.OPTIMAL);
    assertThat(best.outcome().plan().brief()).startsWith("epigraph -> linear-rows -> ");
  }

  @Test
  void theGreatestOfSmoothFunctionsIsLeastWhereTheyMeet() throws Exception {
    var m = new Model("minimax");
    var x = m.real("x").start(5);
    var y = m.real("y").start(-3);
    var first = x.square().plus(y.square());
    Model.Answer best = m.minimize(first.max(x.minus(2).square().plus(y.square())));
    assertThat(best.value(x)).isCloseTo(1, within(1e-6));
    assertThat(best.objective()).isCloseTo(1, within(1e-6));
    assertThat(best.proof()).isEqualTo(Proof.OPTIMAL);
    assertThat(best.outcome().plan().brief()).isEqualTo("epigraph -> interior-point");
  }

  /**
   * Madsen's example of two circles and two waves, whose value is in Lukšan and Vlček 2000 (CB2).
   */
  @Test
  void aKnownMinimaxProblemIsSolved() throws Exception {
    var m = new Model("cb2");
    var x = m.real("x").start(1);
    var y = m.real("y").start(-0.1);
    var one = x.square().plus(y.power(4));
    var two = x.negated().plus(2).square().plus(y.negated().plus(2).square());
    var three = y.minus(x).exp().times(2);
    Model.Answer best = m.minimize(one.max(two).max(three));
    assertThat(best.objective()).isCloseTo(1.9522245, within(1e-6));
    assertThat(best.proof()).isEqualTo(Proof.OPTIMAL);
  }

  @Test
  void whatIsPressedTheOtherWayIsChosenByBinaries() throws Exception {
    var m = new Model("far");
    var x = m.real("x").between(-2, 3).start(-1);
    var y = m.real("y").between(-5, 1).start(0);
    m.subjectTo(x.plus(y).atLeast(-6));
    Model.Answer best = m.maximize(x.abs().plus(y.abs().times(2)));
    assertThat(best.objective()).isCloseTo(13, within(1e-6));
    assertThat(best.value(x)).isCloseTo(3, within(1e-6));
    assertThat(best.outcome().plan().brief()).startsWith("big-m -> linear-rows-whole -> ");
  }

  @Test
  void withoutBoundsKinksAreSmoothed() throws Exception {
    var m = new Model("diamond");
    var x = m.real("x").start(0.4);
    var y = m.real("y").start(0.3);
    m.subjectTo(x.abs().plus(y.abs()).atLeast(1));
    var distance = x.minus(3).square().plus(y.minus(0.5).square());
    Model.Answer best = m.minimize(distance.plus(x.abs().plus(y.abs()).times(10)));
    assertThat(best.outcome().plan().brief()).isEqualTo("smoothing -> interior-point");
    assertThat(best.proof()).isEqualTo(Proof.FEASIBLE);
    assertThat(best.objective()).isCloseTo(14.25, within(1e-4));
  }

  /** A linear fit in the least absolute deviation goes through as many points as it has numbers. */
  @Property(tries = 20)
  void aFitOfLeastDeviationIsProvenAndNoWorseThanOthers(
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed) throws Exception {
    var random = new Random(seed);
    int n = 12;
    double[] t = random.doubles(n, -1, 1).toArray();
    double[] d = new double[n];
    Arrays.setAll(d, k -> 2 - 3 * t[k] + 0.1 * random.nextGaussian());
    d[0] += 10;
    var m = new Model("fit");
    var a = m.real("a");
    var b = m.real("b");
    Model.Answer best = m.minimize(m.sum(n, k -> a.plus(b.times(t[k])).minus(d[k]).abs()));
    assertThat(best.proof()).isEqualTo(Proof.OPTIMAL);
    for (int trial = 0; trial < 50; trial++) {
      double p = best.value(a) + 0.1 * random.nextGaussian();
      double q = best.value(b) + 0.1 * random.nextGaussian();
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += Math.abs(p + q * t[k] - d[k]);
      }
      assertThat(sum).isGreaterThan(best.objective() - 1e-7);
    }
  }

  @Test
  void aWholeProgramKeepsItsKinksExact() throws Exception {
    var m = new Model("balance");
    var k = m.integer("k").between(0, 10);
    var x = m.real("x").between(0, 10);
    m.subjectTo(k.plus(x).equalTo(7.5));
    Model.Answer best = m.minimize(k.minus(x).abs().plus(x.apply(Op.EXP).over(1000)));
    assertThat(best.value(k)).isCloseTo(4, within(1e-6));
    assertThat(best.objective()).isCloseTo(0.5 + Math.exp(3.5) / 1000, within(1e-6));
  }
}
