package org.talweg.learn.gradient;

import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;

/**
 * The update of one step on its way through the transformations: {@code scale * tree}.
 *
 * <p>The factor is kept apart so that multiplying by a learning rate or a bias correction costs
 * nothing; a transformation that is not homogeneous asks for {@link #whole}.
 */
public final class Update {
  private final Params tree;
  private final Params parameters;
  private final Step step;
  private double scale = 1;

  /** An update that begins as the given tree, which is overwritten. */
  public Update(Params tree, Params parameters, Step step) {
    this.tree = tree;
    this.parameters = parameters;
    this.step = step;
  }

  /** The update without its factor, to be changed in place: all numbers, and views by name. */
  public Params tree() {
    return tree;
  }

  /** {@code tree().flat()}. */
  public Tensor flat() {
    return tree.flat();
  }

  /** The factor. */
  public double scale() {
    return scale;
  }

  /** Multiplies the update. */
  public void scale(double factor) {
    scale *= factor;
  }

  /** The update with its factor multiplied in, to be changed in place. */
  public Tensor whole() {
    if (scale != 1) {
      tree.flat().mul_(Torch.scalar(scale));
      scale = 1;
    }
    return tree.flat();
  }

  /** The parameters before the step: to be read. */
  public Params parameters() {
    return parameters;
  }

  /** Which step it is. */
  public Step step() {
    return step;
  }
}
