package org.talweg.papers.training;

import java.util.Arrays;
import java.util.OptionalInt;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.Order;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Training;

/**
 * What one training came to; infinite losses where it diverged.
 *
 * @param trainLoss of the first thousand examples, after the last step
 * @param testLoss of the examples held out
 * @param accuracy on them
 * @param curve the train loss after every {@code every} steps
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Fit(double trainLoss, double testLoss, double accuracy, int every, double[] curve) {
  private static final int PROBE = 1000;
  private static final Object DRAWING = new Object();

  /**
   * Trains on one thread, without clipping.
   *
   * @param every steps between points of the curve, 0 for no curve
   */
  public static Fit of(
      Training training, Transformation rule, int batch, int steps, int every, long seed) {
    Torch.threads(1);
    DataSet examples = training.examples();
    DataSet probe = examples.range(0, Math.min(PROBE, examples.size()));
    var order = new Order(examples.size(), batch, seed);
    double[] curve = new double[every == 0 ? 0 : steps / every];
    try (Params w = begin(training, seed);
        var descent = new Descent(w, rule, steps)) {
      for (int t = 1; t <= steps; t++) {
        long[] rows = order.batch(t);
        descent.step(() -> training.loss(w, examples.batch(rows)));
        if (every > 0 && t % every == 0) {
          curve[t / every - 1] = loss(training, w.weights(), probe);
        }
      }
      Weights weights = w.weights();
      var test = training.measure(weights, training.validation());
      return new Fit(
          loss(training, weights, probe),
          finite(test.getOrDefault("loss", Double.NaN)),
          test.getOrDefault("accuracy", 0.0),
          every,
          curve);
    }
  }

  /** Parameters drawn by a seed: LibTorch has one generator for all threads. */
  public static Params begin(Training training, long seed) {
    synchronized (DRAWING) {
      return training.begin(seed);
    }
  }

  private static double loss(Training training, Weights weights, DataSet set) {
    return finite(training.measure(weights, set).getOrDefault("loss", Double.NaN));
  }

  private static double finite(double loss) {
    return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
  }

  /** The first step, of those that the curve has, after which the train loss is at most that. */
  public OptionalInt stepsTo(double target) {
    return Arrays.stream(curve).anyMatch(v -> v <= target)
        ? OptionalInt.of(every * (1 + first(target)))
        : OptionalInt.empty();
  }

  private int first(double target) {
    int i = 0;
    while (curve[i] > target) {
      i++;
    }
    return i;
  }
}
