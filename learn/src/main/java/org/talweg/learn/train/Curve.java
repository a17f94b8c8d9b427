package org.talweg.learn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.talweg.learn.train.Checkpoint.Point;
import org.talweg.model.EnvironmentException;

/**
 * The curve of a training from one checkpoint to the next. Points stand so far apart that a
 * training of known length has a few hundred. Its clock stands still while weights are judged.
 */
final class Curve {
  private static final int POINTS = 200;

  private final List<Point> points = new ArrayList<>();
  private final long every;
  private final double before;
  private final long start = System.nanoTime();
  private long paused = 0;
  private long last;
  private double sum = 0;

  Curve(Checkpoint from, long horizon) {
    every = Math.max(1, horizon / POINTS);
    before = from.point().seconds();
    last = from.step();
  }

  /** Judges weights. */
  interface Judge {
    Map<String, Double> measures() throws EnvironmentException;
  }

  /** Seconds of training since the run began. */
  double seconds() {
    return before + (System.nanoTime() - start - paused) / 1e9;
  }

  /** A step was taken. */
  void add(long step, double loss, double rate) {
    sum += loss;
    if (step % every == 0) {
      mark(step, rate, seconds(), Map.of());
    }
  }

  /** The weights after the last step that was added are judged. */
  Point judge(long step, double rate, Judge judge) throws EnvironmentException {
    double seconds = seconds();
    long began = System.nanoTime();
    Map<String, Double> measures = judge.measures();
    paused += System.nanoTime() - began;
    return mark(step, rate, seconds, measures);
  }

  private Point mark(long step, double rate, double seconds, Map<String, Double> measures) {
    boolean marked = !points.isEmpty() && last == step;
    double loss = marked ? points.removeLast().loss() : sum / (step - last);
    var point = new Point(step, loss, rate, seconds, measures);
    points.add(point);
    last = step;
    sum = 0;
    return point;
  }

  /** All points so far. */
  List<Point> points() {
    return List.copyOf(points);
  }
}
