package org.talweg.app.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.talweg.model.Problem;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.linear.LinearFile;
import org.talweg.program.nl.NlFile;
import org.talweg.program.nl.NlModel;

/** Files that hold a mathematical program, known by their ending. */
public final class ProgramFile {
  private ProgramFile() {}

  /** Whether the file's ending is one of these. */
  public static boolean takes(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".nl") || name.endsWith(".nl.gz") || LinearFile.takes(file);
  }

  /**
   * Whether the ending is one of linear and quadratic programs, which {@code solve} alone takes.
   */
  public static boolean isLinear(Path file) {
    return LinearFile.takes(file);
  }

  /** What the journal keeps so that the program can be read again. */
  public static Map<String, String> source(Path file) {
    return Map.of("file", file.toAbsolutePath().normalize().toString());
  }

  /**
   * Reads the program.
   *
   * @param warn hears what is allowed and perhaps not meant
   */
  public static Problem<PrimalDual> read(Path file, Consumer<String> warn) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder, not a file");
    }
    if (LinearFile.takes(file)) {
      return LinearFile.read(file, warn);
    }
    NlModel model = NlFile.read(file);
    if (model.objectives() > 1) {
      warn.accept(file + ": of %d objectives the first one is used".formatted(model.objectives()));
    }
    return Program.of(model.algebra());
  }
}
