package org.talweg.papers.exadam;

import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/**
 * EXAdam with d1 = d2 = 1: Adam whose step adds the gradient itself.
 *
 * <pre>
 *   m &lt;- b1 m + (1 - b1) g        v &lt;- b2 v + (1 - b2) g^2
 *   u = (m + g) / (1 - b1^t) / ( sqrt(v / (1 - b2^t)) + eps )
 * </pre>
 */
record WithoutCorrections(double beta1, double beta2, double epsilon) implements Transformation {
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
    double root = Math.sqrt(1 - Math.pow(beta2, t));
    u.add_(m).div_(v.sqrt().add_(Torch.scalar(epsilon * root)));
    update.scale(root / (1 - Math.pow(beta1, t)));
  }
}
