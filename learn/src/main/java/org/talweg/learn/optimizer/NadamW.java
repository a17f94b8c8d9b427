package org.talweg.learn.optimizer;

import org.bytedeco.pytorch.Tensor;
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
 * AdamW with Nesterov's look ahead: the gradient counts once more in the first moment.
 *
 * <pre>
 *   m &lt;- b1 m + (1 - b1) g        v &lt;- b2 v + (1 - b2) g^2
 *   n  = b1 m / (1 - b1^(t+1)) + (1 - b1) g / (1 - b1^t)
 *   w &lt;- w - eta ( n / (sqrt(v / (1 - b2^t)) + eps) + lambda w )
 * </pre>
 *
 * <p>Source: Dozat 2016, algorithm 2 with a constant b1; the decay is AdamW's. State: two numbers
 * per parameter.
 *
 * @param beta1 b1; 0.9
 * @param beta2 b2; 0.999
 * @param epsilon eps; 1e-8
 * @param decay lambda; 0.01
 */
public record NadamW(double beta1, double beta2, double epsilon, double decay)
    implements Optimizer {
  public NadamW() {
    this(0.9, 0.999, 1e-8, 0.01);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile("nadamw", "AdamW that looks one step ahead.", "Dozat 2016");
  }

  @Override
  public double reach() {
    return 0.59;
  }

  @Override
  public double rate() {
    return 1e-3;
  }

  @Override
  public Transformation direction() {
    return Chain.of(new AheadMoments(beta1, beta2, epsilon), new Decay(decay));
  }

  /** n over the root. */
  private record AheadMoments(double beta1, double beta2, double epsilon)
      implements Transformation {
    @Override
    public Memory begin(Layout layout, Precision precision) {
      return Memory.of("m", Params.zeros(layout, precision), "v", Params.zeros(layout, precision));
    }

    @Override
    public void apply(Update update, Memory memory) {
      Tensor u = update.whole();
      Tensor m = memory.tree("m").flat();
      Tensor v = memory.tree("v").flat();
      long t = update.step().number();
      m.lerp_(u, Torch.scalar(1 - beta1));
      v.mul_(Torch.scalar(beta2)).addcmul_(u, u, Torch.scalar(1 - beta2));
      double ahead = beta1 / (1 - Math.pow(beta1, t + 1));
      u.mul_(Torch.scalar((1 - beta1) / (1 - Math.pow(beta1, t)))).add_(m, Torch.scalar(ahead));
      double root = Math.sqrt(1 - Math.pow(beta2, t));
      u.div_(v.sqrt().add_(Torch.scalar(epsilon * root)));
      update.scale(root);
    }
  }
}
