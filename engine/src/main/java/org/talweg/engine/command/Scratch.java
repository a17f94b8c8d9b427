package org.talweg.engine.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder of one evaluation's own, deleted with all it holds when closed. */
record Scratch(Path folder) implements AutoCloseable {
  static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("talweg-"));
  }

  /** Deletes what can be deleted, without following links. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              return delete(file);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return delete(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inside, @Nullable IOException e) {
              return delete(inside);
            }
          });
    } catch (IOException e) {
      // What is left is in the system's folder for temporary files.
    }
  }

  private static FileVisitResult delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Likewise.
    }
    return FileVisitResult.CONTINUE;
  }
}
