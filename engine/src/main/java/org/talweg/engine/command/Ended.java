package org.talweg.engine.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.talweg.model.AssessmentException;
import org.talweg.model.Formula;
import org.talweg.model.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that has ended, and the quantities that are read from it.
 *
 * @param seconds wall time
 * @param usage what its processes used, as far as that was watched
 * @param directory what relative paths are relative to
 * @param scope the values that placeholders in paths stand for
 */
record Ended(
    int exitCode,
    double seconds,
    Captured stdout,
    Captured stderr,
    Usage usage,
    Path directory,
    Formula.Scope scope) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /**
   * Reads one quantity, a finite number.
   *
   * @throws AssessmentException saying what was found instead
   */
  double read(Reading reading) throws AssessmentException, InterruptedException {
    return switch (reading) {
      case Reading.Stdout() -> stdoutNumber();
      case Reading.StdoutSize() -> stdout.size();
      case Reading.StderrSize() -> stderr.size();
      case Reading.Seconds() -> seconds;
      case Reading.UserSeconds() -> known(usage.userSeconds(), "processor time");
      case Reading.PeakMemory() -> known(usage.peakBytes(), "memory");
      case Reading.ExitCode() -> exitCode;
      case Reading.Json(String pointer) -> json(pointer);
      case Reading.Regex(Pattern pattern) -> regex(pattern);
      case Reading.FileSize(Template path) -> fileSize(path);
    };
  }

  private double stdoutNumber() throws AssessmentException {
    if (stdout.size() == 0) {
      throw new AssessmentException("stdout is empty where a number was expected" + complaint());
    }
    String text = stdout.text();
    if (stdout.cut()) {
      throw new AssessmentException(
          "stdout is not a number but " + stdout.size() + " bytes: " + stdout.beginning());
    }
    return number(text, "stdout");
  }

  private double json(String pointer) throws AssessmentException {
    if (stdout.cut()) {
      throw new AssessmentException(
          "stdout is too long to be read as JSON: " + stdout.size() + " bytes");
    }
    JsonNode document = document();
    JsonNode node = document.at(JsonPointer.compile(pointer));
    return switch (node.getNodeType()) {
      case MISSING -> {
        String within = document.isObject() ? "; it has " + document.propertyNames() : "";
        throw new AssessmentException("the JSON on stdout has no " + pointer + within);
      }
      case NUMBER -> finite(node.asDouble(), "JSON " + pointer, node.asString());
      case BOOLEAN -> node.asBoolean() ? 1 : 0;
      case STRING -> number(node.asString(), "JSON " + pointer);
      default ->
          throw new AssessmentException(
              "the JSON at " + pointer + " is no number: " + Captured.shown(node.toString(), 60));
    };
  }

  /** All of the output as JSON, or else its last line, which programs print after their log. */
  private JsonNode document() throws AssessmentException {
    String text = stdout.text().strip();
    if (text.isEmpty()) {
      throw new AssessmentException("stdout is empty where JSON was expected" + complaint());
    }
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      try {
        return JSON.readTree(text.substring(text.lastIndexOf('\n') + 1));
      } catch (JacksonException alsoNot) {
        throw new AssessmentException("stdout is not JSON: it begins " + stdout.beginning(), e);
      }
    }
  }

  private double regex(Pattern pattern) throws AssessmentException, InterruptedException {
    for (Captured output : List.of(stdout, stderr)) {
      String last = lastMatch(pattern, output.text());
      if (last != null) {
        return number(last, "what " + pattern + " found");
      }
    }
    throw new AssessmentException(
        "nothing matches "
            + pattern
            + (stdout.size() > 0 ? "; stdout begins " + stdout.beginning() : "")
            + (stderr.size() > 0 ? "; stderr begins " + stderr.beginning() : "")
            + (stdout.cut() || stderr.cut() ? "; only the first 16 MiB were searched" : ""));
  }

  private static @Nullable String lastMatch(Pattern pattern, String text)
      throws AssessmentException, InterruptedException {
    String last = null;
    try {
      Matcher matcher = pattern.matcher(new Interruptible(text));
      while (matcher.find()) {
        String group = matcher.group(1);
        last = group == null || group.isBlank() ? last : group;
      }
    } catch (Interrupted e) {
      throw new InterruptedException();
    } catch (StackOverflowError e) {
      throw new AssessmentException(pattern + " needs too much memory on this output", e);
    }
    return last;
  }

  private double fileSize(Template path) throws AssessmentException {
    String file =
        path.fill(scope)
            .orElseThrow(
                () ->
                    new AssessmentException(
                        "the path of the file to measure depends on" + " an inactive parameter"));
    try {
      Path resolved = directory.resolve(file);
      if (!Files.isRegularFile(resolved)) {
        throw new AssessmentException("the command wrote no file " + file + complaint());
      }
      return Files.size(resolved);
    } catch (IOException | RuntimeException e) {
      throw new AssessmentException("cannot read the size of " + file + ": " + e.getMessage(), e);
    }
  }

  private String complaint() {
    String lines = stderr.lastLines(3);
    return lines.isEmpty() ? "" : "; stderr ends: " + lines;
  }

  private static double known(OptionalDouble value, String what) throws AssessmentException {
    return value.orElseThrow(
        () ->
            new AssessmentException(
                "the command ended before its " + what + " could be read, within milliseconds"));
  }

  private static double number(String text, String where) throws AssessmentException {
    String stripped = text.strip();
    if (new Value.Text(stripped).isNumber()) {
      return finite(Double.parseDouble(stripped), where, stripped);
    }
    throw new AssessmentException(where + " is no number: '" + Captured.shown(stripped, 60) + "'");
  }

  private static double finite(double value, String where, String text) throws AssessmentException {
    if (!Double.isFinite(value)) {
      throw new AssessmentException(where + " is no finite number: " + Captured.shown(text, 60));
    }
    return value;
  }

  /** Lets a search that would take for ever end with the trial. */
  private record Interruptible(String text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (Thread.currentThread().isInterrupted()) {
        throw new Interrupted();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
