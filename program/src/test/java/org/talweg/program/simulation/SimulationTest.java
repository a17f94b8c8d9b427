package org.talweg.program.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;

class SimulationTest {
  /** Nothing else in the hull is nearer: x'p is at least x'x for every vector. */
  @Property(tries = 300)
  void theMinimumNormPointIsTheNearest(@ForAll long seed) {
    var random = new Random(seed);
    int n = 1 + random.nextInt(5);
    List<double[]> vectors = new ArrayList<>();
    for (int k = 0; k < 1 + random.nextInt(8); k++) {
      double[] v = new double[n];
      Arrays.setAll(v, j -> random.nextGaussian() + (random.nextBoolean() ? 0.5 : 0));
      vectors.add(v);
    }
    if (random.nextBoolean()) {
      vectors.add(vectors.getFirst().clone());
    }
    MinimumNorm.Point found = MinimumNorm.of(vectors);
    double square = MinimumNorm.dot(found.x(), found.x());
    for (double[] v : vectors) {
      assertThat(MinimumNorm.dot(found.x(), v)).isGreaterThanOrEqualTo(square - 1e-9);
    }
    assertThat(Arrays.stream(found.weights()).sum()).isCloseTo(1, within(1e-9));
    assertThat(found.weights()).doesNotContain(-1e-300);
  }

  /**
   * max(|x|, |y|) and the distance from (1, 1): every critical point is on the diagonal between.
   */
  private static final class Corner implements Simulation {
    @Override
    public int variables() {
      return 2;
    }

    @Override
    public int objectives() {
      return 2;
    }

    @Override
    public double[] values(double[] u) {
      return new double[] {
        Math.max(Math.abs(u[0]), Math.abs(u[1])), Math.hypot(u[0] - 1, u[1] - 1)
      };
    }

    @Override
    public double[] subgradient(int i, double[] u) {
      if (i == 0) {
        return Math.abs(u[0]) >= Math.abs(u[1])
            ? new double[] {Math.signum(u[0]), 0}
            : new double[] {0, Math.signum(u[1])};
      }
      double r = Math.max(1e-300, Math.hypot(u[0] - 1, u[1] - 1));
      return new double[] {(u[0] - 1) / r, (u[1] - 1) / r};
    }
  }

  @Test
  void descentEndsOnTheFrontThoughItIsAKink() throws Exception {
    var problem = new SimulationFront("corner", Corner::new, -1, 2);
    Outcome<double[]> found =
        Talweg.solve(
            problem, RunOptions.within(Budget.evaluations(3000)).withSolver("gradient-sampling"));
    assertThat(found.front()).hasSizeGreaterThan(5);
    for (var member : found.front()) {
      double[] u = member.solution();
      assertThat(u[0] - u[1]).isCloseTo(0, within(5e-3));
    }
  }

  /** In the inner product of the grid. */
  @Test
  void theGradientOfTheControlProblemIsThatOfFiniteDifferences() {
    MaxSwitchControl control = MaxSwitchControl.ofSurvey(7, 100);
    var random = new Random(1);
    double[] u = random.doubles(49, -20, 20).toArray();
    double[] way = random.doubles(49, -1, 1).toArray();
    double t = 1e-5;
    double[] above = control.values(GradientSampling.along(u, t, way));
    double[] below = control.values(GradientSampling.along(u, -t, way));
    for (int i = 0; i < 2; i++) {
      double slope = control.weight() * MinimumNorm.dot(control.subgradient(i, u), way);
      assertThat((above[i] - below[i]) / (2 * t)).isCloseTo(slope, within(1e-7));
    }
  }

  /** Without the switch the optimum is known, frequency by frequency. */
  @Test
  void withoutTheSwitchTheFrontIsThatOfTheLinearQuadraticProblem() {
    int side = 9;
    var walk =
        ReferencePointWalk.weightedSums(
            MaxSwitchControl.ofSurvey(side, 0), new double[81], 5, 1e-10);
    for (int k = 0; k < 5; k++) {
      double[] exact = linearFront(side, 1 - k / 4.0);
      assertThat(walk.values().get(k)[0]).isCloseTo(exact[0], within(1e-8));
      assertThat(walk.values().get(k)[1]).isCloseTo(exact[1], within(1e-8));
    }
  }

  /**
   * J of the optimum for weight a: both targets are eigenfunctions, y = c y_a / (1 + sigma l^2).
   */
  private static double[] linearFront(int side, double a) {
    double h = 1.0 / (side + 1);
    double sigma = 1e-3;
    double one = 4 * Math.pow(Math.sin(Math.PI * h / 2), 2) / (h * h);
    double two = 4 * Math.pow(Math.sin(Math.PI * h), 2) / (h * h);
    double[] eigenvalue = {2 * one, one + two};
    double[] weight = {a, 1 - a};
    double square = 1.0 / 16; // of both targets' norms
    double[] values = new double[2];
    double effort = 0;
    double[] y = new double[2];
    for (int i = 0; i < 2; i++) {
      y[i] = weight[i] / (1 + sigma * eigenvalue[i] * eigenvalue[i]);
      effort += Math.pow(eigenvalue[i] * y[i], 2) * square;
    }
    for (int i = 0; i < 2; i++) {
      double far = (Math.pow(y[i] - 1, 2) + Math.pow(y[1 - i], 2)) * square;
      values[i] = far / 2 + sigma / 2 * effort;
    }
    return values;
  }

  @Test
  void referencePointsComeAtEvenDistances() {
    var walk =
        ReferencePointWalk.references(MaxSwitchControl.ofSurvey(9, 100), new double[81], 0.1, 0.1);
    assertThat(walk.points().size()).isBetween(10, 40);
    for (int k = 1; k < walk.values().size(); k++) {
      assertThat(walk.values().get(k)[0]).isGreaterThan(walk.values().get(k - 1)[0]);
      assertThat(walk.values().get(k)[1]).isLessThan(walk.values().get(k - 1)[1]);
    }
  }
}
