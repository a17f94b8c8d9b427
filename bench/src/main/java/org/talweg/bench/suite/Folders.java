package org.talweg.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders of recorded data. */
final class Folders {
  private Folders() {}

  /** The files of a folder whose names end so, by name. */
  static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(f -> f.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  /** The folders of a folder, by name. */
  static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** A file's name without its endings. */
  static String bare(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("(\\.csv)?(\\.gz)?$", "");
  }
}
