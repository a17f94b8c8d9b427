package org.talweg.papers.bias;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.talweg.learn.data.Batch;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.Order;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.train.Training;
import org.talweg.papers.training.Tasks;

/**
 * Digits in five tasks one after the other, (0, 1), (2, 3) and so on, none seen again, on one
 * network with ten outputs.
 *
 * @param after the accuracy on a pair directly after it was learned, a mean over pairs
 * @param end the accuracy on a pair at the end of all, a mean over pairs
 */
record Forgetting(double after, double end) {
  private static final int PAIRS = 5;
  private static final int BATCH = 32;
  private static final Object DRAWING = new Object();

  /** The examples of two classes. */
  private record Pair(DataSet whole, List<Long> rows) implements DataSet {
    static List<Pair> of(DataSet whole) {
      long[] labels;
      try (var scope = new PointerScope()) {
        labels = Torch.longs(whole.batch(LongStream.range(0, whole.size()).toArray()).targets());
      }
      return IntStream.range(0, PAIRS)
          .mapToObj(
              p ->
                  new Pair(
                      whole,
                      LongStream.range(0, labels.length)
                          .filter(i -> labels[(int) i] / 2 == p)
                          .boxed()
                          .toList()))
          .toList();
    }

    @Override
    public long size() {
      return rows.size();
    }

    @Override
    public long[] inputShape() {
      return whole.inputShape();
    }

    @Override
    public int classes() {
      return whole.classes();
    }

    @Override
    public Batch batch(long[] examples) {
      return whole.batch(LongStream.of(examples).map(i -> rows.get((int) i)).toArray());
    }
  }

  /** Learns the five tasks, at a constant rate, the optimizer's memory kept from task to task. */
  static Forgetting of(Transformation direction, double rate, int steps, long seed) {
    Torch.threads(1);
    Training training = Tasks.DIGITS.draw(seed);
    List<Pair> learn = Pair.of(training.examples());
    List<Pair> judge = Pair.of(training.validation());
    var after = new ArrayList<Double>();
    try (Params w = begin(training, seed);
        var descent = new Descent(w, direction.then(new Rate(rate, Schedule.CONSTANT)), 0)) {
      for (int p = 0; p < PAIRS; p++) {
        Pair pair = learn.get(p);
        var order = new Order(pair.size(), BATCH, seed + p);
        for (int t = 1; t <= steps; t++) {
          long[] rows = order.batch(t);
          descent.step(() -> training.loss(w, pair.batch(rows)));
        }
        after.add(accuracy(training, w, judge.get(p)));
      }
      List<Double> end = judge.stream().map(pair -> accuracy(training, w, pair)).toList();
      return new Forgetting(mean(after), mean(end));
    }
  }

  private static Params begin(Training training, long seed) {
    synchronized (DRAWING) {
      return training.begin(seed);
    }
  }

  private static double accuracy(Training training, Params w, DataSet set) {
    return training.measure(w.weights(), set).getOrDefault("accuracy", 0.0);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }
}
