package org.talweg.papers.learningtorelax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RelaxationTest {
  private static double[] vector(long seed, int n) {
    var random = new Random(seed);
    double[] b = new double[n];
    Arrays.setAll(b, i -> random.nextGaussian());
    return b;
  }

  @Test
  void theLaplacianHasItsKnownEigenvectors() {
    int side = 6;
    Csr a = Csr.laplacian(side, 2, 0.5);
    double[] v = new double[side * side];
    double step = Math.PI / (side + 1);
    Arrays.setAll(
        v, i -> Math.sin(2 * step * (i % side + 1)) * Math.sin(3 * step * (i / side + 1)));
    double eigenvalue = 2 * (4 - 2 * Math.cos(2 * step) - 2 * Math.cos(3 * step)) + 0.5;
    double[] av = a.times(v);
    for (int i = 0; i < v.length; i++) {
      assertThat(av[i]).isCloseTo(eigenvalue * v[i], within(1e-12));
    }
  }

  @Property(tries = 20)
  void theShortRecursionIsTheSweepOfTheTextbook(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.5, max = 1.9) double omega) {
    Csr a = Csr.laplacian(5, 1, 0.2);
    double[] b = vector(seed, 25);
    Relaxation.Solved solved = Relaxation.sor(a, b, omega, 1e-6);
    double[] x = new double[25];
    for (int sweep = 0; sweep < solved.iterations(); sweep++) {
      for (int i = 0; i < 25; i++) {
        double sum = b[i];
        for (int p = a.start()[i]; p < a.start()[i + 1]; p++) {
          sum -= a.value()[p] * x[a.column()[p]];
        }
        x[i] += omega * sum / a.diagonal(i);
      }
    }
    for (int i = 0; i < 25; i++) {
      assertThat(solved.x()[i]).isCloseTo(x[i], within(1e-10));
    }
    assertThat(Csr.norm(a.residual(b, x))).isLessThanOrEqualTo(1.0001e-6 * Csr.norm(b));
  }

  @Property(tries = 20)
  void bothSolversReachTheToleranceForEveryOmega(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.5, max = 1.9) double omega) {
    Csr a = Csr.laplacian(6, 1, 0.1);
    double[] b = vector(seed, 36);
    for (double w : new double[] {0, omega}) {
      double[] x = Relaxation.conjugateGradients(a, b, new double[36], w, 1e-9).x();
      assertThat(Csr.norm(a.residual(b, x))).isLessThanOrEqualTo(1e-8 * Csr.norm(b));
    }
  }

  @Test
  void thePreconditionerIsTheOneWritten() {
    // M z = r with M = (D + wL) D^-1 (D + wL)' / (w (2 - w)): on one unknown M = 1 / (w (2 - w)) a,
    // and conjugate gradients end after one step whatever the scale.
    Csr one = Csr.laplacian(1, 1, 0);
    assertThat(
            Relaxation.conjugateGradients(one, new double[] {8}, new double[1], 1.3, 1e-12).x()[0])
        .isCloseTo(2, within(1e-12));
    // With omega = 1 and a start at the solution of all but one system, few steps are enough.
    Csr a = Csr.laplacian(10, 1, 0);
    double[] b = vector(1, 100);
    int plain = Relaxation.conjugateGradients(a, b, new double[100], 0, 1e-8).iterations();
    int ssor = Relaxation.conjugateGradients(a, b, new double[100], 1.5, 1e-8).iterations();
    assertThat(ssor).isLessThan(plain);
  }

  @Test
  void youngsOptimumIsTheMinimumOfTheSpectralRadius() {
    // Asymptotically SOR at the optimum converges by omega - 1 per sweep; nearby omegas are slower.
    double optimum = ShiftedLaplacian.youngOptimum(0);
    assertThat(optimum)
        .isCloseTo(2 / (1 + Math.sin(Math.PI / (ShiftedLaplacian.SIDE + 1))), within(1e-12));
    double[] b = vector(2, 100);
    int best = ShiftedLaplacian.iterations(0, b, optimum);
    assertThat(best).isLessThan(ShiftedLaplacian.iterations(0, b, 1.0) / 3);
    assertThat(best).isLessThan(ShiftedLaplacian.iterations(0, b, 1.9));
  }

  @Test
  void shiftsStayInTheirInterval() {
    for (var variance : ShiftedLaplacian.Variance.values()) {
      double[] shifts = ShiftedLaplacian.shifts(variance, 4000, 7);
      assertThat(Arrays.stream(shifts).min().orElseThrow()).isGreaterThan(ShiftedLaplacian.LEAST);
      assertThat(Arrays.stream(shifts).max().orElseThrow()).isLessThan(ShiftedLaplacian.MOST);
      // Both betas have mean 1/4; five standard errors at most.
      assertThat(Arrays.stream(shifts).average().orElseThrow()).isCloseTo(0, within(0.012));
    }
  }

  @Test
  void heatFlowsAwayAndTheSystemsAreSolved() {
    var heat = new HeatEquation(10, 5);
    assertThat(HeatEquation.kappa(0.75)).isCloseTo(10, within(1e-12));
    assertThat(HeatEquation.kappa(0.25)).isCloseTo(0.1, within(1e-12));
    assertThat(heat.iterations(3, 1.0)).isBetween(1, 20);
  }
}
