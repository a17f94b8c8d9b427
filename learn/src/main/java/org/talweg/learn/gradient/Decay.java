package org.talweg.learn.gradient;

import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Torch;

/**
 * Weight decay: u &lt;- u + lambda w, before the learning rate is multiplied in. Behind the moments
 * it is decoupled decay (Loshchilov and Hutter 2019), before them an L2 penalty.
 *
 * @param rate lambda
 * @param chosen which tensors decay; often matrices only
 */
public record Decay(double rate, Predicate<Layout.Entry> chosen) implements Transformation {
  private static final Predicate<Layout.Entry> ALL = entry -> true;

  /** Of all tensors. */
  public Decay(double rate) {
    this(rate, ALL);
  }

  @Override
  public void apply(Update update, Memory memory) {
    if (rate == 0) {
      return;
    }
    Tensor u = update.flat();
    var factor = Torch.scalar(rate / update.scale());
    if (chosen == ALL) {
      u.add_(update.parameters().flat(), factor);
      return;
    }
    for (Layout.Entry entry : update.tree().layout().entries()) {
      if (chosen.test(entry)) {
        update.tree().get(entry.name()).add_(update.parameters().get(entry.name()), factor);
      }
    }
  }
}
