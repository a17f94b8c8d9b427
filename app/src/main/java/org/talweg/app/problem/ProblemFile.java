package org.talweg.app.problem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.talweg.engine.StopRule;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;

/**
 * A problem file, read and checked.
 *
 * @param text as it stood in the file, kept in the journal so that a run can be resumed whatever
 *     happens to the file
 * @param directory what relative paths in it are relative to
 */
public record ProblemFile(
    String file,
    String text,
    Path directory,
    BlackBox problem,
    Optional<Budget> budget,
    OptionalLong seed,
    OptionalInt parallel,
    Optional<StopRule> stopRule) {
  /** Larger than any problem a person writes. */
  private static final long LARGEST = 4 << 20;

  /** Reads a file; nothing is written and no command is run. */
  public static ProblemFile read(Path path) throws ProblemFileException {
    String file = path.toString();
    byte[] bytes;
    try {
      if (Files.isDirectory(path)) {
        throw new ProblemFileException(file + " is a directory; name the problem file in it");
      }
      if (!Files.exists(path)) {
        throw new ProblemFileException("there is no file " + file);
      }
      if (Files.size(path) > LARGEST) {
        throw new ProblemFileException(
            file + " is larger than 4 MiB; a problem file holds settings, not data");
      }
      bytes = Files.readAllBytes(path);
    } catch (IOException | SecurityException e) {
      throw new ProblemFileException(file + " cannot be read: " + e.getMessage());
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemFileException(file + " is not text in UTF-8");
    }
    Path parent = path.toAbsolutePath().normalize().getParent();
    return read(text, file, parent == null ? Path.of("/") : parent);
  }

  /**
   * Reads a problem from text.
   *
   * @param file what messages call it
   */
  public static ProblemFile read(String text, String file, Path directory)
      throws ProblemFileException {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var place = new Place(file, content);
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setMaxAliasesForCollections(20)
            .setAllowRecursiveKeys(false)
            .build();
    Optional<Node> root;
    try {
      root = new Compose(settings).composeString(content);
    } catch (MarkedYamlEngineException e) {
      String problem = e.getProblem() == null ? "this is not YAML" : e.getProblem();
      throw e.getProblemMark()
          .map(mark -> place.error(mark, "this is not YAML: " + problem))
          .orElseGet(() -> new ProblemFileException(file + ": this is not YAML: " + problem));
    } catch (YamlEngineException e) {
      throw new ProblemFileException(
          file + ": this is not YAML: " + Amounts.shortened(String.valueOf(e.getMessage())));
    } catch (StackOverflowError e) {
      throw new ProblemFileException(file + ": the file is nested too deeply");
    }
    if (root.isEmpty()) {
      throw new ProblemFileException(
          file + " is empty; a problem file has minimize, variables and measure");
    }
    return new ProblemReader(place, directory).read(root.get());
  }

  /** What the journal keeps so that the problem can be made again. */
  public Map<String, String> source() {
    return Map.of("file", file, "text", text, "directory", directory.toString());
  }

  /** Makes the problem of a journaled run again. */
  public static ProblemFile of(Map<String, String> source) throws ProblemFileException {
    String text = source.get("text");
    if (text == null) {
      throw new ProblemFileException(
          "this run was made by a Java program, which alone can resume it");
    }
    return read(
        text,
        source.getOrDefault("file", "problem"),
        Path.of(source.getOrDefault("directory", ".")));
  }
}
