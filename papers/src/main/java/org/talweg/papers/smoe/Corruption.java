package org.talweg.papers.smoe;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.talweg.learn.data.Batch;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.Order;
import org.talweg.learn.data.Table;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Moments;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Training;
import org.talweg.papers.Context;
import org.talweg.papers.training.Tasks;

/**
 * Trains a network on digits and judges it on others, clean and with Gaussian noise of deviation
 * 1/2 added to the standardised pixels.
 *
 * @param clean the test loss
 * @param noisy that with noise
 * @param accuracy with noise
 */
record Corruption(double clean, double noisy, double accuracy) {
  private static final int BATCH = 64;
  private static final double NOISE = 0.5;
  private static final Object DRAWING = new Object();

  static Corruption of(SmoeNet net, double rate, int steps, long seed) {
    Torch.threads(1);
    Training plain = Tasks.DIGITS.draw(seed);
    var training =
        new Training(
            "digits", net, plain.examples(), plain.validation(), plain.loss(), plain.settings());
    var rule = Chain.of(new Moments(0.9, 0.999, 1e-8), new Rate(rate, new Cosine(0)));
    var order = new Order(plain.examples().size(), BATCH, seed);
    try (Params w = begin(training, seed);
        var descent = new Descent(w, rule, steps)) {
      for (int t = 1; t <= steps; t++) {
        long[] rows = order.batch(t);
        descent.step(() -> training.loss(w, plain.examples().batch(rows)));
      }
      Weights weights = w.weights();
      var clean = training.measure(weights, plain.validation());
      var noisy =
          training.measure(weights, noisy(plain.validation(), Context.random(seed, "noise")));
      return new Corruption(
          clean.getOrDefault("loss", Double.POSITIVE_INFINITY),
          noisy.getOrDefault("loss", Double.POSITIVE_INFINITY),
          noisy.getOrDefault("accuracy", 0.0));
    }
  }

  private static Params begin(Training training, long seed) {
    synchronized (DRAWING) {
      return training.begin(seed);
    }
  }

  private static Table noisy(DataSet set, RandomGenerator random) {
    try (var scope = new PointerScope()) {
      Batch all = set.batch(LongStream.range(0, set.size()).toArray());
      float[] inputs = Torch.floats(all.inputs());
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] += (float) (NOISE * random.nextGaussian());
      }
      return Table.classes(inputs, Torch.floats(all.targets()), set.classes(), set.inputShape());
    }
  }
}
