package org.talweg.bench.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where recorded data lies: the folder that was named, or that the environment variable TALWEG_DATA
 * names, or the nearest {@code data} or {@code shared/data} that holds a folder {@code hpo} or
 * {@code bo_tables}, in the current directory, beside it, or further up.
 */
public final class DataFolder {
  private DataFolder() {}

  /**
   * Finds it.
   *
   * @param named by the user
   * @throws IllegalArgumentException where the folder that was named does not exist
   */
  public static Optional<Path> find(Optional<Path> named) {
    String environment = System.getenv("TALWEG_DATA");
    Optional<Path> wanted =
        named.or(
            () ->
                environment == null || environment.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(environment)));
    if (wanted.isPresent()) {
      if (!Files.isDirectory(wanted.get())) {
        throw new IllegalArgumentException("the data folder " + wanted.get() + " does not exist");
      }
      return wanted;
    }
    return above(Path.of("").toAbsolutePath());
  }

  static Optional<Path> above(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      for (String name : new String[] {"data", "shared/data"}) {
        Path data = folder.resolve(name);
        if (Files.isDirectory(data.resolve("hpo"))
            || Files.isDirectory(data.resolve("bo_tables"))) {
          return Optional.of(data);
        }
      }
    }
    return Optional.empty();
  }
}
