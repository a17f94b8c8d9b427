package org.talweg.learn.gradient;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Stretch;
import org.talweg.learn.tensor.Torch;

/**
 * The update of one step on its way through the transformations: {@code scale * tree}.
 *
 * <p>The factor is kept apart so that multiplying by a learning rate or a bias correction costs
 * nothing; a transformation that is not homogeneous asks for {@link #whole}, or {@link #stretches}.
 *
 * <p>Inside a {@link Partition} the numbers may lie in several places. {@link #flat} and {@link
 * #whole} gather them first, which is a copy in and one out; {@link #stretches} gives them where
 * they lie, unless so few lie together that a copy costs less than the calls.
 */
public final class Update {
  /** Copying so many numbers costs about as much as a call of LibTorch. */
  private static final long FEW = 2048;

  private final Params given;
  private final Params givenParameters;
  private final Step step;
  private @Nullable Params gathered;
  private @Nullable Params gatheredParameters;
  private double scale;

  /** An update that begins as the given tree, which is overwritten. */
  public Update(Params tree, Params parameters, Step step) {
    this(tree, parameters, step, 1);
  }

  Update(Params tree, Params parameters, Step step, double scale) {
    this.given = tree;
    this.givenParameters = parameters;
    this.step = step;
    this.scale = scale;
  }

  /** The update without its factor, to be changed in place: views by name. */
  public Params tree() {
    return gathered == null ? given : gathered;
  }

  /** All numbers of the update without its factor, together, to be changed in place. */
  public Tensor flat() {
    if (tree().stretches().size() != 1) {
      gathered = given.copy();
    }
    return tree().flat();
  }

  /** Writes back what was gathered. */
  void settle() {
    if (gathered != null) {
      given.set(gathered);
      gathered.close();
      gathered = null;
    }
    if (gatheredParameters != null) {
      gatheredParameters.close();
      gatheredParameters = null;
    }
  }

  /** The factor. */
  public double scale() {
    return scale;
  }

  /** Multiplies the update. */
  public void scale(double factor) {
    scale *= factor;
  }

  /** Lets the factor be another one: the update becomes another, too. */
  void replaceScale(double other) {
    scale = other;
  }

  /** The update with its factor multiplied in, to be changed in place. */
  public Tensor whole() {
    Tensor flat = flat();
    wholeTree();
    return flat;
  }

  /** The same where it lies. */
  public List<Stretch> stretches() {
    int pieces = tree().stretches().size();
    if (pieces > 1 && given.layout().count() < FEW * pieces) {
      flat();
    }
    return wholeTree().stretches();
  }

  /** The update with its factor multiplied in: views by name. */
  public Params wholeTree() {
    if (scale != 1) {
      Scalar factor = Torch.scalar(scale);
      tree().stretches().forEach(s -> s.numbers().mul_(factor));
      scale = 1;
    }
    return tree();
  }

  /** The parameters before the step, which lie as {@link #tree} does: to be read. */
  public Params parameters() {
    if (gathered != null && gatheredParameters == null) {
      gatheredParameters = givenParameters.copy();
    }
    return gatheredParameters == null ? givenParameters : gatheredParameters;
  }

  /** Which step it is. */
  public Step step() {
    return step;
  }
}
