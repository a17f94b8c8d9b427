package org.talweg.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;

/** Optimizers on LibTorch against references in plain Java, step by step, in 64 bits. */
final class Contest {
  /** A matrix, a matrix with more rows than columns, and a vector. */
  static final Layout LAYOUT =
      Layout.builder().add("wide", 3, 5).add("tall", 4, 3).add("bias", 4).build();

  private static final int N = (int) LAYOUT.count();

  private Contest() {}

  /** A method in plain Java: changes w, given the gradient there and the step from 1. */
  interface Reference {
    void step(double[] w, double[] g, int t);
  }

  /** A loss, by LibTorch and by hand. */
  interface Loss {
    Tensor value(Tensor w);

    double[] gradient(double[] w);
  }

  /** Half w'Aw - b'w with a random A of condition about 100. */
  static Loss quadratic(long seed) {
    var random = new Random(seed);
    double[] root = random.doubles((long) N * N, -1, 1).toArray();
    double[] b = random.doubles(N, -1, 1).toArray();
    double[] a = new double[N * N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        for (int k = 0; k < N; k++) {
          a[i * N + j] += root[i * N + k] * root[j * N + k] / N;
        }
      }
      a[i * N + i] += 0.05;
    }
    return new Loss() {
      @Override
      public Tensor value(Tensor w) {
        Tensor matrix = Torch.tensor(a, N, N);
        return w.dot(matrix.mv(w)).mul(Torch.scalar(0.5)).sub(w.dot(Torch.tensor(b, N)));
      }

      @Override
      public double[] gradient(double[] w) {
        double[] g = new double[N];
        for (int i = 0; i < N; i++) {
          g[i] = -b[i];
          for (int j = 0; j < N; j++) {
            g[i] += a[i * N + j] * w[j];
          }
        }
        return g;
      }
    };
  }

  /** The sum over neighbours of 100 (w_(i+1) - w_i^2)^2 + (1 - w_i)^2. */
  static Loss rosenbrock() {
    return new Loss() {
      @Override
      public Tensor value(Tensor w) {
        Tensor head = w.narrow(0, 0, N - 1);
        Tensor tail = w.narrow(0, 1, N - 1);
        Tensor curve = tail.sub(head.square()).square().mul(Torch.scalar(100));
        return curve.add(head.sub(Torch.scalar(1)).square()).sum();
      }

      @Override
      public double[] gradient(double[] w) {
        double[] g = new double[N];
        for (int i = 0; i + 1 < N; i++) {
          double d = w[i + 1] - w[i] * w[i];
          g[i] += -400 * w[i] * d - 2 * (1 - w[i]);
          g[i + 1] += 200 * d;
        }
        return g;
      }
    };
  }

  static double[] start(long seed) {
    return new Random(seed).doubles(N, -1, 1).toArray();
  }

  /** All numbers of the tree as one vector that autograd follows. */
  static Tensor vector(Params params) {
    var parts = new TensorVector();
    params.names().forEach(name -> parts.push_back(params.get(name).flatten()));
    return torch.cat(parts);
  }

  /** Runs ours, handing the parameters after every step to the watcher. */
  static double[] run(
      Transformation transformation,
      Loss loss,
      double[] start,
      int steps,
      Function<Descent, Descent> afterEachStep) {
    return run(transformation, LAYOUT, loss, start, steps, afterEachStep);
  }

  private static double[] run(
      Transformation transformation,
      Layout layout,
      Loss loss,
      double[] start,
      int steps,
      Function<Descent, Descent> afterEachStep) {
    try (var params = Params.trainable(layout, Precision.DOUBLE)) {
      try (var scope = new PointerScope()) {
        params.flat().copy_(Torch.tensor(start, N));
      }
      var descent = new Descent(params, transformation, steps);
      for (int t = 1; t <= steps; t++) {
        descent.step(() -> loss.value(vector(params)));
        descent = afterEachStep.apply(descent);
      }
      descent.close();
      return Torch.doubles(params.flat());
    }
  }

  /** Twenty steps on a random quadratic and on Rosenbrock, to 1e-6. */
  static void agree(Transformation transformation, Function<Integer, Reference> reference) {
    agree(transformation, LAYOUT, reference);
  }

  /** The same with as many numbers in another layout. */
  static void agree(
      Transformation transformation, Layout layout, Function<Integer, Reference> reference) {
    for (long seed = 1; seed <= 3; seed++) {
      agree(transformation, layout, reference.apply(0), quadratic(seed), start(seed + 10));
    }
    agree(transformation, layout, reference.apply(0), rosenbrock(), start(4));
  }

  private static void agree(
      Transformation transformation,
      Layout layout,
      Reference reference,
      Loss loss,
      double[] start) {
    int steps = 20;
    double[] ours = run(transformation, layout, loss, start, steps, d -> d);
    double[] w = start.clone();
    for (int t = 1; t <= steps; t++) {
      reference.step(w, loss.gradient(w), t);
    }
    double moved = 0;
    for (int i = 0; i < N; i++) {
      moved = Math.max(moved, Math.abs(w[i] - start[i]));
      assertThat(ours[i]).isCloseTo(w[i], within(1e-6 * Math.max(1, Math.abs(w[i]))));
    }
    assertThat(moved).isGreaterThan(1e-3);
  }

  /** A checkpoint after every step, restored into a new descent, changes no bit. */
  static void resumesBitForBit(Transformation transformation) {
    double[] start = start(3);
    double[] whole = run(transformation, rosenbrock(), start, 12, d -> d);
    double[] resumed =
        run(
            transformation,
            rosenbrock(),
            start,
            12,
            descent -> {
              Map<String, Weights> saved = new HashMap<>(descent.weights());
              long steps = descent.steps();
              Params params = descent.parameters();
              descent.close();
              params.flat().zero_();
              var fresh = new Descent(params, transformation, 12);
              fresh.restore(steps, (prefix, like) -> saved.get(prefix));
              return fresh;
            });
    assertThat(resumed).isEqualTo(whole);
  }

  /** How many numbers an optimizer remembers of {@link #rosenbrock} after a step. */
  static long numbers(Optimizer optimizer) {
    long[] count = new long[1];
    run(
        optimizer.transformation(0.1, Schedule.CONSTANT),
        rosenbrock(),
        start(1),
        1,
        d -> {
          count[0] = d.memory().count();
          return d;
        });
    return count[0];
  }
}
