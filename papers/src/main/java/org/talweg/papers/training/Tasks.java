package org.talweg.papers.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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
      DataSet all = new Teacher(32).draw(Context.random(seed, "teacher"));
      return classes(new Mlp(32, List.of(64, 64), CLASSES), all, 8000);
    }
  },
  /** The same with inputs in 64 dimensions, for a network 64-128-128-10. */
  WIDE_TEACHER("the wide teacher's classes") {
    @Override
    public Training draw(long seed) {
      DataSet all = new Teacher(64).draw(Context.random(seed, "teacher"));
      return classes(new Mlp(64, List.of(128, 128), CLASSES), all, 8000);
    }
  },
  /** 1400 and 397 of the 1797 digits of 8 by 8 pixels. For a network 64-32-10. */
  DIGITS("digits") {
    @Override
    public Training draw(long seed) {
      return classes(new Mlp(64, List.of(32), CLASSES), split(seed), 1400);
    }
  },
  /** The same for a network 64-64-10. */
  WIDE_DIGITS("digits, 64 hidden") {
    @Override
    public Training draw(long seed) {
      return classes(new Mlp(64, List.of(64), CLASSES), split(seed), 1400);
    }
  },
  /** Digits through a bottleneck: a network 64-32-8-32-64 with tanh and the mean squared error. */
  AUTOENCODER("digits, autoencoder") {
    @Override
    public Training draw(long seed) {
      var model = new Mlp(64, List.of(32, 8, 32), 64, Mlp.Activation.TANH);
      return training(model, new Itself(split(seed)), 1400, Loss.SQUARED_ERROR);
    }
  };

  private static final int CLASSES = 10;

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

  Training classes(Mlp model, DataSet all, long examples) {
    return training(model, all, examples, Loss.CROSS_ENTROPY);
  }

  Training training(Mlp model, DataSet all, long examples, Loss loss) {
    return new Training(
        words,
        model,
        all.range(0, examples),
        all.range(examples, all.size()),
        loss,
        Settings.defaults());
  }

  private static DataSet split(long seed) {
    return digits().shuffled(Context.seed(seed, "split"));
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
