package org.talweg.learn.model;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;

/**
 * A function of inputs and parameters. It holds no numbers itself: the parameters are a tree of the
 * layout that it states, so that one model serves many trainings, averages and copies.
 *
 * <p>The names tell optimizers what a tensor is: {@code embedding...} and {@code head...} are the
 * first and last layers, {@code ...norm.weight} a gain, {@code ...bias} an offset.
 */
public interface Model {
  /** Names and shapes of the parameters. */
  Layout layout();

  /**
   * The outputs.
   *
   * @param training whether dropout and the like are at work
   */
  Tensor forward(Params parameters, Tensor inputs, boolean training);

  /**
   * Draws parameters to begin with: gains 1, offsets 0, embeddings normal with deviation 0.02,
   * other weights uniform within 1/sqrt of the number of inputs.
   */
  default void initialize(Params parameters, long seed) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      Torch.seed(seed);
      for (Layout.Entry entry : parameters.layout().entries()) {
        Tensor tensor = parameters.get(entry.name());
        if (entry.name().endsWith("norm.weight")) {
          tensor.fill_(Torch.scalar(1));
        } else if (entry.shape().size() < 2) {
          tensor.zero_();
        } else if (entry.name().startsWith("embedding")) {
          tensor.normal_().mul_(Torch.scalar(0.02));
        } else {
          double bound = 1 / Math.sqrt((double) entry.count() / entry.shape().getFirst());
          tensor.uniform_().sub_(Torch.scalar(0.5)).mul_(Torch.scalar(2 * bound));
        }
      }
    }
  }
}
