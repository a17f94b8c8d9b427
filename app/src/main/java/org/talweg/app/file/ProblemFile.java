package org.talweg.app.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.talweg.app.person.PersonRanking;
import org.talweg.engine.StopRule;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Problem;
import org.talweg.program.FormulaProgram;
import org.talweg.program.PrimalDual;

/**
 * A problem as a file states it, in YAML or JSON. Reading one writes nothing and runs no command.
 *
 * @param file what errors call it
 * @param text as it stood in the file, kept in the journal so that a run can be resumed whatever
 *     happens to the file
 * @param added what a command line added to the text, empty where nothing
 * @param directory what relative paths in it are relative to
 * @param problem a black box; where a person ranks, its name, space and objective
 * @param ranking how a person orders candidates, where nothing is measured
 * @param measured whether anything is measured, rather than calculated by formulas alone
 * @param budget what the file allows to be spent
 * @param stopRule when a trial that reports intermediate values is given up
 * @param warnings what is allowed and perhaps not meant, fit to be printed
 */
public record ProblemFile(
    String file,
    String text,
    String added,
    Path directory,
    BlackBox problem,
    Optional<PersonRanking> ranking,
    boolean measured,
    Optional<Budget> budget,
    OptionalLong seed,
    OptionalInt parallel,
    Optional<StopRule> stopRule,
    List<String> warnings) {
  public ProblemFile {
    warnings = List.copyOf(warnings);
  }

  /** Reads a file. */
  public static ProblemFile read(Path file) throws ProblemFileException {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return read(Source.read(file), _ -> "", parent == null ? Path.of("/") : parent);
  }

  /** Reads a file of variables to which a command line adds the rest. */
  public static ProblemFile tune(Path file, Tuning tuning) throws ProblemFileException {
    return read(Source.read(file), tuning::yaml, Path.of("").toAbsolutePath());
  }

  private static ProblemFile read(
      Source source, Function<Yaml.Mapping, String> addition, Path directory)
      throws ProblemFileException {
    String base = source.name().replaceFirst(".*[/\\\\](?=.)", "");
    String name = base.replaceFirst("(?<=.)\\.[^.]*$", "");
    return ProblemReader.read(source, addition, name, directory);
  }

  /** What is to be solved: the black box, or what a person prefers of its space. */
  public Problem<?> stated() {
    return ranking.isPresent() ? ranking.get().problem(problem) : problem;
  }

  /** The problem as a mathematical program, where it is made of formulas alone. */
  public Optional<Problem<PrimalDual>> program() {
    return measured ? Optional.empty() : FormulaProgram.problem(problem);
  }

  /** What the journal keeps so that {@link #of} makes the problem again. */
  public Map<String, String> source() {
    return added.isEmpty()
        ? Map.of("file", file, "text", text, "directory", directory.toString())
        : Map.of("file", file, "text", text, "added", added, "directory", directory.toString());
  }

  /**
   * Makes the problem of a journaled run again.
   *
   * @throws ProblemFileException where the run was not begun from a file
   */
  public static ProblemFile of(Map<String, String> source) throws ProblemFileException {
    String file = source.getOrDefault("file", "problem");
    String text = source.get("text");
    if (text == null) {
      throw ProblemFileException.of(
          file, "this run was made by a Java program, which alone can resume it");
    }
    String added = source.getOrDefault("added", "");
    return read(
        Source.checked(file, text), _ -> added, Path.of(source.getOrDefault("directory", ".")));
  }

  /** Whether the file of a journaled run is still there and says something else by now. */
  public static boolean hasChanged(Map<String, String> source) {
    String text = source.get("text");
    Path file = Path.of(source.getOrDefault("file", ""));
    try {
      return text != null && Files.isRegularFile(file) && !Source.read(file).text().equals(text);
    } catch (ProblemFileException e) {
      return false; // a file that cannot be read any more has nothing to say
    }
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
