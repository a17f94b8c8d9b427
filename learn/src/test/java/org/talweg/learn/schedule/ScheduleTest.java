package org.talweg.learn.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
  static Stream<Schedule> falling() {
    return Stream.of(
        new Cosine(0.1),
        new Linear(0.1),
        new Steps(),
        new WarmupStableDecay(0, 0.2, 0.1),
        new Uba(0.25, 0.1),
        new Uba(1, 0.1),
        new Uba(5, 0.1));
  }

  @ParameterizedTest
  @MethodSource("falling")
  void theFactorFallsFromThePeakToTheFloorAndStaysThere(Schedule schedule) {
    double before = 1;
    for (int t = 1; t <= 1000; t++) {
      double factor = schedule.factor(t, 1000);
      assertThat(factor).isLessThanOrEqualTo(before).isGreaterThan(0);
      before = factor;
    }
    assertThat(schedule.factor(1, 1000)).isCloseTo(1, within(0.01));
    assertThat(before).isLessThan(0.12);
    assertThat(schedule.factor(2000, 1000)).isCloseTo(before, within(1e-12));
    assertThat(schedule.factor(500, 0)).isEqualTo(1);
  }

  @Test
  void aWarmUpRisesInAStraightLineAndThenLeavesTheRest() {
    Schedule schedule = new Cosine(0).after(Warmup.Length.steps(10));
    assertThat(schedule.factor(5, 110)).isEqualTo(0.5);
    assertThat(schedule.factor(10, 110)).isEqualTo(1);
    assertThat(schedule.factor(60, 110)).isEqualTo(new Cosine(0).factor(50, 100));
    Schedule share = new Linear(0).after(Warmup.Length.share(0.25));
    assertThat(share.factor(10, 80)).isEqualTo(0.5);
  }

  @Test
  void phiOfTwoIsTheCosine() {
    for (int t = 1; t <= 77; t++) {
      assertThat(new Uba(2, 0.05).factor(t, 77))
          .isCloseTo(new Cosine(0.05).factor(t, 77), within(1e-12));
    }
  }

  /**
   * The worst contraction of gradient descent over [1/kappa, 1] is that of Chebyshev's polynomial.
   */
  @ParameterizedTest
  @CsvSource({"10,8,1.061e-2", "100,32,3.253e-3", "1000,64,3.487e-2", "10,16,0", "100,64,0"})
  void phiOfTwiceTheConditionIsChebyshevs(int kappa, int steps, double published) {
    var schedule = new Uba(2.0 * kappa, 1.0 / kappa);
    double worst = 0;
    for (int k = 0; k <= 4000; k++) {
      double lambda = 1.0 / kappa + (1 - 1.0 / kappa) * k / 4000;
      // In the logarithm, since the products in this order overflow.
      double log = 0;
      for (int t = 1; t <= steps; t++) {
        log += Math.log(Math.abs(1 - kappa * schedule.factor(t, steps) * lambda));
      }
      worst = Math.max(worst, Math.exp(log));
    }
    double x = (kappa + 1.0) / (kappa - 1);
    double chebyshev = Math.cosh(steps * Math.log(x + Math.sqrt(x * x - 1)));
    assertThat(worst * chebyshev).isCloseTo(1, within(1e-3));
    if (published > 0) {
      assertThat(worst).isCloseTo(published, within(1e-3 * published));
    }
  }
}
