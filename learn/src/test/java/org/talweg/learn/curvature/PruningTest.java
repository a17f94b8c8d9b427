package org.talweg.learn.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.learn.data.Table;
import org.talweg.learn.model.Mlp;
import org.talweg.learn.optimizer.Dense;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Loss;
import org.talweg.learn.train.Settings;
import org.talweg.learn.train.Training;

class PruningTest {
  private static final int EXAMPLES = 40;

  /** Three random classes of random points in the plane, and a little network. */
  private static Training training() {
    var random = new Random(1);
    float[] inputs = new float[2 * EXAMPLES];
    float[] labels = new float[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      inputs[2 * i] = (float) random.nextGaussian();
      inputs[2 * i + 1] = (float) random.nextGaussian();
      labels[i] = random.nextInt(3);
    }
    Table table = Table.classes(inputs, labels, 3, 2);
    return new Training(
        "points",
        new Mlp(2, List.of(4), 3, Mlp.Activation.TANH),
        table,
        table,
        Loss.CROSS_ENTROPY,
        Settings.defaults());
  }

  private static Weights weights(Training training) {
    try (Params begun = training.begin(2)) {
      return begun.weights();
    }
  }

  private static double[] numbers(Weights weights) {
    try (Params params = weights.fixed()) {
      return Torch.doubles(params.flat());
    }
  }

  @ParameterizedTest
  @EnumSource(Pruning.Rule.class)
  void theShareOfMatricesIsRemovedAndNothingElse(Pruning.Rule rule) {
    Training training = training();
    Weights before = weights(training);
    var pruning = new Pruning(rule, EXAMPLES, 1, 1e-3, 3, Layout.Entry::isMatrix);
    double[] after = numbers(pruning.prune(training, before, 0.6, 1));
    int zeros = 0;
    for (Layout.Entry entry : before.layout().entries()) {
      for (long k = entry.offset(); k < entry.offset() + entry.count(); k++) {
        zeros += entry.isMatrix() && after[(int) k] == 0 ? 1 : 0;
      }
    }
    assertThat(zeros).isEqualTo(12); // of 8 + 12
    assertThat(pruning.prune(training, before, 0, 1)).isEqualTo(before);
  }

  @Test
  void oneWeightIsTheBestToRemoveAndTheOthersMakeUpAsWellAsTheyCan() {
    Training training = training();
    Weights before = weights(training);
    double[] w = numbers(before);
    double damping = 1e-2;
    double[][] fisher = fisher(training, before, damping);
    var pruning = new Pruning(Pruning.Rule.FULL, EXAMPLES, 1, damping, 1, e -> true);
    double[] after = numbers(pruning.prune(training, before, 1.0 / w.length, 1));
    // Every weight in turn: the rise of d'Fd / 2 at its minimum with d_k = -w_k.
    double least = Double.POSITIVE_INFINITY;
    double[] best = {};
    for (int k = 0; k < w.length; k++) {
      double[][] rest = new double[w.length][w.length];
      double[] right = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        for (int j = 0; j < w.length; j++) {
          rest[i][j] = i == k || j == k ? (i == j ? 1 : 0) : fisher[i][j];
        }
        right[i] = i == k ? -w[k] : fisher[i][k] * w[k];
      }
      double[] d = Dense.solve(rest, right);
      double rise = 0;
      for (int i = 0; i < d.length; i++) {
        for (int j = 0; j < d.length; j++) {
          rise += d[i] * fisher[i][j] * d[j] / 2;
        }
      }
      if (rise < least) {
        least = rise;
        best = d;
      }
    }
    for (int i = 0; i < w.length; i++) {
      assertThat(after[i]).isCloseTo(w[i] + best[i], within(1e-6));
    }
  }

  private static double[][] fisher(Training training, Weights weights, double damping) {
    List<long[]> each = LongStream.range(0, EXAMPLES).mapToObj(i -> new long[] {i}).toList();
    try (Params params = weights.trainable();
        var scope = new PointerScope()) {
      double[] rows = Torch.doubles(Gradients.at(training, params, each));
      return Dense.fisher(Dense.of(rows, 0, EXAMPLES, (int) weights.layout().count()), damping);
    }
  }
}
