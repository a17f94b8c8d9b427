package org.talweg.app.file;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.command.Command;
import org.talweg.engine.command.CommandMeasure;
import org.talweg.engine.command.CommandMeasure.FidelityName;
import org.talweg.engine.command.CommandSyntaxException;
import org.talweg.engine.command.Reading;
import org.talweg.engine.command.Template;
import org.talweg.search.function.TestFunction;
import org.talweg.search.function.TestFunctions;

/** Reads {@code measure}: a command and what is read from it, a built-in function, or a table. */
final class MeasureReader {
  static final List<String> KEYS =
      List.of(
          "command",
          "function",
          "table",
          "read",
          "timeout",
          "retries",
          "directory",
          "env",
          "success",
          "progress");
  static final List<String> KEYS_OF_FUNCTIONS = List.of("function", "timeout", "retries");
  static final List<String> KEYS_OF_TABLES = List.of("table");

  private final Fields fields;
  private final Mistakes mistakes;
  private final Scalars scalars;

  /** The paths of files to measure, whose placeholders are checked once all names are known. */
  private final Map<Yaml.Scalar, Template> paths = new LinkedHashMap<>();

  /** Of the mapping, its keys are checked here. */
  MeasureReader(Yaml.Mapping mapping, Mistakes mistakes) {
    fields = new Fields(mapping, "measure", KEYS, mistakes);
    this.mistakes = mistakes;
    scalars = new Scalars(mistakes);
  }

  boolean isFunction() {
    return fields.has("function");
  }

  boolean isTable() {
    return fields.has("table");
  }

  /** The table, or null. */
  @Nullable TableReader table(Path directory) {
    allowOnly(KEYS_OF_TABLES, "a table");
    Yaml node = fields.get("table");
    Yaml.Scalar file = node == null ? null : scalars.scalar(node, "a CSV file");
    return file == null ? null : TableReader.read(file, directory, mistakes);
  }

  private void allowOnly(List<String> keys, String what) {
    for (String key : fields.keys()) {
      if (!keys.contains(key)) {
        mistakes.add(fields.placeOf(key), what + " has no '" + key + "'");
      }
    }
  }

  /** The built-in function, or null. */
  @Nullable TestFunction function() {
    allowOnly(KEYS_OF_FUNCTIONS, "a built-in function");
    Yaml node = fields.get("function");
    String name = node == null ? null : scalars.text(node, "the name of a function");
    if (node == null || name == null) {
      return null;
    }
    try {
      return TestFunctions.find(name);
    } catch (IllegalArgumentException e) {
      mistakes.add(node.place(), Spelling.firstLine(e.getMessage()));
      return null;
    }
  }

  Optional<Duration> timeout() {
    Yaml node = fields.get("timeout");
    return node == null ? Optional.empty() : Optional.ofNullable(scalars.duration(node));
  }

  int retries() {
    Yaml node = fields.get("retries");
    Long retries = node == null ? null : scalars.whole(node);
    if (node != null && retries != null && (retries < 0 || retries > 1000)) {
      mistakes.add(node.place(), "retries lie between 0 and 1000, not " + node.words());
      return 0;
    }
    return retries == null ? 0 : Math.toIntExact(retries);
  }

  /**
   * Where each quantity is read; one that is wrong still has its name here, read from nowhere.
   * Nothing where the file does not say what is measured.
   */
  Map<String, Optional<Reading>> reads(Set<String> taken) {
    Yaml node = fields.get("read");
    if (!(node instanceof Yaml.Mapping(List<Yaml.Entry> entries, _)) || entries.isEmpty()) {
      mistakes.add(
          node == null ? fields.place() : node.place(),
          (node == null
                  ? "measure has no 'read': it"
                  : "expected what is measured, found "
                      + (node instanceof Yaml.Mapping ? "nothing" : node.words())
                      + "; 'read'")
              + " says what is measured and where, such as read: {seconds: seconds, loss: stdout}");
      return Map.of();
    }
    Map<String, Optional<Reading>> reads = new LinkedHashMap<>();
    Map<String, Yaml.Scalar> seen = new LinkedHashMap<>();
    for (Yaml.Entry entry : entries) {
      String name = entry.key().text();
      String whyNot =
          taken.contains(name)
              ? "'" + name + "' is a variable already; a quantity needs a name of its own"
              : Names.whyNot(name);
      Yaml.Scalar before = seen.putIfAbsent(name, entry.key());
      if (whyNot != null || before != null) {
        mistakes.add(entry.key().place(), whyNot != null ? whyNot : Fields.twice(name, before));
      }
      reads.putIfAbsent(name, Optional.ofNullable(reading(entry.value())));
    }
    return reads;
  }

  private @Nullable Reading reading(Yaml node) {
    Yaml.Scalar scalar =
        scalars.scalar(node, "where to read it: one of " + String.join(", ", Reading.FORMS));
    if (scalar == null) {
      return null;
    }
    try {
      Reading reading = Reading.parse(scalar.text().strip());
      if (reading instanceof Reading.FileSize(Template path)) {
        paths.put(scalar, path);
      }
      return reading;
    } catch (CommandSyntaxException e) {
      String kind = scalar.text().strip();
      mistakes.add(
          scalar.inside(mistakes.source(), e.offset()),
          e.getMessage() + (kind.contains(":") ? "" : Spelling.suggestion(kind, Reading.FORMS)));
      return null;
    }
  }

  /** The command with all that belongs to it, or null. */
  @Nullable CommandMeasure command(
      CommandReader templates,
      Map<String, Optional<Reading>> reads,
      Path directory,
      Optional<FidelityName> fidelity) {
    Yaml node = fields.get("command");
    if (node == null) {
      mistakes.add(
          fields.place(),
          "measure has neither a command, such as [xz, \"-{level}\"], nor a function or a table");
      return null;
    }
    Command command = templates.read(node);
    paths.forEach((scalar, path) -> templates.check(path, scalar));
    Map<String, Reading> readings = new LinkedHashMap<>();
    reads.forEach((name, reading) -> reading.ifPresent(r -> readings.put(name, r)));
    Optional<Template> workingDirectory = workingDirectory(templates, directory);
    Map<String, Template> environment = environment(templates);
    Set<Integer> success = success(readings);
    Optional<Pattern> progress = progress();
    return command == null
        ? null
        : new CommandMeasure(
            command,
            readings,
            directory,
            workingDirectory,
            environment,
            success,
            progress,
            fidelity);
  }

  private Optional<Template> workingDirectory(CommandReader templates, Path directory) {
    Yaml node = fields.get("directory");
    Yaml.Scalar scalar = node == null ? null : scalars.scalar(node, "a directory");
    Template template = scalar == null ? null : templates.template(scalar);
    if (scalar != null && template != null && template.names().isEmpty()) {
      try {
        Path folder = directory.resolve(template.fill(_ -> null).orElse(""));
        if (!Files.isDirectory(folder)) {
          mistakes.add(
              scalar.place(), "there is no directory " + folder + "; it is relative to the file");
        }
      } catch (InvalidPathException e) {
        mistakes.add(scalar.place(), "this is no path: " + e.getReason());
      }
    }
    return Optional.ofNullable(template);
  }

  private Map<String, Template> environment(CommandReader templates) {
    Yaml node = fields.get("env");
    Map<String, Template> environment = new LinkedHashMap<>();
    if (node == null) {
      return environment;
    }
    if (!(node instanceof Yaml.Mapping(List<Yaml.Entry> entries, _))) {
      mistakes.add(
          node.place(), "expected variables such as {OMP_NUM_THREADS: 1}, found " + node.words());
      return environment;
    }
    for (Yaml.Entry entry : entries) {
      Yaml.Scalar key = entry.key();
      if (key.text().isBlank() || key.text().contains("=")) {
        mistakes.add(key.place(), key.words() + " is no name of an environment variable");
      }
      if (!(entry.value() instanceof Yaml.Scalar scalar)) {
        mistakes.add(entry.value().place(), "expected a text, found " + entry.value().words());
        continue;
      }
      Template template = templates.template(scalar);
      if (template != null && environment.putIfAbsent(key.text(), template) != null) {
        mistakes.add(key.place(), "'" + Spelling.shortened(key.text()) + "' is given twice");
      }
    }
    return environment;
  }

  private Set<Integer> success(Map<String, Reading> reads) {
    Yaml node = fields.get("success");
    if (node == null) {
      return reads.containsValue(new Reading.ExitCode()) ? Set.of() : Set.of(0);
    }
    List<Yaml> codes = node instanceof Yaml.Listing(List<Yaml> items, _) ? items : List.of(node);
    if (codes.isEmpty()) {
      mistakes.add(node.place(), "expected exit codes, such as [0, 1], found an empty list");
    }
    var success = new LinkedHashSet<Integer>();
    for (Yaml item : codes) {
      Long code = scalars.whole(item);
      if (code != null && (code < 0 || code > 255)) {
        mistakes.add(item.place(), "an exit code lies between 0 and 255, not " + item.words());
      } else if (code != null) {
        success.add(Math.toIntExact(code));
      }
    }
    return success;
  }

  private Optional<Pattern> progress() {
    Yaml node = fields.get("progress");
    Yaml.Scalar scalar =
        node == null ? null : scalars.scalar(node, "regex: and an expression with two groups");
    if (scalar == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Reading.progress(scalar.text()));
    } catch (CommandSyntaxException e) {
      mistakes.add(
          scalar.inside(mistakes.source(), e.offset()), Spelling.firstLine(e.getMessage()));
      return Optional.empty();
    }
  }
}
