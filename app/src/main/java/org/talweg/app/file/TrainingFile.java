package org.talweg.app.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;

/**
 * A problem file with the key {@code train}: a model, data, a loss.
 *
 * @param source what the journal keeps so that {@link #of} makes the training again
 */
public record TrainingFile(
    Training training, Optional<Budget> budget, OptionalLong seed, Map<String, String> source) {
  private static final Pattern KEY = Pattern.compile("(?m)^[\"'{ ]*train[\"']?\\s*:");

  /** Whether the file states a training. */
  public static boolean takes(Path file) throws ProblemFileException {
    return KEY.matcher(Source.read(file).text()).find();
  }

  /** Reads a file; its data are read too. */
  public static TrainingFile read(Path file) throws ProblemFileException, IOException {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return read(Source.read(file), parent == null ? Path.of("/") : parent);
  }

  /** Makes the training of a journaled run again. */
  public static TrainingFile of(Map<String, String> source)
      throws ProblemFileException, IOException {
    String file = source.getOrDefault("file", "training");
    String text = source.get("text");
    if (text == null) {
      throw ProblemFileException.of(
          file, "this run was made by a Java program, which alone can resume it");
    }
    return read(Source.checked(file, text), Path.of(source.getOrDefault("directory", ".")));
  }

  private static TrainingFile read(Source source, Path directory)
      throws ProblemFileException, IOException {
    Yaml tree = YamlParser.parse(source);
    if (!(tree instanceof Yaml.Mapping root)) {
      throw ProblemFileException.of(
          source, tree.place(), "expected a training, found " + tree.words());
    }
    var mistakes = new Mistakes(source);
    String base = source.name().replaceFirst(".*[/\\\\](?=.)", "");
    return new TrainingReader(root, mistakes, directory)
        .read(
            base.replaceFirst("(?<=.)\\.[^.]*$", ""),
            Map.of(
                "file", source.name(), "text", source.text(), "directory", directory.toString()));
  }
}
