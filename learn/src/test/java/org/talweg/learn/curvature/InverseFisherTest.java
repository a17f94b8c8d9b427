package org.talweg.learn.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.learn.optimizer.Dense;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/** Products with an inverse that is never formed, against one that is. */
class InverseFisherTest {
  private static final int M = 12;
  private static final int D = 60;

  private static double[] gaussian(int count, long seed) {
    var random = new Random(seed);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextGaussian();
    }
    return numbers;
  }

  private static void assertNear(double[] found, double[] known, double tolerance) {
    double scale = 0;
    for (double x : known) {
      scale = Math.max(scale, Math.abs(x));
    }
    for (int i = 0; i < known.length; i++) {
      assertThat(found[i]).isCloseTo(known[i], within(tolerance * scale));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-5})
  void productsColumnsAndDiagonalAreThoseOfTheDenseInverse(double damping) {
    double[] numbers = gaussian(M * D, 1);
    double[][] f = Dense.fisher(Dense.of(numbers, 0, M, D), damping);
    double[] x = gaussian(D, 2);
    double[] diagonal = new double[D];
    try (var scope = new PointerScope();
        var inverse = InverseFisher.of(Torch.tensor(numbers, M, D), damping)) {
      assertNear(inverse.times(x), Dense.solve(f, x), 1e-8);
      for (int k = 0; k < D; k++) {
        double[] unit = new double[D];
        unit[k] = 1;
        double[] column = Dense.solve(f, unit);
        assertNear(inverse.column(k), column, 1e-8);
        diagonal[k] = column[k];
      }
      assertNear(inverse.diagonal(), diagonal, 1e-8);
    }
  }

  @Test
  void productsAreThoseOfThePapersRecursion() {
    double damping = 1e-3;
    double[] numbers = gaussian(M * D, 3);
    double[][] g = Dense.of(numbers, 0, M, D);
    double[][] hg = new double[M][];
    double[] denominators = new double[M];
    for (int i = 0; i < M; i++) {
      hg[i] = product(hg, denominators, i, g[i], damping);
      denominators[i] = M + dot(g[i], hg[i]);
    }
    double[] x = gaussian(D, 4);
    try (var scope = new PointerScope();
        var inverse = InverseFisher.of(Torch.tensor(numbers, M, D), damping)) {
      assertNear(inverse.times(x), product(hg, denominators, M, x, damping), 1e-9);
    }
  }

  private static double[] product(
      double[][] hg, double[] denominators, int count, double[] x, double damping) {
    double[] y = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      y[k] = x[k] / damping;
    }
    for (int i = 0; i < count; i++) {
      double factor = dot(hg[i], x) / denominators[i];
      for (int k = 0; k < x.length; k++) {
        y[k] -= factor * hg[i][k];
      }
    }
    return y;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-5})
  void aWindowThatSlidRepeatedlyIsOneFilledAnew(double damping) {
    double[][] window = new double[M][D];
    try (var slid = FisherWindow.of(M, D, damping, Precision.DOUBLE)) {
      for (int t = 0; t < 100; t++) {
        try (var scope = new PointerScope()) {
          double[] g = gaussian(D, 100 + t);
          window[t % M] = g;
          slid.put(t % M, Torch.tensor(g, D));
        }
      }
      double[][] f = Dense.fisher(window, damping);
      try (var scope = new PointerScope()) {
        double[] x = gaussian(D, 5);
        assertNear(Torch.doubles(slid.times(Torch.tensor(x, D))), Dense.solve(f, x), 1e-8);
        double[] newest = Torch.doubles(slid.timesGradient(99 % M));
        assertNear(newest, Dense.solve(f, window[99 % M]), 1e-8);
      }
    }
  }

  @Test
  void thirtyTwoBitsKeepFiveDigitsOfAGradientsProductWithLittleDamping() {
    double damping = 1e-6;
    double[][] window = new double[M][];
    try (var fisher = FisherWindow.of(M, D, damping, Precision.SINGLE)) {
      for (int t = 0; t < M; t++) {
        try (var scope = new PointerScope()) {
          window[t] = gaussian(D, 200 + t);
          fisher.put(t, Torch.tensor(window[t], D));
        }
      }
      try (var scope = new PointerScope()) {
        double[] known = Dense.solve(Dense.fisher(window, damping), window[3]);
        assertNear(Torch.doubles(fisher.timesGradient(3)), known, 1e-5);
      }
    }
  }
}
