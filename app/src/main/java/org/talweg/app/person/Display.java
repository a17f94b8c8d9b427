package org.talweg.app.person;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.command.Command;
import org.talweg.engine.command.Template;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Point;
import org.talweg.model.Value;

/**
 * How a candidate is shown: by a text with its values in place, by what a command prints, by both;
 * by its values where there is neither. In the command {@code {candidate}} is the number under
 * which it is shown, so that it may write a picture or a sound under that number.
 *
 * @param directory where the command runs
 */
public record Display(Optional<Template> text, Optional<Command> command, Path directory) {
  /** Far more than a person looks at. */
  private static final int LONGEST = 1 << 16;

  /** How long a command may take that shows one candidate. */
  private static final int SECONDS = 60;

  /** What a placeholder calls the number under which a candidate is shown. */
  public static final String CANDIDATE = "candidate";

  /**
   * What a person sees of the candidate, on one line or several.
   *
   * @throws EnvironmentException where the command cannot be run, or fails
   */
  String show(Point point, int number) throws EnvironmentException, InterruptedException {
    var shown = new StringBuilder();
    text.flatMap(template -> template.fill(name -> value(point, number, name)))
        .ifPresent(shown::append);
    if (command.isPresent()) {
      shown.append(shown.isEmpty() ? "" : "\n").append(printed(command.get(), point, number));
    }
    if (text.isEmpty() && command.isEmpty()) {
      shown.append(
          point.asMap().entrySet().stream()
              .map(entry -> entry.getKey() + " " + brief(entry.getValue()))
              .collect(Collectors.joining(", ")));
    }
    return shown.toString().stripTrailing();
  }

  private static @Nullable Value value(Point point, int number, String name) {
    return name.equals(CANDIDATE) && point.space().indexOf(name) < 0
        ? new Value.Int(number)
        : point.value(name);
  }

  /** Four digits say enough of a real. */
  private static String brief(Value value) {
    return value instanceof Value.Real(double number)
        ? String.format(Locale.ROOT, "%.4g", number)
        : value.toString();
  }

  private String printed(Command command, Point point, int number)
      throws EnvironmentException, InterruptedException {
    List<String> line = command.fill(name -> value(point, number, name));
    Process process;
    try {
      process =
          new ProcessBuilder(line)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
    } catch (IOException e) {
      throw new EnvironmentException("cannot show a candidate: " + e.getMessage(), e);
    }
    try (InputStream out = process.getInputStream()) {
      CompletableFuture<byte[]> text =
          CompletableFuture.supplyAsync(() -> read(out), task -> Thread.ofVirtual().start(task));
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new EnvironmentException(
            "cannot show a candidate: " + line.getFirst() + " took over " + SECONDS + " s", null);
      }
      String printed = new String(text.get(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new EnvironmentException(
            "cannot show a candidate: "
                + line.getFirst()
                + " ended with status "
                + process.exitValue()
                + (printed.isBlank() ? "" : ": " + printed.strip()),
            null);
      }
      return printed;
    } catch (IOException | ExecutionException e) {
      throw new EnvironmentException("cannot show a candidate: " + e.getMessage(), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static byte[] read(InputStream out) {
    try {
      byte[] kept = out.readNBytes(LONGEST);
      out.transferTo(java.io.OutputStream.nullOutputStream());
      return kept;
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
