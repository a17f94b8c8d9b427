package org.talweg.engine.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Where a measured quantity is read from, once a command has ended. */
public sealed interface Reading {
  /** All of the standard output is one number. */
  record Stdout() implements Reading {}

  /** Bytes written to the standard output. */
  record StdoutSize() implements Reading {}

  /** Bytes written to the standard error output. */
  record StderrSize() implements Reading {}

  /** Wall-clock seconds from start to end. */
  record Seconds() implements Reading {}

  /** Processor seconds that the command and its children spent outside the kernel. */
  record UserSeconds() implements Reading {}

  /** The most bytes of memory that the command and its children held at a time. */
  record PeakMemory() implements Reading {}

  /** The exit status. */
  record ExitCode() implements Reading {}

  /**
   * A number in the standard output, or in its last line, read as JSON.
   *
   * @param pointer as in RFC 6901, empty for the whole document
   */
  record Json(String pointer) implements Reading {}

  /** The first group of the last match, in the standard output or else the error output. */
  record Regex(Pattern pattern) implements Reading {}

  /** Bytes of a file that the command wrote. */
  record FileSize(Template path) implements Reading {}

  /** Every way of reading, as a user writes it. */
  List<String> FORMS =
      List.of(
          "stdout",
          "stdout-size",
          "stderr-size",
          "seconds",
          "user-seconds",
          "peak-memory",
          "exit-code",
          "json:/pointer",
          "regex:PATTERN",
          "file-size:PATH");

  /** Reads one of {@link #FORMS}. */
  static Reading parse(String text) throws CommandSyntaxException {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (colon >= 0) {
      switch (kind) {
        case "json" -> {
          return new Json(pointer(rest));
        }
        case "regex" -> {
          return new Regex(pattern(rest, colon + 1, 1));
        }
        case "file-size" -> {
          if (rest.isBlank()) {
            throw new CommandSyntaxException("a path belongs here: file-size:out.bin", colon);
          }
          return new FileSize(template(rest, colon + 1));
        }
        default -> {}
      }
    }
    return switch (text) {
      case "stdout" -> new Stdout();
      case "stdout-size" -> new StdoutSize();
      case "stderr-size" -> new StderrSize();
      case "seconds" -> new Seconds();
      case "user-seconds" -> new UserSeconds();
      case "peak-memory" -> new PeakMemory();
      case "exit-code" -> new ExitCode();
      default ->
          throw new CommandSyntaxException(
              "'" + text + "' is no way to read a quantity; those are " + String.join(", ", FORMS),
              0);
    };
  }

  /** Reads {@code regex:} and an expression for progress lines, with a step and a value. */
  static Pattern progress(String text) throws CommandSyntaxException {
    String prefix = "regex:";
    if (!text.startsWith(prefix)) {
      throw new CommandSyntaxException(
          "progress is regex: and an expression such as 'step (\\d+) loss (\\S+)'", 0);
    }
    return pattern(text.substring(prefix.length()), prefix.length(), 2);
  }

  /**
   * Reads a regular expression with at least that many groups.
   *
   * @param at where the expression begins in the text that errors point into
   */
  private static Pattern pattern(String expression, int at, int groups)
      throws CommandSyntaxException {
    try {
      Pattern pattern = Pattern.compile(expression, Pattern.MULTILINE);
      if (pattern.matcher("").groupCount() < groups) {
        throw new CommandSyntaxException(
            groups == 1
                ? "the regular expression needs a group, (...), around the number"
                : "the regular expression needs a group, (...), for each of the "
                    + groups
                    + " numbers",
            at);
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new CommandSyntaxException(
          "the regular expression does not compile: " + e.getDescription(),
          at + Math.max(0, e.getIndex()));
    } catch (StackOverflowError e) {
      throw new CommandSyntaxException("the regular expression is nested too deeply", at);
    }
  }

  private static String pointer(String text) throws CommandSyntaxException {
    if (!text.isEmpty() && !text.startsWith("/")) {
      throw new CommandSyntaxException(
          "a JSON pointer begins with a slash: json:/" + text.replace('.', '/'), 5);
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '~'
          && (i + 1 == text.length() || "01".indexOf(text.charAt(i + 1)) < 0)) {
        throw new CommandSyntaxException("in a JSON pointer ~ is written ~0, and / is ~1", 5 + i);
      }
    }
    return text;
  }

  private static Template template(String text, int at) throws CommandSyntaxException {
    try {
      return Template.parse(text);
    } catch (CommandSyntaxException e) {
      throw new CommandSyntaxException(
          e.getMessage() == null ? "" : e.getMessage(), at + e.offset());
    }
  }
}
