package org.talweg.app.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.talweg.learn.discovery.Discovery;
import org.talweg.model.Budget;

/**
 * A problem file with the key {@code discover}: an optimizer to be found for trainings on its data.
 *
 * @param source what the journal keeps so that {@link #of} makes the problem again
 */
public record DiscoveryFile(
    Discovery discovery,
    Optional<Budget> budget,
    OptionalLong seed,
    OptionalInt parallel,
    Map<String, String> source) {
  private static final Pattern KEY = Pattern.compile("(?m)^[\"'{ ]*discover[\"']?\\s*:");

  /** Whether the file states a discovery. */
  public static boolean takes(Path file) throws ProblemFileException {
    return KEY.matcher(Source.read(file).text()).find();
  }

  /** Reads a file; its data are read too. */
  public static DiscoveryFile read(Path file) throws ProblemFileException {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return read(Source.read(file), parent == null ? Path.of("/") : parent);
  }

  /** Makes the problem of a journaled run again. */
  public static DiscoveryFile of(Map<String, String> source) throws ProblemFileException {
    String file = source.getOrDefault("file", "discovery");
    String text = source.get("text");
    if (text == null) {
      throw ProblemFileException.of(
          file, "this run was made by a Java program, which alone can resume it");
    }
    return read(Source.checked(file, text), Path.of(source.getOrDefault("directory", ".")));
  }

  private static DiscoveryFile read(Source source, Path directory) throws ProblemFileException {
    Yaml tree = YamlParser.parse(source);
    if (!(tree instanceof Yaml.Mapping root)) {
      throw ProblemFileException.of(
          source, tree.place(), "expected a discovery, found " + tree.words());
    }
    String base = source.name().replaceFirst(".*[/\\\\](?=.)", "");
    return new DiscoveryReader(root, new Mistakes(source), directory)
        .read(
            base.replaceFirst("(?<=.)\\.[^.]*$", ""),
            Map.of(
                "file", source.name(), "text", source.text(), "directory", directory.toString()));
  }
}
