package org.talweg.engine.command;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Probe;
import org.talweg.model.Value;

/**
 * Intermediate values that a running command prints, carried from the threads that read its output
 * to the thread that measures, which alone talks to the probe. A line whose groups are no numbers
 * is no report.
 */
final class Reports {
  private record Report(long step, double value) {}

  /** Says that the process has ended. */
  private static final Report END = new Report(Long.MAX_VALUE, 0);

  private final Optional<Pattern> progress;
  private final LinkedBlockingQueue<Report> queue = new LinkedBlockingQueue<>();

  Reports(Optional<Pattern> progress) {
    this.progress = progress;
  }

  boolean wanted() {
    return progress.isPresent();
  }

  /** Looks for a report in a line of output. */
  void line(String line) {
    Pattern pattern = progress.orElseThrow();
    Matcher matcher = pattern.matcher(line);
    boolean named = pattern.namedGroups().keySet().containsAll(Set.of("step", "value"));
    if (matcher.find()) {
      Value.Text step = text(named ? matcher.group("step") : matcher.group(1));
      Value.Text value = text(named ? matcher.group("value") : matcher.group(2));
      if (step.isNumber() && value.isNumber() && Double.isFinite(value.number())) {
        queue.add(new Report(Math.round(step.number()), value.number()));
      }
    }
  }

  private static Value.Text text(@Nullable String group) {
    return new Value.Text(group == null ? "" : group.strip());
  }

  /** Reports to the probe until the process ends. */
  void passOnUntilEnd(Process process, Probe probe)
      throws InterruptedException, Probe.StoppedEarly {
    if (!wanted()) {
      process.waitFor();
      return;
    }
    var _ = process.onExit().thenRun(() -> queue.add(END));
    Report report;
    while ((report = queue.take()) != END) {
      probe.report(report.step, report.value);
    }
  }

  /** Reports to the probe what has come since. */
  void passOn(Probe probe) throws Probe.StoppedEarly {
    Report report;
    while ((report = queue.poll()) != null) {
      probe.report(report.step, report.value);
    }
  }
}
