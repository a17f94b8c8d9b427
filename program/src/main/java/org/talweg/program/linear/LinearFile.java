package org.talweg.program.linear;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** The files that hold a linear program: MPS and LP, compressed or not, by their names. */
public final class LinearFile {
  private LinearFile() {}

  /** Whether a file of this name would be read here. */
  public static boolean takes(Path path) {
    String name = plain(path);
    return name.endsWith(".mps") || name.endsWith(".qps") || name.endsWith(".lp");
  }

  /**
   * Reads a file.
   *
   * @throws LinearFormatException where it is not what its name says; the message says where
   */
  public static LinearProgram read(Path path) throws IOException {
    return read(path, words -> {});
  }

  /**
   * The same.
   *
   * @param warn hears what is allowed and perhaps not meant, with its place
   */
  public static LinearProgram read(Path path, Consumer<String> warn) throws IOException {
    return plain(path).endsWith(".lp") ? LpReader.read(path, warn) : MpsReader.read(path);
  }

  private static String plain(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
