package org.talweg.learn.gradient;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Stretch;
import org.talweg.learn.tensor.Torch;

/**
 * Scales by running moments, as Adam does (Kingma and Ba 2015, algorithm 1):
 *
 * <pre>
 *   m &lt;- b1 m + (1 - b1) u        v &lt;- b2 v + (1 - b2) u^2
 *   u &lt;- ( m / (1 - b1^t) ) / ( sqrt( v / (1 - b2^t) ) + eps )
 * </pre>
 *
 * <p>Evaluated as {@code (sqrt(1 - b2^t) / (1 - b1^t)) m / (sqrt(v) + eps sqrt(1 - b2^t))}, whose
 * factor costs no pass. State: two numbers per parameter. Cost: six passes, one temporary.
 *
 * @param beta1 b1, how much of the first moment is kept
 * @param beta2 b2, how much of the second moment is kept
 * @param epsilon eps, added to the root
 */
public record Moments(double beta1, double beta2, double epsilon) implements Transformation {
  @Override
  public Memory begin(Layout layout, Precision precision) {
    return Memory.of("m", Params.zeros(layout, precision), "v", Params.zeros(layout, precision));
  }

  @Override
  public void apply(Update update, Memory memory) {
    long t = update.step().number();
    double correction1 = 1 - Math.pow(beta1, t);
    double correction2 = Math.sqrt(1 - Math.pow(beta2, t));
    Scalar add1 = Torch.scalar(1 - beta1);
    Scalar keep2 = Torch.scalar(beta2);
    Scalar add2 = Torch.scalar(1 - beta2);
    Scalar eps = Torch.scalar(epsilon * correction2);
    for (Stretch s : update.stretches()) {
      Tensor u = s.numbers();
      Tensor m = s.in(memory.tree("m"));
      Tensor v = s.in(memory.tree("v"));
      m.lerp_(u, add1);
      v.mul_(keep2).addcmul_(u, u, add2);
      torch.sqrt_out(u, v);
      u.add_(eps);
      torch.div_out(u, m, u);
    }
    update.scale(correction2 / correction1);
  }
}
