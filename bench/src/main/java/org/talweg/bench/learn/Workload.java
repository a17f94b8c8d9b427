package org.talweg.bench.learn;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.talweg.learn.data.Batch;
import org.talweg.learn.model.ConvNet;
import org.talweg.learn.model.Mlp;
import org.talweg.learn.model.Model;
import org.talweg.learn.model.Transformer;
import org.talweg.learn.tensor.Torch;

/**
 * A model and one batch of random numbers, which cost the same as real ones.
 *
 * @param classes how many there are, also of symbols
 */
record Workload(String name, Model model, int batch, int classes, long[] inputShape) {
  static List<Workload> all() {
    return List.of(
        new Workload("mlp", new Mlp(784, List.of(256, 128), 10), 64, 10, new long[] {784}),
        new Workload(
            "conv", new ConvNet(1, 28, 28, List.of(16, 32), 10), 32, 10, new long[] {1, 28, 28}),
        new Workload("transformer", new Transformer(65, 64, 64, 4, 2), 8, 65, new long[] {64}));
  }

  /** Kept: to be freed. */
  Batch data(long seed) {
    var random = new Random(seed);
    boolean text = model instanceof Transformer;
    int count = batch;
    long[] shape = new long[inputShape.length + 1];
    shape[0] = batch;
    for (int d = 0; d < inputShape.length; d++) {
      shape[d + 1] = inputShape[d];
      count *= (int) inputShape[d];
    }
    int targets = text ? count : batch;
    try (var scope = new PointerScope()) {
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      var inputs =
          text
              ? Torch.tensor(random.longs(count, 0, classes).toArray(), shape)
              : Torch.tensor(numbers, shape);
      var labels = Torch.tensor(random.longs(targets, 0, classes).toArray(), targets);
      return new Batch(Torch.keep(inputs), Torch.keep(labels));
    }
  }
}
