package org.talweg.learn.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Torch;

/** What a model's outputs are judged by: a mean over examples. */
public enum Loss {
  /** The mean negative logarithm of the probability of the right class. */
  CROSS_ENTROPY,
  /** The mean squared difference. */
  SQUARED_ERROR;

  /** A scalar that can be differentiated. */
  public Tensor value(Tensor outputs, Tensor targets) {
    return switch (this) {
      case CROSS_ENTROPY -> {
        Tensor logits = outputs.view(-1, outputs.size(-1));
        Torch.expect("the targets", targets.view(-1), logits.size(0));
        yield torch.cross_entropy_loss(logits, targets.view(-1));
      }
      case SQUARED_ERROR -> {
        Torch.expect("the targets", targets.view(-1), outputs.numel());
        yield torch.mse_loss(outputs.view(-1), targets.view(-1));
      }
    };
  }

  /** What else is worth knowing, as means over examples. */
  Map<String, Double> measures(Tensor outputs, Tensor targets) {
    var measures = new LinkedHashMap<String, Double>();
    if (this == CROSS_ENTROPY) {
      Tensor guess =
          outputs
              .view(-1, outputs.size(-1))
              .argmax(new org.bytedeco.pytorch.LongOptional(1), false);
      measures.put(
          "accuracy", guess.eq(targets.view(-1)).to(torch.ScalarType.Double).mean().item_double());
    }
    return measures;
  }
}
