package org.talweg.program.nl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** AMPL's {@code .nl} files, of text or binary, compressed (to be read) or not. */
public final class NlFile {
  /** Largest file that is read, after decompression. */
  private static final int LARGEST = 1 << 30;

  private NlFile() {}

  /**
   * Reads a file, and the names of variables and constraints from the {@code .col} and {@code .row}
   * files that a modelling tool may have put beside it.
   *
   * @throws NlFormatException where it is no {@code .nl} file that can be solved, saying where and
   *     why
   */
  public static NlModel read(Path path) throws IOException {
    long size = Files.size(path);
    if (size > LARGEST) {
      throw tooLarge(path.toString());
    }
    NlModel model = read(path.toString(), Files.readAllBytes(path));
    return model.named(
        names(path, ".col", model.algebra().variables()),
        names(path, ".row", model.algebra().constraints().size()));
  }

  /** The names in the file beside, one a line; none where there is no such file, or too short. */
  private static List<String> names(Path path, String ending, int count) throws IOException {
    String stub = path.toString().replaceFirst("\\.gz$", "").replaceFirst("\\.nl$", "");
    Path beside = Path.of(stub + ending);
    if (!Files.isRegularFile(beside) || Files.size(beside) > LARGEST) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(beside);
    return lines.size() < count ? List.of() : lines.subList(0, count);
  }

  /**
   * Reads the content of a file.
   *
   * @param file what messages call it
   */
  public static NlModel read(String file, byte[] content) throws IOException {
    byte[] bytes = content;
    if (bytes.length > 1 && (bytes[0] & 255) == 0x1f && (bytes[1] & 255) == 0x8b) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
        bytes = in.readNBytes(LARGEST + 1);
      } catch (IOException e) {
        throw new NlFormatException(file + ": cannot be decompressed: " + e.getMessage());
      }
      if (bytes.length > LARGEST) {
        throw tooLarge(file);
      }
    }
    var text = new TextSource(file, bytes);
    NlHeader header = NlHeader.read(text);
    NlSource source =
        header.binary()
            ? new BinarySource(file, bytes, bytes.length - text.left(), header.arithmetic())
            : text;
    return new NlReader(source, header).read(nameOf(file));
  }

  /**
   * The answer to a modelling tool whose program cannot be solved, with AMPL's code for a failure:
   * where the file's header can be read, whatever is wrong with the rest.
   */
  public static Optional<SolFile> refusal(Path path, String message) {
    try {
      var header = NlHeader.read(new TextSource(path.toString(), Files.readAllBytes(path)));
      int m = header.constraints();
      int n = header.variables();
      return Optional.of(
          new SolFile(
              message, header.options(), m, n, new double[0], new double[0], 500, List.of()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** How a file is written. */
  public enum Form {
    TEXT,
    BINARY
  }

  /**
   * Writes a file. The format has an order for variables and constraints; those that are in another
   * one are put into it, stably.
   *
   * @return the numbers that the variables of the file, then its constraints, have in the model
   */
  public static int[][] write(Path path, NlModel model, Form form) throws IOException {
    var sink = form == Form.TEXT ? new NlSink.Text() : new NlSink.Binary();
    var writer = new NlWriter(model, sink);
    Files.write(path, writer.write(form == Form.BINARY));
    return new int[][] {writer.variableOrder(), writer.constraintOrder()};
  }

  private static NlFormatException tooLarge(String file) {
    return new NlFormatException(file + ": is larger than 1 GiB, the most that is read");
  }

  /** The file's name without folders and endings. */
  static String nameOf(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    name = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    name = name.endsWith(".nl") ? name.substring(0, name.length() - 3) : name;
    return name.isEmpty() ? "problem" : name;
  }
}
