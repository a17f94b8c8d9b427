package org.talweg.app.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.talweg.model.Problem;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.linear.LinearFile;
import org.talweg.program.nl.NlFile;

/** Files that hold a mathematical program, known by their ending. */
public final class ProgramFile {
  private ProgramFile() {}

  /** Whether the file's ending is one of these. */
  public static boolean takes(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".nl") || name.endsWith(".nl.gz") || LinearFile.takes(file);
  }

  /** Reads the program. */
  public static Problem<PrimalDual> read(Path file) throws IOException {
    return LinearFile.takes(file) ? LinearFile.read(file) : Program.of(NlFile.read(file).algebra());
  }
}
