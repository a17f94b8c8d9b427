package org.talweg.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The finished runs of a benchmark, one JSON object a line, the contest itself on the first line. A
 * line is written as its run ends; a last line that a kill cut short is dropped when the benchmark
 * goes on. Infinite and missing numbers are null.
 */
public final class ResultsFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FORMAT = "talweg bench search 1";

  /** What a file holds. */
  public record Contents(Contest contest, List<Finished> finished) {}

  private final Path path;

  private ResultsFile(Path path) {
    this.path = path;
  }

  /**
   * Begins a new file.
   *
   * @throws java.nio.file.FileAlreadyExistsException where there is one already
   */
  public static ResultsFile create(Path path, Contest contest) throws IOException {
    var header = new LinkedHashMap<String, Object>();
    header.put("format", FORMAT);
    header.put("suites", contest.suites());
    header.put("solvers", contest.solvers());
    header.put("seeds", contest.seeds());
    header.put("evaluations", contest.evaluations());
    header.put("quick", contest.quick());
    header.put("problems", contest.problems());
    Files.writeString(
        path,
        JSON.writeValueAsString(header) + "\n",
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
    return new ResultsFile(path);
  }

  /** A file to append to, cut back to its last whole line. */
  public static ResultsFile reopen(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end < bytes.length) {
      try (var channel = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
        channel.truncate(end);
      }
    }
    return new ResultsFile(path);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Adds a run. */
  public void append(Finished run) throws IOException {
    Files.writeString(path, JSON.writeValueAsString(tree(run)) + "\n", StandardOpenOption.APPEND);
  }

  /** A run as a JSON object. */
  static Map<String, @Nullable Object> tree(Finished run) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("suite", run.suite());
    tree.put("problem", run.problem());
    tree.put("dimension", run.dimension());
    tree.put("solver", run.solver());
    tree.put("seed", run.seed());
    if (run.ran()) {
      tree.put("randomGap", finite(run.randomGap()));
      tree.put("gaps", run.gaps().stream().map(ResultsFile::finite).toList());
      tree.put("milliseconds", finite(run.milliseconds()));
      tree.put("lastMilliseconds", finite(run.lastMilliseconds()));
      tree.put("evaluations", run.evaluations());
      tree.put("plan", run.plan());
    } else {
      tree.put("refused", run.refused());
    }
    return tree;
  }

  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /**
   * Reads a file.
   *
   * @throws IOException naming the line that is no result, the last one excepted
   */
  public static Contents read(Path path) throws IOException {
    String text = Files.readString(path, StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    boolean cut = !text.endsWith("\n");
    Contest contest = null;
    var finished = new ArrayList<Finished>();
    for (int i = 0; i < lines.size(); i++) {
      if (cut && i == lines.size() - 1 && i > 0) {
        break;
      }
      try {
        JsonNode node = JSON.readTree(lines.get(i));
        if (contest == null) {
          contest = contest(node);
        } else {
          finished.add(finished(node, contest));
        }
      } catch (JacksonException | IllegalArgumentException e) {
        throw new IOException(
            path + ", line " + (i + 1) + ", is no result of a benchmark: " + firstLine(e), e);
      }
    }
    if (contest == null) {
      throw new IOException(path + " is empty: it holds no benchmark");
    }
    return new Contents(contest, List.copyOf(finished));
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Contest contest(JsonNode node) {
    if (!node.path("format").asString("").equals(FORMAT)) {
      throw new IllegalArgumentException("it does not begin with {\"format\": \"" + FORMAT + "\"");
    }
    return new Contest(
        texts(node.path("suites")),
        texts(node.path("solvers")),
        node.path("seeds").intValue(),
        node.path("evaluations").intValue(),
        node.path("quick").booleanValue(),
        texts(node.path("problems")));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static Finished finished(JsonNode node, Contest contest) {
    String refused = node.path("refused").asString("");
    List<Double> gaps =
        node.path("gaps")
            .valueStream()
            .map(gap -> gap.isNumber() ? gap.doubleValue() : Double.POSITIVE_INFINITY)
            .toList();
    if (refused.isEmpty() && gaps.size() != contest.checkpoints().size()) {
      throw new IllegalArgumentException("it has " + gaps.size() + " gaps");
    }
    return new Finished(
        node.required("suite").asString(),
        node.required("problem").asString(),
        node.required("dimension").intValue(),
        node.required("solver").asString(),
        node.required("seed").intValue(),
        number(node.path("randomGap")),
        gaps,
        number(node.path("milliseconds")),
        number(node.path("lastMilliseconds")),
        node.path("evaluations").asInt(0),
        node.path("plan").asString(""),
        refused);
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.NaN;
  }
}
