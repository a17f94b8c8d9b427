package org.talweg.app.report;

import java.util.List;
import java.util.Optional;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.learn.train.Checkpoint;
import org.talweg.learn.train.Checkpoint.Point;
import org.talweg.learn.train.Training;
import org.talweg.model.Objective;

/**
 * A run of a training as the journal tells it.
 *
 * @param state as of every run
 * @param reason why it ended, empty while it has not
 * @param checkpoints in order
 */
public record TrainingRecord(
    RunHeader header, String state, String reason, List<Checkpoint> checkpoints) {
  public TrainingRecord {
    checkpoints = List.copyOf(checkpoints);
  }

  /** Whether a run is of this kind. */
  public static boolean is(RunHeader header) {
    return header.form().equals(Training.TRAINING.name());
  }

  /** Reads a run. */
  public static TrainingRecord read(Journal journal, RunHeader header) {
    List<Journal.Entry> entries = journal.read(header.id(), 0);
    String reason =
        !entries.isEmpty() && entries.getLast().event() instanceof Event.Ended ended
            ? ended.reason()
            : "";
    return new TrainingRecord(
        header, RunRecord.state(journal, header), reason, Checkpoint.of(entries));
  }

  /** What the weights are judged by. */
  public Objective objective() {
    return header.objectives().getFirst();
  }

  /** The curve, of all sessions. */
  public List<Point> points() {
    return checkpoints.stream().flatMap(checkpoint -> checkpoint.curve().stream()).toList();
  }

  /** What was measured on the validation set, by name; what the weights are judged by is first. */
  public List<String> measures() {
    return points().stream()
        .flatMap(point -> point.validation().keySet().stream())
        .distinct()
        .sorted(
            (a, b) -> Boolean.compare(b.equals(objective().name()), a.equals(objective().name())))
        .toList();
  }

  /** Where the weights were best. */
  public Optional<Checkpoint> best() {
    return Checkpoint.best(checkpoints, objective());
  }

  /** Steps taken. */
  public long steps() {
    return checkpoints.isEmpty() ? 0 : checkpoints.getLast().step();
  }

  /** Seconds of training, looks at the validation set and the writing of weights left out. */
  public double seconds() {
    return checkpoints.isEmpty() ? 0 : checkpoints.getLast().point().seconds();
  }
}
