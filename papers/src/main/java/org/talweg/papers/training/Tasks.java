package org.talweg.papers.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.Table;
import org.talweg.learn.model.Mlp;
import org.talweg.learn.train.Loss;
import org.talweg.learn.train.Settings;
import org.talweg.learn.train.Training;
import org.talweg.papers.Context;

/** The tasks. A seed draws the teacher or the split. */
public enum Tasks {
  /**
   * 8000 and 2000 Gaussian inputs in 32 dimensions whose variances fall as 1/k under a random
   * rotation; the largest of the ten standardised outputs of a random network names the class, and
   * a tenth of the labels is redrawn. For a network 32-64-64-10.
   */
  TEACHER("the teacher's classes") {
    @Override
    public Training draw(long seed) {
      DataSet all = teacher(Context.random(seed, "teacher"));
      return training(new Mlp(WIDTH, List.of(64, 64), CLASSES), all, 8000);
    }
  },
  /** 1400 and 397 of the 1797 digits of 8 by 8 pixels. For a network 64-32-10. */
  DIGITS("digits") {
    @Override
    public Training draw(long seed) {
      DataSet all = digits().shuffled(Context.seed(seed, "split"));
      return training(new Mlp(64, List.of(32), CLASSES), all, 1400);
    }
  };

  private static final int WIDTH = 32;
  private static final int HIDDEN = 64;
  private static final int CLASSES = 10;
  private static final int EXAMPLES = 10_000;
  private static final double REDRAWN = 0.1;

  private final String words;

  Tasks(String words) {
    this.words = words;
  }

  /** The task of a seed. */
  public abstract Training draw(long seed);

  @Override
  public String toString() {
    return words;
  }

  Training training(Mlp model, DataSet all, long examples) {
    return new Training(
        words,
        model,
        all.range(0, examples),
        all.range(examples, all.size()),
        Loss.CROSS_ENTROPY,
        Settings.defaults());
  }

  private static Table teacher(RandomGenerator random) {
    double[][] rotation = rotation(random);
    double[][] first = gaussian(WIDTH, HIDDEN, 1 / Math.sqrt(WIDTH), random);
    double[][] second = gaussian(HIDDEN, CLASSES, 1, random);
    double sum = 0;
    for (int k = 1; k <= WIDTH; k++) {
      sum += 1.0 / k;
    }
    float[] inputs = new float[EXAMPLES * WIDTH];
    double[][] outputs = new double[EXAMPLES][];
    for (int i = 0; i < EXAMPLES; i++) {
      double[] plain = new double[WIDTH];
      for (int k = 0; k < WIDTH; k++) {
        plain[k] = random.nextGaussian() * Math.sqrt(WIDTH / sum / (k + 1));
      }
      double[] x = times(plain, rotation);
      for (int k = 0; k < WIDTH; k++) {
        inputs[i * WIDTH + k] = (float) x[k];
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
    return Table.classes(inputs, labels, CLASSES, WIDTH);
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
  private static double[][] rotation(RandomGenerator random) {
    double[][] q = gaussian(WIDTH, WIDTH, 1, random);
    for (int i = 0; i < WIDTH; i++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double along = 0;
          for (int k = 0; k < WIDTH; k++) {
            along += q[i][k] * q[j][k];
          }
          for (int k = 0; k < WIDTH; k++) {
            q[i][k] -= along * q[j][k];
          }
        }
      }
      double length = Math.sqrt(Arrays.stream(q[i]).map(v -> v * v).sum());
      for (int k = 0; k < WIDTH; k++) {
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

  private static Table digits() {
    try (InputStream raw =
            Objects.requireNonNull(Tasks.class.getResourceAsStream("digits.csv.gz"));
        var lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.US_ASCII))) {
      List<String[]> rows = lines.lines().map(line -> line.split(",")).toList();
      float[] inputs = new float[rows.size() * 64];
      float[] labels = new float[rows.size()];
      for (int i = 0; i < labels.length; i++) {
        for (int k = 0; k < 64; k++) {
          inputs[i * 64 + k] = Float.parseFloat(rows.get(i)[k]);
        }
        labels[i] = Float.parseFloat(rows.get(i)[64]);
      }
      return Table.classes(inputs, labels, CLASSES, 64).standardized();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
