package org.talweg.learn.gradient;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Stretch;
import org.talweg.learn.tensor.Torch;

/**
 * Heavy-ball or Nesterov momentum:
 *
 * <pre>
 *   b &lt;- beta b + gain u        u &lt;- b,   or beta b + gain u for Nesterov
 * </pre>
 *
 * State: one number per parameter.
 *
 * @param beta how much is kept
 * @param gain how much of the new update is added: 1, or 1 - beta for an average
 * @param nesterov whether to look one step ahead
 */
public record Momentum(double beta, double gain, boolean nesterov) implements Transformation {
  @Override
  public Memory begin(Layout layout, Precision precision) {
    return Memory.of("b", Params.zeros(layout, precision));
  }

  @Override
  public void apply(Update update, Memory memory) {
    Scalar kept = Torch.scalar(beta);
    Scalar added = Torch.scalar(gain);
    for (Stretch s : update.stretches()) {
      Tensor u = s.numbers();
      Tensor b = s.in(memory.tree("b"));
      b.mul_(kept).add_(u, added);
      if (nesterov) {
        if (gain != 1) {
          u.mul_(added);
        }
        u.add_(b, kept);
      } else {
        u.copy_(b);
      }
    }
  }
}
