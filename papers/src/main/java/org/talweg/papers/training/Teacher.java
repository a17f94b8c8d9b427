package org.talweg.papers.training;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.learn.data.Table;

/**
 * Gaussian inputs whose variances fall as 1/k under a random rotation; the largest of the ten
 * standardised outputs of a random network names the class, and a tenth of the labels is redrawn.
 *
 * @param width of the inputs
 */
record Teacher(int width) {
  private static final int HIDDEN = 64;
  private static final int CLASSES = 10;
  private static final int EXAMPLES = 10_000;
  private static final double REDRAWN = 0.1;

  Table draw(RandomGenerator random) {
    double[][] rotation = rotation(random);
    double[][] first = gaussian(width, HIDDEN, 1 / Math.sqrt(width), random);
    double[][] second = gaussian(HIDDEN, CLASSES, 1, random);
    double sum = 0;
    for (int k = 1; k <= width; k++) {
      sum += 1.0 / k;
    }
    float[] inputs = new float[EXAMPLES * width];
    double[][] outputs = new double[EXAMPLES][];
    for (int i = 0; i < EXAMPLES; i++) {
      double[] plain = new double[width];
      for (int k = 0; k < width; k++) {
        plain[k] = random.nextGaussian() * Math.sqrt(width / sum / (k + 1));
      }
      double[] x = times(plain, rotation);
      for (int k = 0; k < width; k++) {
        inputs[i * width + k] = (float) x[k];
      }
      double[] hidden = times(x, first);
      Arrays.setAll(hidden, j -> Math.tanh(2 * hidden[j]));
      outputs[i] = times(hidden, second);
    }
    standardise(outputs);
    float[] labels = new float[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      boolean redrawn = random.nextDouble() < REDRAWN;
      labels[i] = redrawn ? random.nextInt(CLASSES) : largest(outputs[i]);
    }
    return Table.classes(inputs, labels, CLASSES, width);
  }

  private static void standardise(double[][] rows) {
    for (int c = 0; c < CLASSES; c++) {
      int column = c;
      double mean = Arrays.stream(rows).mapToDouble(r -> r[column]).average().orElseThrow();
      double square =
          Arrays.stream(rows)
              .mapToDouble(r -> (r[column] - mean) * (r[column] - mean))
              .average()
              .orElseThrow();
      for (double[] row : rows) {
        row[c] = (row[c] - mean) / Math.sqrt(square);
      }
    }
  }

  private static int largest(double[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  private static double[][] gaussian(int rows, int columns, double scale, RandomGenerator random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, _ -> scale * random.nextGaussian());
    }
    return matrix;
  }

  /** Orthonormal rows, by Gram and Schmidt on Gaussian ones. */
  private double[][] rotation(RandomGenerator random) {
    double[][] q = gaussian(width, width, 1, random);
    for (int i = 0; i < width; i++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double along = 0;
          for (int k = 0; k < width; k++) {
            along += q[i][k] * q[j][k];
          }
          for (int k = 0; k < width; k++) {
            q[i][k] -= along * q[j][k];
          }
        }
      }
      double length = Math.sqrt(Arrays.stream(q[i]).map(v -> v * v).sum());
      for (int k = 0; k < width; k++) {
        q[i][k] /= length;
      }
    }
    return q;
  }

  private static double[] times(double[] row, double[][] matrix) {
    double[] product = new double[matrix[0].length];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[j] += row[i] * matrix[i][j];
      }
    }
    return product;
  }
}
