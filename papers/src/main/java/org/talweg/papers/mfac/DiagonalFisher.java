package org.talweg.papers.mfac;

import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/**
 * The baseline that keeps the diagonal of the Fisher matrix alone, of as many gradients:
 *
 * <pre>
 *   f &lt;- (1 - 1/m) f + g^2 / m        u &lt;- g / (f + lambda)
 * </pre>
 *
 * @param window m
 * @param damping lambda
 */
record DiagonalFisher(int window, double damping) implements Transformation {
  @Override
  public Memory begin(Layout layout, Precision precision) {
    return Memory.of("f", Params.zeros(layout, precision));
  }

  @Override
  public void apply(Update update, Memory memory) {
    Tensor u = update.whole();
    Tensor f = memory.tree("f").flat();
    double share = 1.0 / window;
    f.mul_(Torch.scalar(1 - share)).addcmul_(u, u, Torch.scalar(share));
    u.div_(f.add(Torch.scalar(damping)));
  }
}
