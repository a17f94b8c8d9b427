package org.talweg.learn.gradient;

import org.bytedeco.pytorch.Tensor;

/**
 * Shortens an update that is longer than a limit, all tensors together:
 *
 * <pre>
 *   u &lt;- u min(1, c / ||u||)
 * </pre>
 *
 * @param limit c; typically 1
 */
public record ClipByGlobalNorm(double limit) implements Transformation {
  public ClipByGlobalNorm {
    if (!(limit > 0)) {
      throw new IllegalArgumentException("a norm is clipped at more than 0, not " + limit);
    }
  }

  @Override
  public void apply(Update update, Memory memory) {
    Tensor norm = update.flat().norm();
    double length = Math.abs(update.scale()) * norm.item_double();
    if (length > limit) {
      update.scale(limit / length);
    }
  }
}
