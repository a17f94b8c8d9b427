package org.talweg.engine.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.talweg.model.AssessmentException;
import org.talweg.model.EnvironmentException;

/** Starts a process, or says in words why it cannot be started. */
final class Start {
  private static final Pattern ERRNO = Pattern.compile("error(?:=|: )(\\d+)");
  private static final int E2BIG = 7;
  private static final int EAGAIN = 11;
  private static final int ENOMEM = 12;
  private static final int ENFILE = 23;
  private static final int EMFILE = 24;

  private Start() {}

  /**
   * Starts the process.
   *
   * @throws EnvironmentException where no command of that name can be started there
   * @throws AssessmentException where these arguments cannot be passed, or the system is too busy
   */
  static Process process(ProcessBuilder builder) throws EnvironmentException, AssessmentException {
    String program = builder.command().getFirst();
    try {
      return builder.start();
    } catch (IOException e) {
      String message = e.getMessage() == null ? "" : e.getMessage();
      File directory = builder.directory();
      Path folder = directory == null ? Path.of("") : directory.toPath();
      if (!Files.isDirectory(folder)) {
        throw new EnvironmentException("there is no directory " + folder + " to run in", e);
      }
      switch (errno(message)) {
        case E2BIG ->
            throw new AssessmentException("the arguments are too long for this system", e);
        case EAGAIN, ENOMEM, ENFILE, EMFILE ->
            throw new AssessmentException("cannot start another process now: " + message, e);
        default -> throw new EnvironmentException(why(program, folder, message), e);
      }
    } catch (IllegalArgumentException e) {
      // A NUL character in an argument or variable.
      throw new AssessmentException("cannot be passed to a command: " + e.getMessage(), e);
    }
  }

  /** The system's own number for what went wrong, which Java only tells in its message. */
  private static int errno(String message) {
    Matcher matcher = ERRNO.matcher(message);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static String why(String program, Path folder, String message) {
    if (!program.contains("/")) {
      Path beside = folder.resolve(program);
      return "cannot find the program '"
          + program
          + "'"
          + (Files.exists(beside)
              ? "; there is a file of that name in " + folder + ": write ./" + program
              : ": is it installed, and on the PATH?");
    }
    Path file = folder.resolve(program);
    if (!Files.exists(file)) {
      return "there is no program " + file + " (relative paths begin at " + folder + ")";
    }
    if (Files.isDirectory(file)) {
      return file + " is a directory, not a program";
    }
    if (!Files.isExecutable(file)) {
      return file + " is not executable: chmod +x " + file;
    }
    String interpreter = interpreter(file);
    return "cannot run "
        + file
        + (interpreter == null
            ? ": it is no program for this system, nor a script that begins with #!"
            : ": is its interpreter " + interpreter + " installed?")
        + " ("
        + message
        + ")";
  }

  private static @Nullable String interpreter(Path file) {
    try (var lines = Files.newInputStream(file)) {
      String start = new String(lines.readNBytes(200), StandardCharsets.ISO_8859_1);
      return start.startsWith("#!")
          ? start.lines().findFirst().orElse("").substring(2).strip()
          : null;
    } catch (IOException e) {
      return null;
    }
  }
}
