package org.talweg.learn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.model.Objective;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the journal holds of a checkpoint, as JSON; the weights themselves lie in a file of the run.
 *
 * @param horizon how many steps were planned by then, 0 where nobody knew
 * @param fingerprint of the weights
 * @param curve what happened since the checkpoint before; the last point is this one's own
 */
public record Checkpoint(long horizon, int fingerprint, List<Point> curve) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A place on the curves of a training.
   *
   * @param loss the mean training loss since the point before
   * @param rate the learning rate of the step
   * @param seconds of training since the run began, while nobody judged or wrote weights
   * @param validation what was measured on the validation set; empty where nobody looked
   */
  public record Point(
      long step, double loss, double rate, double seconds, Map<String, Double> validation) {
    public Point {
      validation = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    }

    /** A measure of the validation set, NaN where nobody looked. */
    public double validation(String measure) {
      return validation.getOrDefault(measure, Double.NaN);
    }
  }

  public Checkpoint {
    curve = List.copyOf(curve);
    if (curve.isEmpty()) {
      throw new IllegalArgumentException("a checkpoint is a point of its curve");
    }
  }

  /** Before the first step. */
  static Checkpoint start(long horizon) {
    return new Checkpoint(horizon, 0, List.of(new Point(0, Double.NaN, 0, 0, Map.of())));
  }

  /** The point where it was made. */
  public Point point() {
    return curve.getLast();
  }

  /** After which step it was made. */
  public long step() {
    return point().step();
  }

  /** The checkpoints that a run's journal tells of, in order. */
  public static List<Checkpoint> of(List<Journal.Entry> entries) {
    return entries.stream()
        .map(Journal.Entry::event)
        .filter(Event.Answered.class::isInstance)
        .map(event -> parse(((Event.Answered) event).answer()))
        .toList();
  }

  /** The best of them; the first of equals. */
  public static Optional<Checkpoint> best(List<Checkpoint> all, Objective objective) {
    return all.stream()
        .filter(checkpoint -> !Double.isNaN(cost(checkpoint, objective)))
        .reduce((a, b) -> cost(b, objective) < cost(a, objective) ? b : a);
  }

  private static double cost(Checkpoint checkpoint, Objective objective) {
    return objective.direction().cost(checkpoint.point().validation(objective.name()));
  }

  @Override
  public String toString() {
    return JSON.writeValueAsString(this);
  }

  static Checkpoint parse(String line) {
    try {
      return JSON.readValue(line, Checkpoint.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no checkpoint of this Talweg: " + line, e);
    }
  }
}
