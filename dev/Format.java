import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Formats every Java file below the given paths, or reports those that are not formatted.
 *
 * <p>Run by Maven at {@code verify}, from the repository's root, on the JDK the project compiles
 * with: google-java-format parses with the running javac, and the JVM that runs Maven may be too
 * old to know the language. Arguments: {@code check}, {@code fix} or {@code skip}, then paths
 * separated by commas, then a file, which exists afterwards only if a source is not formatted or
 * cannot be parsed.
 */
void main(String[] args) throws IOException {
  String mode = args[0];
  if (!List.of("check", "fix", "skip").contains(mode)) {
    System.err.println("-Dformat=" + mode + " is none of check, fix, skip");
    System.exit(1);
  }
  Path failure = Path.of(args[2]);
  Files.deleteIfExists(failure);
  if (mode.equals("skip")) {
    return;
  }
  Queue<String> unformatted = new ConcurrentLinkedQueue<>();
  Queue<String> broken = new ConcurrentLinkedQueue<>();
  sources(args[1]).parallelStream()
      .forEach(
          file -> {
            try {
              String before = Files.readString(file);
              String after = formatted(before);
              if (after.equals(before)) {
                return;
              }
              unformatted.add(file.toString());
              if (mode.equals("fix")) {
                Files.writeString(file, after);
              }
            } catch (NoSuchFileException e) {
              // Deleted since it was listed.
            } catch (IOException | FormatterException e) {
              broken.add(file + ": " + e.getMessage());
            }
          });
  report(mode, unformatted.stream().sorted().toList(), broken.stream().sorted().toList(), failure);
}

String formatted(String source) throws FormatterException {
  var google = JavaFormatterOptions.Style.GOOGLE;
  String ordered = ImportOrderer.reorderImports(source, google);
  return new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
}

List<Path> sources(String paths) throws IOException {
  try (Stream<Path> roots = Arrays.stream(paths.split(",")).map(p -> Path.of(p.strip()))) {
    return roots.flatMap(this::javaFiles).distinct().toList();
  }
}

Stream<Path> javaFiles(Path root) {
  try {
    return Files.walk(root)
        .map(Path::normalize)
        .filter(p -> p.toString().endsWith(".java"))
        .filter(p -> Stream.of(p.toString().split("[/\\\\]")).noneMatch(this::isOutput));
  } catch (IOException e) {
    throw new java.io.UncheckedIOException(e);
  }
}

boolean isOutput(String folder) {
  return folder.equals("target") || folder.startsWith(".");
}

void report(String mode, List<String> unformatted, List<String> broken, Path failure)
    throws IOException {
  broken.forEach(line -> System.err.println("cannot format " + line));
  String verb = mode.equals("fix") ? "formatted " : "not formatted: ";
  unformatted.forEach(file -> System.err.println(verb + file));
  if (!broken.isEmpty() || (mode.equals("check") && !unformatted.isEmpty())) {
    Files.createFile(failure);
  }
}
