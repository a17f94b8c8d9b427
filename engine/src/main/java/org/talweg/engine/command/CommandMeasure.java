package org.talweg.engine.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.talweg.model.AssessmentException;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Formula;
import org.talweg.model.Measure;
import org.talweg.model.Point;
import org.talweg.model.Probe;
import org.talweg.model.Value;

/**
 * Evaluates a point by running a command, without a shell, and reading quantities off what it did.
 *
 * <p>Placeholders stand for the point's values; where the space has no parameter of that name,
 * {@code {seed}}, {@code {trial}} and {@code {fidelity}} (or the fidelity's own name) stand for
 * what the run says, and {@code {scratch}} for a folder that lives as long as the evaluation. The
 * standard input is empty. Both outputs are read to their end while the command runs, counted in
 * full and kept up to {@value #KEPT} bytes.
 *
 * <p>When the measuring thread is interrupted, or a progress line leads the run to stop the trial,
 * the command is ended with everything it started. What it left running when it ended by itself is
 * ended too, lest it disturb the evaluations that follow; while it holds an output open, {@value
 * #LINGER_MILLIS} ms later.
 *
 * @param reads where each quantity is read, by its name
 * @param directory what relative paths are relative to
 * @param workingDirectory where the command runs, {@code directory} itself where empty
 * @param environment variables on top of this process's own; one that mentions a name without a
 *     value is not set
 * @param success exit statuses of a command that worked; all below 128 where empty
 * @param progress two groups, a step and a value, in a line of either output: an intermediate value
 *     of the first objective; groups named {@code step} and {@code value} may come in any order
 * @param fidelity how the fidelity is called and written, where there is one
 */
public record CommandMeasure(
    Command command,
    Map<String, Reading> reads,
    Path directory,
    Optional<Template> workingDirectory,
    Map<String, Template> environment,
    Set<Integer> success,
    Optional<Pattern> progress,
    Optional<FidelityName> fidelity)
    implements Measure {
  /** Bytes of an output that are kept where a quantity is read from its text. */
  private static final int KEPT = 16 << 20;

  /** Bytes that are kept otherwise, for messages. */
  private static final int KEPT_FOR_MESSAGES = 1 << 10;

  private static final int LINGER_MILLIS = 1_000;

  /** The exit status of what SIGINT killed, and milliseconds in which our own SIGINT arrives. */
  private static final int INTERRUPTED = 130;

  private static final int OURS_TO_COME = 500;

  private static final FidelityName UNNAMED = new FidelityName("fidelity", false);

  /**
   * A fidelity's name in placeholders.
   *
   * @param whole whether it is written as a whole number, rounded
   * @param items what fidelities 1, 2, ... are written as, where they are sources or scenarios
   */
  public record FidelityName(String name, boolean whole, List<String> items) {
    public FidelityName {
      items = List.copyOf(items);
    }

    /** One that is written as a number. */
    public FidelityName(String name, boolean whole) {
      this(name, whole, List.of());
    }

    private Value written(double value) {
      if (!items.isEmpty()) {
        return new Value.Text(items.get((int) value - 1));
      }
      return (whole || value == Math.rint(value)) && Math.abs(value) < 1e15
          ? new Value.Int(Math.round(value))
          : new Value.Real(value);
    }
  }

  public CommandMeasure {
    reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
    environment = Map.copyOf(environment);
    success = Set.copyOf(success);
  }

  /** A command that succeeds with exit status 0, or with any where that is what is measured. */
  public static CommandMeasure of(Command command, Map<String, Reading> reads, Path directory) {
    return new CommandMeasure(
        command,
        reads,
        directory,
        Optional.empty(),
        Map.of(),
        reads.containsValue(new Reading.ExitCode()) ? Set.of() : Set.of(0),
        Optional.empty(),
        Optional.empty());
  }

  /** The names that any placeholder mentions. */
  public Set<String> names() {
    var names = new LinkedHashSet<>(command.names());
    workingDirectory.ifPresent(template -> names.addAll(template.names()));
    environment.values().forEach(template -> names.addAll(template.names()));
    for (Reading reading : reads.values()) {
      if (reading instanceof Reading.FileSize(Template path)) {
        names.addAll(path.names());
      }
    }
    return names;
  }

  @Override
  public Map<String, Double> measure(Point point, Probe probe) throws Exception {
    if (!names().contains("scratch") || point.space().indexOf("scratch") >= 0) {
      return measure(scope(point, probe, null), probe);
    }
    Scratch scratch;
    try {
      scratch = Scratch.create();
    } catch (IOException e) {
      throw new EnvironmentException("cannot make a temporary folder: " + e.getMessage(), e);
    }
    try (scratch) {
      return measure(scope(point, probe, scratch.folder()), probe);
    }
  }

  private Formula.Scope scope(Point point, Probe probe, @Nullable Path scratch) {
    return name -> {
      if (point.space().indexOf(name) >= 0) {
        return point.value(name);
      }
      if (name.equals("fidelity")
          || fidelity.map(FidelityName::name).filter(name::equals).isPresent()) {
        return fidelity.orElse(UNNAMED).written(probe.fidelity());
      }
      return switch (name) {
        case "seed" -> new Value.Int(probe.seed());
        case "trial" -> new Value.Int(probe.trial());
        case "scratch" -> scratch == null ? null : new Value.Text(scratch.toString());
        default -> null;
      };
    };
  }

  private Map<String, Double> measure(Formula.Scope scope, Probe probe)
      throws EnvironmentException, AssessmentException, Probe.StoppedEarly, InterruptedException {
    Ended ended = run(scope, probe);
    if (ended.exitCode() == INTERRUPTED) {
      // Ctrl-C at a terminal goes to the command and to us. Where ours is on its way, this
      // evaluation
      // is interrupted here and has not failed.
      Thread.sleep(OURS_TO_COME);
    }
    String reason = failure(ended);
    if (reason != null) {
      throw new AssessmentException(reason);
    }
    var quantities = new LinkedHashMap<String, Double>();
    for (var read : reads.entrySet()) {
      try {
        quantities.put(read.getKey(), ended.read(read.getValue()));
      } catch (AssessmentException e) {
        throw new AssessmentException(read.getKey() + ": " + e.getMessage(), e);
      }
    }
    return quantities;
  }

  private Ended run(Formula.Scope scope, Probe probe)
      throws EnvironmentException, AssessmentException, Probe.StoppedEarly, InterruptedException {
    Path folder = directory;
    if (workingDirectory.isPresent()) {
      folder = directory.resolve(workingDirectory.get().fill(scope).orElse(""));
    }
    var builder = new ProcessBuilder(command.fill(scope)).directory(folder.toFile());
    environment.forEach(
        (name, template) ->
            template.fill(scope).ifPresent(value -> builder.environment().put(name, value)));
    String mark = UUID.randomUUID().toString();
    builder.environment().put(ProcessTree.MARK, mark);
    boolean watched =
        reads.values().stream()
            .anyMatch(r -> r instanceof Reading.PeakMemory || r instanceof Reading.UserSeconds);
    if (watched && !Watch.possible()) {
      throw new EnvironmentException(
          "peak-memory and user-seconds can only be read where there is a /proc, on Linux", null);
    }

    long start = System.nanoTime();
    Process process = Start.process(builder);
    var tree = new ProcessTree(process.toHandle(), mark);
    Watch watch = watched ? Watch.start(process.pid()) : null;
    boolean finished = false;
    try {
      process.getOutputStream().close();
      var reports = new Reports(progress);
      Drain stdout = drain(process.getInputStream(), stdoutKept(), reports);
      Drain stderr = drain(process.getErrorStream(), stderrKept(), reports);
      reports.passOnUntilEnd(process, probe);
      double seconds = (System.nanoTime() - start) / 1e9;
      Usage usage = watch == null ? Usage.UNKNOWN : watch.stop();
      // What it left running may still hold the outputs open.
      long lingering = System.nanoTime() + LINGER_MILLIS * 1_000_000L;
      boolean read = stdout.joinUntil(lingering) & stderr.joinUntil(lingering);
      tree.endLeftovers();
      if (!read) {
        lingering = System.nanoTime() + LINGER_MILLIS * 1_000_000L;
        stdout.joinUntil(lingering);
        stderr.joinUntil(lingering);
      }
      reports.passOn(probe);
      finished = true;
      return new Ended(
          process.exitValue(), seconds, stdout.captured(), stderr.captured(), usage, folder, scope);
    } catch (IOException e) {
      throw new AssessmentException("lost the connection to the command: " + e.getMessage(), e);
    } finally {
      if (!finished) {
        tree.end();
      }
      if (watch != null) {
        watch.stop();
      }
    }
  }

  private static Drain drain(InputStream from, int keep, Reports reports) {
    return reports.wanted() ? Drain.start(from, keep, reports::line) : Drain.start(from, keep);
  }

  private int stdoutKept() {
    boolean text =
        reads.values().stream()
            .anyMatch(
                r ->
                    r instanceof Reading.Stdout
                        || r instanceof Reading.Json
                        || r instanceof Reading.Regex);
    return text ? KEPT : KEPT_FOR_MESSAGES;
  }

  private int stderrKept() {
    return reads.values().stream().anyMatch(Reading.Regex.class::isInstance)
        ? KEPT
        : KEPT_FOR_MESSAGES;
  }

  /** Why the command did not work, null where it did. */
  private @Nullable String failure(Ended ended) {
    int code = ended.exitCode();
    if (success.isEmpty() ? code < 128 : success.contains(code)) {
      return null;
    }
    String said = ended.stderr().lastLines(5);
    if (said.isEmpty()) {
      said = ended.stdout().lastLines(5);
    }
    return Signals.describe(code) + (said.isEmpty() ? "" : ": " + said);
  }
}
