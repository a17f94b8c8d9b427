package org.talweg.search.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TsallisInfTest {
  /** The normaliser by bisection, without derivatives. */
  private static double[] byBisection(double[] sums, double eta) {
    double least = Arrays.stream(sums).min().orElseThrow();
    double low = least - 2 * Math.sqrt(sums.length) / eta - 1;
    double high = least - 1 / eta;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      double total =
          Arrays.stream(sums).map(k -> 4 / (eta * eta * (k - middle) * (k - middle))).sum();
      if (total < 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double x = low;
    return Arrays.stream(sums).map(k -> 4 / (eta * eta * (k - x) * (k - x))).toArray();
  }

  @Property(tries = 200)
  void theProbabilitiesAreThoseOfTheImplicitEquation(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1e4) Double> values,
      @ForAll @DoubleRange(min = 0.01, max = 2) double eta) {
    double[] sums = values.stream().mapToDouble(v -> v).toArray();
    double[] p = TsallisInf.probabilities(sums, eta);
    double[] expected = byBisection(sums, eta);
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
    for (int i = 0; i < p.length; i++) {
      assertThat(p[i]).isPositive().isCloseTo(expected[i], within(1e-8));
    }
  }

  @Test
  void equalSumsAreDrawnEvenlyAndTheCheapestMostOften() {
    assertThat(TsallisInf.probabilities(new double[] {3, 3, 3, 3}, 0.5))
        .containsExactly(0.25, 0.25, 0.25, 0.25);
    double[] p = TsallisInf.probabilities(new double[] {5, 1, 9}, 0.5);
    assertThat(p[1]).isGreaterThan(p[0]);
    assertThat(p[0]).isGreaterThan(p[2]);
    assertThat(TsallisInf.probabilities(new double[] {7}, 1)).containsExactly(1.0);
  }

  @Test
  void theImportanceWeightedCostIsUnbiased() {
    double[] cost = {0.3, 0.9, 0.1, 0.6};
    double[] p = TsallisInf.probabilities(new double[] {4, 1, 2, 8}, 0.7);
    var random = new Random(3);
    int draws = 400_000;
    double[] sums = new double[4];
    for (int n = 0; n < draws; n++) {
      int i = TsallisInf.draw(p, random);
      sums[i] += cost[i] / p[i];
    }
    for (int i = 0; i < 4; i++) {
      // The variance of one draw is c^2 (1/p - 1); five standard errors.
      double error = cost[i] * Math.sqrt((1 / p[i] - 1) / draws);
      assertThat(sums[i] / draws).isCloseTo(cost[i], within(5 * error));
    }
  }

  /** Costs of value i at time t: gaps that change sides, so that no stationarity helps. */
  private static double adversary(int i, int t, Random random) {
    double mean = i == 3 ? 0.45 : (t / 500 % 2 == 0) == (i % 2 == 0) ? 0.4 : 0.6;
    return random.nextDouble() < mean ? 1 : 0;
  }

  @Test
  void theRegretIsWithinTheBoundAgainstChangingCosts() {
    int d = 5;
    int horizon = 4000;
    int runs = 20;
    double regret = 0;
    for (int run = 0; run < runs; run++) {
      var costs = new Random(100 + run);
      Tuner tuner = TsallisInf.tuner(d, 0, 1, new Random(run));
      double paid = 0;
      double[] fixed = new double[d];
      for (int t = 0; t < horizon; t++) {
        int chosen = tuner.choose(OptionalDouble.empty());
        for (int i = 0; i < d; i++) {
          double cost = adversary(i, t, costs);
          fixed[i] += cost;
          paid += i == chosen ? cost : 0;
          if (i == chosen) {
            tuner.observe(cost);
          }
        }
      }
      regret += (paid - Arrays.stream(fixed).min().orElseThrow()) / runs;
    }
    assertThat(regret).isLessThan(4 * Math.sqrt(d * horizon) + 1);
  }

  @Test
  void constantCostsAndHugeOnesDoNoHarm() {
    for (double cost : new double[] {1, 1e-300, 1e300, 0}) {
      Tuner tuner = TsallisInf.tuner(4, 0, new Random(1));
      for (int t = 0; t < 200; t++) {
        assertThat(tuner.choose(OptionalDouble.empty())).isBetween(0, 3);
        tuner.observe(cost);
      }
    }
  }
}
