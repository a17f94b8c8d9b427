package org.talweg.papers.mfac;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.curvature.FisherWindow;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;
import org.talweg.papers.Context;

/** Products of a sliding window against the dense matrix, and what a step of it costs. */
final class Exactness {
  private static final int D = 1000;
  private static final int M = 32;

  private Exactness() {}

  /**
   * The largest difference, relative to the largest number of the product, between the window after
   * so many Gaussian gradients and a solve with the dense matrix of the last 32.
   */
  static double error(int steps, double damping, long seed) {
    Torch.threads(1);
    RandomGenerator random = Context.random(seed, "gradients");
    double[] rows = new double[M * D];
    try (var scope = new PointerScope();
        var guard = new NoGradGuard();
        var window = FisherWindow.of(M, D, damping, Precision.DOUBLE)) {
      for (int t = 0; t < steps; t++) {
        double[] g = gaussian(random);
        System.arraycopy(g, 0, rows, t % M * D, D);
        window.put(t % M, Torch.tensor(g, D));
      }
      Tensor all = Torch.tensor(rows, M, D);
      Tensor fisher = all.t().matmul(all).div_(Torch.scalar(M));
      fisher.diagonal().add_(Torch.scalar(damping));
      Tensor x = Torch.tensor(gaussian(random), D);
      Tensor newest =
          Torch.tensor(Arrays.copyOfRange(rows, (steps - 1) % M * D, ((steps - 1) % M + 1) * D), D);
      return Math.max(
          difference(window.times(x), torch.linalg_solve(fisher, x)),
          difference(window.timesGradient((steps - 1) % M), torch.linalg_solve(fisher, newest)));
    }
  }

  private static double difference(Tensor found, Tensor known) {
    return found.sub(known).abs().max().item_double() / known.abs().max().item_double();
  }

  private static double[] gaussian(RandomGenerator random) {
    double[] numbers = new double[D];
    Arrays.setAll(numbers, _ -> random.nextGaussian());
    return numbers;
  }

  /** The median of the seconds of a step with 64 gradients of d numbers. */
  static double seconds(int d, int steps) {
    Torch.threads(1);
    double[] each = new double[steps];
    try (var window = FisherWindow.of(64, d, 1e-3, Precision.SINGLE)) {
      for (int t = -3; t < steps; t++) {
        try (var scope = new PointerScope();
            var guard = new NoGradGuard()) {
          Tensor g = torch.randn(new long[] {d}, Torch.options(Precision.SINGLE.type()));
          int place = Math.floorMod(t, 64);
          long start = System.nanoTime();
          window.put(place, g);
          window.timesGradient(place);
          if (t >= 0) {
            each[t] = (System.nanoTime() - start) / 1e9;
          }
        }
      }
    }
    Arrays.sort(each);
    return each[steps / 2];
  }
}
