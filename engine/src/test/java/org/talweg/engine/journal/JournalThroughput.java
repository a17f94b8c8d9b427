package org.talweg.engine.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.talweg.engine.Result;
import org.talweg.engine.journal.Journal.Worker;
import org.talweg.model.Assessment;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

/**
 * Trials per second that one writer journals as the run loop does, one transaction for what was
 * asked and one for what finished, and what opening and reading cost. Not a test; run its main with
 * a directory on the disk to measure and, optionally, the number of trials.
 */
final class JournalThroughput {
  private static final Space SPACE =
      Space.of(
          Parameter.real("x", -5, 10),
          Parameter.real("y", 0, 15),
          Parameter.logInteger("n", 1, 1 << 20),
          Parameter.choice("mode", "fast", "normal"));

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private JournalThroughput() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    int trials = args.length > 1 ? Integer.parseInt(args[1]) : 50_000;
    Path file = Files.createTempDirectory(directory, "journal").resolve("runs.db");
    var start = new Stopwatch();
    SqliteJournal.open(file).close();
    report("first opening, native library included", 1, start);
    start = new Stopwatch();
    SqliteJournal.open(file).close();
    report("next opening", 1, start);
    for (int round = 1; round <= 3; round++) {
      try (var journal = new MemoryJournal()) {
        write("in memory", journal, "m" + round, trials);
      }
      try (var journal = SqliteJournal.open(file)) {
        write("SQLite", journal, "s" + round, trials);
        start = new Stopwatch();
        int events = journal.read("s" + round, 0).size();
        report("events read", events, start);
        start = new Stopwatch();
        for (int i = 0; i < 1_000; i++) {
          journal.read("s" + round, Long.MAX_VALUE / 2);
        }
        report("reads of nothing new", 1_000, start);
      }
    }
    System.out.printf("%,d bytes a trial%n", Files.size(file) / (3L * trials));
    Files.delete(file);
    Files.delete(file.getParent());
  }

  private static void write(String name, Journal journal, String run, int trials) {
    Worker self = Workers.self(1);
    journal.create(Runs.header(run));
    if (!journal.lead(run, self)) {
      throw new IllegalStateException("somebody else leads a new run");
    }
    var start = new Stopwatch();
    for (int i = 1; i <= trials; i++) {
      Point point = point(i, trials);
      String json = PointJson.write(point);
      boolean leads =
          journal.append(run, self, List.of(new Event.Asked(i, json, Double.NaN, self.id())));
      if (!leads) {
        throw new IllegalStateException("lost the lead");
      }
      var result = new Result.Done(Assessment.of(Math.sin(i)));
      journal.finish(run, List.of(new Event.Finished(i, result, 1e-6 * i, List.of(), self.id())));
    }
    report("trials, " + name, trials, start);
  }

  private static Point point(int i, int trials) {
    double u = (i - 0.5) / trials;
    return SPACE.point(
        java.util.Map.of(
            "x", new Value.Real(-5 + 15 * u),
            "y", new Value.Real(15 * u * u),
            "n", new Value.Int(1 + i),
            "mode", new Value.Text("normal")));
  }

  private static void report(String what, int count, Stopwatch start) {
    double seconds = (System.nanoTime() - start.wall) / 1e9;
    double cpu = (THREADS.getCurrentThreadCpuTime() - start.cpu) / 1e9;
    System.out.printf(
        "%-45s %,12.0f /s %12.1f us each, %12.1f us on the processor%n",
        what, count / seconds, seconds / count * 1e6, cpu / count * 1e6);
  }

  /** Wall time and, less disturbed by whatever else the machine does, time on the processor. */
  private static final class Stopwatch {
    final long wall = System.nanoTime();
    final long cpu = THREADS.getCurrentThreadCpuTime();
  }
}
