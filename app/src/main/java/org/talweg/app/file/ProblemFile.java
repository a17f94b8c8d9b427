package org.talweg.app.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;

/**
 * A problem as a file states it, in YAML or JSON.
 *
 * @param name the problem's, or else the file's
 * @param budget what the file allows to be spent
 * @param stop the word of a rule for stopping trials early: none, median or halving
 * @param text the file's text, from which {@link #read(String, String, Path)} gives the same again
 * @param directory what relative paths in the file are relative to
 * @param warnings what is allowed and perhaps not meant, fit to be printed
 */
public record ProblemFile(
    String name,
    Statement statement,
    Optional<Budget> budget,
    OptionalLong seed,
    OptionalInt parallel,
    Optional<String> stop,
    String text,
    Path directory,
    List<String> warnings) {
  /** Reads a file. */
  public static ProblemFile read(Path file) throws ProblemFileException {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return read(Source.read(file), parent == null ? Path.of("/") : parent);
  }

  /**
   * Reads the text of a file.
   *
   * @param name what errors call it
   * @param directory what relative paths in it are relative to
   */
  public static ProblemFile read(String text, String name, Path directory)
      throws ProblemFileException {
    return read(Source.checked(name, text), directory);
  }

  private static ProblemFile read(Source source, Path directory) throws ProblemFileException {
    Path path = Path.of(source.name()).getFileName();
    String base = path == null ? source.name() : path.toString();
    return ProblemReader.read(source, base.replaceFirst("(?<=.)\\.[^.]*$", ""), directory);
  }

  /** The problem, where it is a black box. */
  public BlackBox problem() {
    return switch (statement) {
      case Statement.Measured(BlackBox problem) -> problem;
    };
  }

  /** The JSON Schema of problem files. */
  public static String schema() {
    try (InputStream in = ProblemFile.class.getResourceAsStream("/talweg-problem.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("the schema is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the schema cannot be read from the jar", e);
    }
  }
}
