package org.talweg.learn.curvature;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.train.Training;

/** Gradients of a training, for {@link InverseFisher}. */
public final class Gradients {
  private Gradients() {}

  /**
   * The gradient of every batch's loss, one a row. Made inside the caller's scope.
   *
   * @param parameters {@linkplain Params#trainable trainable} ones, where to differentiate
   * @param batches examples by number; of one example each for the Fisher matrix of examples
   */
  public static Tensor at(Training training, Params parameters, List<long[]> batches) {
    Tensor rows =
        torch.zeros(
            new long[] {batches.size(), parameters.layout().count()},
            Torch.options(parameters.precision().type()));
    Tensor gradient = parameters.gradient().flat();
    for (int i = 0; i < batches.size(); i++) {
      try (var scope = new PointerScope()) {
        gradient.zero_();
        training.loss(parameters, training.examples().batch(batches.get(i))).backward();
        rows.select(0, i).copy_(gradient);
      }
    }
    return rows;
  }
}
