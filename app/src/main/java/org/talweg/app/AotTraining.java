package org.talweg.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the command lines of a file one after another in this JVM, with their output thrown away:
 * what the JVM's ahead-of-time cache is trained on. The launcher starts it once after a build.
 * Arguments: the file, then the folder that {@code {root}} stands for.
 */
final class AotTraining {

  private AotTraining() {}

  public static void main(String[] args) throws IOException {
    String root = args[1];
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        Stream<String> words = Stream.of(line.strip().split(" +"));
        Main.run(words.map(word -> word.replace("{root}", root)).toArray(String[]::new));
      }
    }
    System.exit(0);
  }
}
