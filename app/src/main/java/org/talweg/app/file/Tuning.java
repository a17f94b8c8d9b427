package org.talweg.app.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a command line adds to a file of variables: the command, and what is wanted of it. It wins
 * over what the file states.
 *
 * @param minimize a quantity or formula, at most one of this and {@code maximize}
 * @param read where quantities are read, by name
 * @param timeout of one evaluation
 */
public record Tuning(
    List<String> command,
    Optional<String> minimize,
    Optional<String> maximize,
    Map<String, String> read,
    Optional<String> timeout) {
  private static final String DEFAULT_QUANTITY = "value";

  public Tuning {
    command = List.copyOf(command);
    read = new LinkedHashMap<>(read);
  }

  /**
   * The addition as YAML. Without a word on it, the one quantity that is read is minimised, or else
   * the number that the command prints.
   *
   * @throws IllegalArgumentException where several are read, and none is named
   */
  String yaml(Yaml.Mapping file) {
    var text = new StringBuilder();
    Optional<String> wanted = minimize.or(() -> maximize);
    boolean stated = value(file, "minimize").isPresent() || value(file, "maximize").isPresent();
    if (wanted.isPresent() || !stated) {
      if (wanted.isEmpty() && read.size() > 1) {
        throw new IllegalArgumentException(
            "what should be small? Add --minimize %s (or --maximize), one of %s"
                .formatted(read.keySet().iterator().next(), String.join(", ", read.keySet())));
      }
      String only = read.size() == 1 ? read.keySet().iterator().next() : DEFAULT_QUANTITY;
      text.append(maximize.isPresent() ? "maximize: " : "minimize: ");
      text.append(quoted(wanted.orElse(only))).append('\n');
    }
    text.append("measure:\n  command: ");
    text.append(command.stream().map(Tuning::quoted).collect(Collectors.joining(", ", "[", "]\n")));
    boolean readInFile =
        value(file, "measure").orElse(null) instanceof Yaml.Mapping measure
            && value(measure, "read").isPresent();
    Map<String, String> reads = new LinkedHashMap<>(read);
    if (reads.isEmpty() && !readInFile) {
      String quantity = wanted.or(() -> scalar(file)).orElse(DEFAULT_QUANTITY);
      reads.put(quantity, quantity.equals("seconds") ? "seconds" : "stdout");
    }
    if (!reads.isEmpty()) {
      text.append("  read: ");
      text.append(
          reads.entrySet().stream()
              .map(e -> quoted(e.getKey()) + ": " + quoted(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}\n")));
    }
    timeout.ifPresent(time -> text.append("  timeout: ").append(quoted(time)).append('\n'));
    return text.toString();
  }

  /** The file with the addition, whose keys win; an objective replaces all of the file's. */
  static Yaml.Mapping merged(Yaml.Mapping file, Yaml.Mapping addition) {
    var entries = new LinkedHashMap<String, Yaml.Entry>();
    boolean objective =
        value(addition, "minimize").isPresent() || value(addition, "maximize").isPresent();
    var kept = new ArrayList<Yaml.Entry>();
    for (Yaml.Entry entry : file.entries()) {
      String key = entry.key().text();
      boolean replaced =
          (objective && (key.equals("minimize") || key.equals("maximize")))
              || value(addition, key).isPresent();
      if (key.equals("measure")
          && entry.value() instanceof Yaml.Mapping own
          && value(addition, key).orElse(null) instanceof Yaml.Mapping added) {
        entries.put(key, new Yaml.Entry(entry.key(), merged(own, added)));
      } else if (!replaced) {
        kept.add(entry);
      }
    }
    for (Yaml.Entry entry : addition.entries()) {
      kept.add(entries.getOrDefault(entry.key().text(), entry));
    }
    return new Yaml.Mapping(kept, file.place());
  }

  private static Optional<Yaml> value(Yaml.Mapping mapping, String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(Yaml.Entry::value)
        .findFirst();
  }

  /** The one objective of the file, where it is plain. */
  private static Optional<String> scalar(Yaml.Mapping file) {
    return value(file, "minimize")
        .or(() -> value(file, "maximize"))
        .flatMap(
            node ->
                node instanceof Yaml.Scalar(String text, _, _)
                    ? Optional.of(text.strip())
                    : Optional.empty());
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
