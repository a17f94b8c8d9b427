package org.talweg.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HypervolumeTest {
  /** Points on a coarse grid, some of them repeated, dominated or outside. */
  private static List<double[]> points(long seed, int n, int m) {
    var random = new SplittableRandom(seed);
    var points = new ArrayList<double[]>();
    for (int i = 0; i < n; i++) {
      points.add(random.ints(m, 0, 12).asDoubleStream().map(v -> v / 10).toArray());
    }
    return points;
  }

  private static double[] ones(int m) {
    double[] reference = new double[m];
    Arrays.fill(reference, 1);
    return reference;
  }

  /** Sum over subsets of (-1)^(size + 1) times the volume of the intersection of their boxes. */
  private static double inclusionExclusion(List<double[]> points, int m) {
    double sum = 0;
    for (int subset = 1; subset < 1 << points.size(); subset++) {
      double box = 1;
      for (int k = 0; k < m; k++) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
          if ((subset >> i & 1) == 1) {
            worst = Math.max(worst, points.get(i)[k]);
          }
        }
        box *= Math.max(0, 1 - worst);
      }
      sum += (Integer.bitCount(subset) % 2 == 1 ? 1 : -1) * box;
    }
    return sum;
  }

  @Property(tries = 300)
  void equalsInclusionExclusion(
      @ForAll long seed,
      @ForAll @IntRange(max = 10) int n,
      @ForAll @IntRange(min = 1, max = 6) int m) {
    List<double[]> points = points(seed, n, m);
    assertThat(Hypervolume.of(points, ones(m)))
        .isCloseTo(inclusionExclusion(points, m), within(1e-12));
  }

  @Property(tries = 100)
  void neitherOrderNorDominatedNorRepeatedPointsMatter(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int m) {
    List<double[]> points = points(seed, 12, m);
    double volume = Hypervolume.of(points, ones(m));
    var more = new ArrayList<>(points);
    more.addAll(points);
    points.forEach(p -> more.add(Arrays.stream(p).map(v -> v + 0.05).toArray()));
    Collections.shuffle(more, new Random(seed));
    assertThat(Hypervolume.of(more, ones(m))).isCloseTo(volume, within(1e-12));
  }

  @Property(tries = 100)
  void aPointAloneIsWhatItAddsToTheOthers(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int m) {
    List<double[]> points = points(seed, 9, m);
    double[] point = points.getFirst();
    List<double[]> others = points.subList(1, points.size());
    assertThat(Hypervolume.alone(point, others, ones(m)))
        .isCloseTo(
            Hypervolume.of(points, ones(m)) - Hypervolume.of(others, ones(m)), within(1e-12));
  }

  @Test
  void agreesWithMonteCarlo() {
    var random = new SplittableRandom(5);
    for (int m = 2; m <= 5; m++) {
      var points = new ArrayList<double[]>();
      for (int i = 0; i < 40; i++) {
        points.add(random.doubles(m, 0, 1).toArray());
      }
      int samples = 40_000;
      int hits = 0;
      for (int i = 0; i < samples; i++) {
        double[] u = random.doubles(m, 0, 1).toArray();
        if (points.stream().anyMatch(p -> below(p, u))) {
          hits++;
        }
      }
      double share = (double) hits / samples;
      double error = Math.sqrt(share * (1 - share) / samples);
      assertThat(Hypervolume.of(points, ones(m))).isCloseTo(share, within(4 * error));
    }
  }

  private static boolean below(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] > b[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Duplicating the last objective as a constant turns m objectives into m + 1: WFG against sweeps.
   */
  @Property(tries = 50)
  void aConstantFurtherObjectiveMultipliesByItsHeight(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int m) {
    List<double[]> points = points(seed, 30, m);
    List<double[]> taller =
        points.stream()
            .map(
                p -> {
                  double[] q = Arrays.copyOf(p, m + 1);
                  q[m] = 0.25;
                  return q;
                })
            .toList();
    assertThat(Hypervolume.of(taller, ones(m + 1)))
        .isCloseTo(0.75 * Hypervolume.of(points, ones(m)), within(1e-12));
  }

  @Test
  void nothingInsideHasNoVolume() {
    assertThat(Hypervolume.of(List.of(), 1, 1)).isZero();
    assertThat(Hypervolume.of(List.of(new double[] {1, 0}), 1, 1)).isZero();
    assertThat(Hypervolume.of(List.of(new double[] {Double.POSITIVE_INFINITY, 0, 0}), 1, 1, 1))
        .isZero();
  }

  @Test
  void whatIsNoPointIsRefused() {
    assertThatThrownBy(() -> Hypervolume.of(List.of(new double[] {0}), 1, 1))
        .hasMessageContaining("a point of 1 objectives, a reference of 2");
    assertThatThrownBy(() -> Hypervolume.of(List.of(new double[] {0, Double.NaN}), 1, 1))
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> Hypervolume.of(List.of(new double[] {0, Double.NEGATIVE_INFINITY}), 1, 1))
        .hasMessageContaining("no volume between [0.0, -Infinity] and [1.0, 1.0]");
  }
}
