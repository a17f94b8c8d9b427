package org.talweg.papers.algoperf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.Table;
import org.talweg.learn.data.TextWindows;
import org.talweg.learn.model.ConvNet;
import org.talweg.learn.model.Mlp;
import org.talweg.learn.model.Model;
import org.talweg.learn.model.Transformer;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.train.Loss;
import org.talweg.learn.train.Settings;
import org.talweg.learn.train.Training;
import org.talweg.papers.Context;
import org.talweg.papers.training.Itself;
import org.talweg.papers.training.Tasks;

/**
 * The workloads, each with a variant that differs in one thing. A seed draws the data, which both
 * share unless the variant is of the data.
 */
enum Task {
  /** Variant: tanh instead of ReLU. */
  CLASSES("the teacher's classes", 64, 150) {
    @Override
    Training draw(long seed, boolean variant) {
      Training plain = Tasks.TEACHER.draw(seed);
      var activation = variant ? Mlp.Activation.TANH : Mlp.Activation.RELU;
      return training(
          new Mlp(32, List.of(64, 64), 10, activation),
          plain.examples(),
          plain.validation().range(0, JUDGED),
          Loss.CROSS_ENTROPY);
    }
  },
  /** Variant: half as many filters. */
  IMAGES("digits as images", 32, 120) {
    @Override
    Training draw(long seed, boolean variant) {
      Training plain = Tasks.DIGITS.draw(seed);
      var filters = variant ? List.of(4, 8) : List.of(8, 16);
      return training(
          new Imaged(new ConvNet(1, 8, 8, filters, 10)),
          plain.examples(),
          plain.validation().range(0, 200),
          Loss.CROSS_ENTROPY);
    }
  },
  /** Variant: logits a quarter as large. */
  CHARACTERS("characters of a text", 8, 100) {
    @Override
    Training draw(long seed, boolean variant) {
      TextWindows text = TextWindows.of(shakespeare(), WINDOW);
      Model model = new Transformer(text.classes(), WINDOW, 32, 2, 1);
      return training(
          variant ? new Scaled(model, 0.25) : model,
          text.part(0, 0.9),
          text.part(0.9, 0.95).apart(),
          Loss.CROSS_ENTROPY);
    }
  },
  /** Variant: tanh instead of GELU. */
  BOTTLENECK("digits through a bottleneck", 64, 150) {
    @Override
    Training draw(long seed, boolean variant) {
      Training plain = Tasks.DIGITS.draw(seed);
      var activation = variant ? Mlp.Activation.TANH : Mlp.Activation.GELU;
      return training(
          new Mlp(64, List.of(32, 8, 32), 64, activation),
          new Itself(plain.examples()),
          new Itself(plain.validation().range(0, JUDGED)),
          Loss.SQUARED_ERROR);
    }
  },
  /** Variant: a fifth of the labels turned round. */
  RARE("rare features", 64, 100) {
    @Override
    Training draw(long seed, boolean variant) {
      Table all = rare(Context.random(seed, "rare"), variant ? 0.2 : 0);
      return training(
          new Mlp(FEATURES, List.of(), 2),
          all.range(0, 4000),
          all.range(4000, 4000 + JUDGED),
          Loss.CROSS_ENTROPY);
    }
  };

  private static final int JUDGED = 300;
  private static final int WINDOW = 32;
  private static final int FEATURES = 500;

  private final String words;
  private final int batch;

  /** Steps of a run that sets a target. */
  final int steps;

  Task(String words, int batch, int steps) {
    this.words = words;
    this.batch = batch;
    this.steps = steps;
  }

  /** The workload, or its variant. */
  abstract Training draw(long seed, boolean variant);

  @Override
  public String toString() {
    return words;
  }

  Training training(Model model, DataSet examples, DataSet validation, Loss loss) {
    Settings settings = Settings.defaults().withBatch(batch).withClip(Double.POSITIVE_INFINITY);
    return new Training(words, model, examples, validation, loss, settings);
  }

  private static String shakespeare() {
    try (InputStream raw =
            Objects.requireNonNull(Task.class.getResourceAsStream("shakespeare.txt.gz"));
        var text = new GZIPInputStream(raw)) {
      return new String(text.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Two classes of rows of which feature j is there with probability min(1/2, 5/j), drawn by a
   * logistic model with normal weights.
   */
  private static Table rare(RandomGenerator random, double turned) {
    int rows = 4000 + JUDGED;
    double[] weights = new double[FEATURES];
    Arrays.setAll(weights, _ -> 2 * random.nextGaussian());
    float[] inputs = new float[rows * FEATURES];
    float[] labels = new float[rows];
    for (int i = 0; i < rows; i++) {
      double logit = 0;
      for (int j = 0; j < FEATURES; j++) {
        if (random.nextDouble() < Math.min(0.5, 5.0 / (j + 1))) {
          inputs[i * FEATURES + j] = 1;
          logit += weights[j];
        }
      }
      boolean first = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      boolean other = random.nextDouble() < turned;
      labels[i] = first == other ? 0 : 1;
    }
    return Table.classes(inputs, labels, 2, FEATURES);
  }

  /** Rows of 64 numbers as images. */
  private record Imaged(ConvNet inner) implements Model {
    @Override
    public Layout layout() {
      return inner.layout();
    }

    @Override
    public Tensor forward(Params parameters, Tensor inputs, boolean training) {
      return inner.forward(parameters, inputs.view(-1, 1, 8, 8), training);
    }
  }

  /** A model whose outputs are multiplied. */
  private record Scaled(Model inner, double factor) implements Model {
    @Override
    public Layout layout() {
      return inner.layout();
    }

    @Override
    public Tensor forward(Params parameters, Tensor inputs, boolean training) {
      return inner.forward(parameters, inputs, training).mul(Torch.scalar(factor));
    }
  }
}
