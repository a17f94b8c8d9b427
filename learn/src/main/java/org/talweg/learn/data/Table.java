package org.talweg.learn.data;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.tensor.Torch;

/** Examples in memory: a row of numbers each, and a class or a number as target. */
public final class Table implements DataSet {
  private final float[] inputs;
  private final float[] targets;
  private final long[] inputShape;
  private final int width;
  private final int classes;

  private Table(float[] inputs, float[] targets, long[] inputShape, int classes) {
    this.inputs = inputs;
    this.targets = targets;
    this.inputShape = inputShape.clone();
    this.width = (int) Arrays.stream(inputShape).reduce(1, Math::multiplyExact);
    this.classes = classes;
    if (targets.length == 0) {
      throw new IllegalArgumentException("there are no examples");
    }
    if (inputs.length != (long) width * targets.length) {
      throw new IllegalArgumentException(
          "%d numbers for %d examples of %d".formatted(inputs.length, targets.length, width));
    }
    for (int i = 0; i < inputs.length; i++) {
      if (!Float.isFinite(inputs[i])) {
        throw new IllegalArgumentException(
            "input %d of example %d is %s".formatted(i % width + 1, i / width + 1, inputs[i]));
      }
    }
    for (int i = 0; i < targets.length; i++) {
      boolean sound =
          classes == 0
              ? Float.isFinite(targets[i])
              : targets[i] == (int) targets[i] && targets[i] >= 0 && targets[i] < classes;
      if (!sound) {
        throw new IllegalArgumentException(
            "the target of example %d is %s%s"
                .formatted(
                    i + 1,
                    targets[i],
                    classes == 0 ? "" : ", not one of the classes 0 to " + (classes - 1)));
      }
    }
  }

  /** Examples with a class each, from 0; all arrays are kept. */
  public static Table classes(float[] inputs, float[] labels, int classes, long... inputShape) {
    return new Table(inputs, labels, inputShape, classes);
  }

  /** Examples with a number each; all arrays are kept. */
  public static Table numbers(float[] inputs, float[] targets, long... inputShape) {
    return new Table(inputs, targets, inputShape, 0);
  }

  /** The same with every input less its mean, over its deviation; constant inputs become 0. */
  public Table standardized() {
    float[] scaled = new float[inputs.length];
    int rows = targets.length;
    for (int j = 0; j < width; j++) {
      double mean = 0;
      for (int i = 0; i < rows; i++) {
        mean += inputs[i * width + j];
      }
      mean /= rows;
      double squares = 0;
      for (int i = 0; i < rows; i++) {
        squares += Math.pow(inputs[i * width + j] - mean, 2);
      }
      double deviation = Math.sqrt(squares / rows);
      for (int i = 0; i < rows; i++) {
        double value = inputs[i * width + j] - mean;
        scaled[i * width + j] = (float) (deviation > 0 ? value / deviation : 0);
      }
    }
    return new Table(scaled, targets, inputShape, classes);
  }

  /** The same with inputs of another shape, such as pixels as an image. */
  public Table shaped(long... shape) {
    return new Table(inputs, targets, shape, classes);
  }

  @Override
  public long size() {
    return targets.length;
  }

  @Override
  public long[] inputShape() {
    return inputShape.clone();
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public Batch batch(long[] examples) {
    float[] x = new float[examples.length * width];
    float[] numbers = new float[examples.length];
    for (int i = 0; i < examples.length; i++) {
      int row = Math.toIntExact(examples[i]);
      System.arraycopy(inputs, row * width, x, i * width, width);
      numbers[i] = targets[row];
    }
    return batch(x, numbers, classes, inputShape);
  }

  /** Tensors of as many examples as there are targets, made inside the caller's scope. */
  static Batch batch(float[] inputs, float[] targets, int classes, long... inputShape) {
    long[] shape = new long[inputShape.length + 1];
    shape[0] = targets.length;
    System.arraycopy(inputShape, 0, shape, 1, inputShape.length);
    Tensor x = Torch.tensor(inputs, shape);
    if (classes == 0) {
      return new Batch(x, Torch.tensor(targets, targets.length));
    }
    long[] labels = new long[targets.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (long) targets[i];
    }
    return new Batch(x, Torch.tensor(labels, labels.length));
  }
}
