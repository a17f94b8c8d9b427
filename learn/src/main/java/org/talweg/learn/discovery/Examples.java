package org.talweg.learn.discovery;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.talweg.learn.data.Batch;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.tensor.Torch;

/**
 * Examples as plain arrays.
 *
 * @param inputs a row per example
 * @param labels their classes
 * @param classes how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Examples(double[][] inputs, int[] labels, int classes) {
  public Examples {
    if (inputs.length == 0 || inputs.length != labels.length || classes < 2) {
      throw new IllegalArgumentException(
          "%d inputs, %d labels, %d classes: one of each example, and two classes or more"
              .formatted(inputs.length, labels.length, classes));
    }
  }

  /** At most so many of a data set's examples, whose targets are classes. */
  public static Examples of(DataSet set, int most) {
    try (var scope = new PointerScope()) {
      int n = (int) Math.min(most, set.size());
      Batch batch = set.batch(LongStream.range(0, n).toArray());
      double[] numbers = Torch.doubles(batch.inputs());
      double[] classes = Torch.doubles(batch.targets());
      int width = numbers.length / n;
      double[][] inputs = new double[n][];
      for (int i = 0; i < n; i++) {
        inputs[i] = Arrays.copyOfRange(numbers, i * width, (i + 1) * width);
      }
      int[] labels = Arrays.stream(classes).mapToInt(c -> (int) c).toArray();
      return new Examples(inputs, labels, set.classes());
    }
  }

  /** How many examples there are. */
  public int size() {
    return inputs.length;
  }

  /** How many numbers an input has. */
  public int width() {
    return inputs[0].length;
  }

  /** The examples from one number until before another. */
  public Examples range(int from, int until) {
    return new Examples(
        Arrays.copyOfRange(inputs, from, until), Arrays.copyOfRange(labels, from, until), classes);
  }

  /** In an order that a seed draws. */
  public Examples shuffled(long seed) {
    RandomGenerator random = random(seed);
    int[] order = new int[size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return new Examples(
        Arrays.stream(order).mapToObj(i -> inputs[i]).toArray(double[][]::new),
        Arrays.stream(order).map(i -> labels[i]).toArray(),
        classes);
  }

  /** Inputs of at most so many numbers, by a random Gaussian matrix where they have more. */
  public Examples projected(int most, long seed) {
    if (width() <= most) {
      return this;
    }
    RandomGenerator random = random(seed);
    double[][] matrix = new double[width()][most];
    for (double[] row : matrix) {
      Arrays.setAll(row, _ -> random.nextGaussian() / Math.sqrt(most));
    }
    double[][] projected = new double[size()][most];
    for (int n = 0; n < size(); n++) {
      for (int i = 0; i < width(); i++) {
        for (int j = 0; j < most; j++) {
          projected[n][j] += inputs[n][i] * matrix[i][j];
        }
      }
    }
    return new Examples(projected, labels, classes);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
