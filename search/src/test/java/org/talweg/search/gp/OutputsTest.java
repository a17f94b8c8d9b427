package org.talweg.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutputsTest {
  @Property(tries = 50)
  void warpingIsMonotoneAndInvertible(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    double[] y = random.doubles(30).map(u -> 5 * Math.exp(6 * u)).sorted().toArray();
    Outputs outputs = Outputs.warped(y);
    for (int i = 0; i < 30; i++) {
      assertThat(outputs.fromModel(outputs.toModel(y[i]))).isCloseTo(y[i], within(1e-9 * y[29]));
      assertThat(i == 0 || outputs.toModel(y[i]) > outputs.toModel(y[i - 1])).isTrue();
    }
  }

  @Property(tries = 50)
  void positiveAffineMapsChangeNothing(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    double[] y = random.doubles(30).map(u -> Math.exp(6 * u)).toArray();
    double[] mapped = Arrays.stream(y).map(v -> 3e5 * v - 7e4).toArray();
    Outputs one = Outputs.warped(y);
    Outputs other = Outputs.warped(mapped);
    for (int i = 0; i < 30; i++) {
      assertThat(other.toModel(mapped[i])).isCloseTo(one.toModel(y[i]), within(1e-9));
    }
  }

  @Property(tries = 50)
  void theRelativeSlopeIsTheDerivative(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    double[] y = random.doubles(30).map(u -> Math.exp(6 * u)).toArray();
    Outputs outputs = Outputs.warped(y);
    for (double v : y) {
      double step = 1e-4 * v;
      double slope = (outputs.toModel(v + step) - outputs.toModel(v - step)) / (2 * step);
      assertThat(outputs.relativeSlope(v) / outputs.scale()).isCloseTo(slope, within(1e-5 * slope));
    }
  }

  @Test
  void extremeOutputsStayFinite() {
    double[][] all = {
      {1, 1, 1, 1, 1},
      {0, 0, 0, 0},
      {1.7e308, -1.7e308, 1.7e308, 0, 1},
      {5e-324, 0, 1e-323, 0, 5e-324},
      {1e-300, 2e-300, 3e-300, 4e-300},
      {1, 2, 3, 4, 1e300},
      {42},
      {1e15, 1e15 + 1, 1e15 + 2, 1e15 + 3}
    };
    for (double[] y : all) {
      for (Outputs outputs : new Outputs[] {Outputs.standardized(y), Outputs.warped(y)}) {
        for (double v : y) {
          assertThat(outputs.toModel(v)).as(Arrays.toString(y)).isFinite();
        }
      }
    }
  }
}
