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
 * Adam that divides by how much the gradient surprises rather than by how large it is.
 *
 * <pre>
 *   m &lt;- b1 m + (1 - b1) g        s &lt;- b2 s + (1 - b2) (g - m)^2 + eps
 *   w &lt;- w - eta ( (m / (1 - b1^t)) / (sqrt(s / (1 - b2^t)) + eps) + lambda w )
 * </pre>
 *
 * <p>The residual uses the new m, and eps goes into the stored s, where it adds up to eps / (1 -
 * b2): a large eps turns the method into momentum with one step size for all. Source: Zhuang et al.
 * 2020, algorithm 2. Rectified, the step is multiplied as in RAdam (Liu et al. 2020), s is not
 * corrected, and while the variance of the step is unbounded plain momentum is used.
 *
 * @param beta1 b1; 0.9
 * @param beta2 b2; 0.999
 * @param epsilon eps; 1e-16, or 1e-8 where SGD does well
 * @param decay lambda, decoupled
 * @param rectified whether early steps are shortened
 */
public record AdaBelief(double beta1, double beta2, double epsilon, double decay, boolean rectified)
    implements Optimizer {
  public AdaBelief() {
    this(0.9, 0.999, 1e-16, 0.01, false);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "adabelief", "Adam that divides by how much the gradient surprises.", "adabelief");
  }

  @Override
  public double reach() {
    return 0.55;
  }

  @Override
  public double rate() {
    return 1e-3;
  }

  @Override
  public Transformation direction() {
    return Chain.of(new Belief(beta1, beta2, epsilon, rectified), new Decay(decay));
  }

  /** Scales by the running variance around the running mean. */
  public record Belief(double beta1, double beta2, double epsilon, boolean rectified)
      implements Transformation {
    @Override
    public Memory begin(Layout layout, Precision precision) {
      return Memory.of("m", Params.zeros(layout, precision), "s", Params.zeros(layout, precision));
    }

    @Override
    public void apply(Update update, Memory memory) {
      Tensor u = update.whole();
      Tensor m = memory.tree("m").flat();
      Tensor s = memory.tree("s").flat();
      long t = update.step().number();
      m.lerp_(u, Torch.scalar(1 - beta1));
      u.sub_(m);
      s.mul_(Torch.scalar(beta2))
          .addcmul_(u, u, Torch.scalar(1 - beta2))
          .add_(Torch.scalar(epsilon));
      double root = rectified ? 1 : Math.sqrt(1 - Math.pow(beta2, t));
      double factor = rectified ? rectification(t) : 1;
      update.scale((factor == 0 ? 1 : factor * root) / (1 - Math.pow(beta1, t)));
      if (factor == 0) {
        u.copy_(m);
      } else {
        torch.sqrt_out(u, s);
        u.add_(Torch.scalar(epsilon * root));
        torch.div_out(u, m, u);
      }
    }

    /** The factor of RAdam, 0 where the variance is unbounded. */
    private double rectification(long t) {
      double most = 2 / (1 - beta2) - 1;
      double power = Math.pow(beta2, t);
      double n = most - 2 * t * power / (1 - power);
      return n < 5
          ? 0
          : Math.sqrt((1 - power) * (n - 4) * (n - 2) * most / ((most - 4) * (most - 2) * n));
    }
  }
}
