package org.talweg.learn.optimizer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.engine.Capability;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.Decay;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/**
 * The optimizer that a search over programs found: the sign of an average in which the new gradient
 * counts more than in the average that is remembered.
 *
 * <pre>
 *   c = b1 m + (1 - b1) g        w &lt;- w - eta (sign(c) + lambda w)        m &lt;- b2 m + (1 - b2) g
 * </pre>
 *
 * <p>Source: Chen et al. 2023, algorithm 2. Every step of every number is eta: rates are 3 to 10
 * times smaller than AdamW's and decay as much larger, and the rate must fall to nearly nothing.
 * State: one number per parameter, half of AdamW's.
 *
 * @param beta1 b1; 0.9
 * @param beta2 b2; 0.99
 * @param decay lambda; 0.1
 */
public record Lion(double beta1, double beta2, double decay) implements Optimizer {
  public Lion() {
    this(0.9, 0.99, 0.1);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "lion", "Steps by the sign of an average; half of the state of Adam.", "lion");
  }

  @Override
  public double reach() {
    return 0.55;
  }

  @Override
  public double rate() {
    return 2e-4;
  }

  @Override
  public Transformation direction() {
    return Chain.of(new SignOfAverage(beta1, beta2), new Decay(decay));
  }

  /** u &lt;- sign(b1 m + (1 - b1) u), m &lt;- b2 m + (1 - b2) u, with the u of before in both. */
  public record SignOfAverage(double beta1, double beta2) implements Transformation {
    @Override
    public Memory begin(Layout layout, Precision precision) {
      return Memory.of("m", Params.zeros(layout, precision));
    }

    @Override
    public void apply(Update update, Memory memory) {
      Tensor u = update.whole();
      Tensor m = memory.tree("m").flat();
      Tensor c = m.lerp(u, Torch.scalar(1 - beta1));
      m.lerp_(u, Torch.scalar(1 - beta2));
      torch.sign_out(u, c);
    }
  }
}
