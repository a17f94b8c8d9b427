package org.talweg.learn.gradient;

import java.util.List;
import java.util.function.Predicate;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Stretch;
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
    var factor = Torch.scalar(rate / update.scale());
    if (chosen == ALL) {
      List<Stretch> u = update.tree().stretches();
      List<Stretch> w = update.parameters().stretches();
      for (int i = 0; i < u.size(); i++) {
        u.get(i).numbers().add_(w.get(i).numbers(), factor);
      }
      return;
    }
    for (Layout.Entry entry : update.tree().layout().entries()) {
      if (chosen.test(entry)) {
        update.tree().get(entry.name()).add_(update.parameters().get(entry.name()), factor);
      }
    }
  }
}
