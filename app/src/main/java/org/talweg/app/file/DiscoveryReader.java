package org.talweg.app.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.talweg.learn.data.TextWindows;
import org.talweg.learn.discovery.Discovery;
import org.talweg.learn.discovery.Examples;
import org.talweg.learn.discovery.UpdateRule;
import org.talweg.model.Budget;

/** Reads a file with the key {@code discover}. */
final class DiscoveryReader {
  static final List<String> KEYS =
      List.of("name", "description", "discover", "budget", "seed", "parallel");

  /** Examples beyond these would only make the small tasks slow to judge. */
  private static final int MOST_EXAMPLES = 2000;

  private final Fields fields;
  private final Mistakes mistakes;
  private final Entries entries;
  private final Path directory;

  DiscoveryReader(Yaml.Mapping root, Mistakes mistakes, Path directory) {
    this.fields = new Fields(root, "a discovery", KEYS, mistakes);
    this.mistakes = mistakes;
    this.entries = new Entries(mistakes);
    this.directory = directory;
  }

  DiscoveryFile read(String defaultName, Map<String, String> source) throws ProblemFileException {
    var settings = new SettingsReader(mistakes);
    String name = entries.text(fields, "name", defaultName);
    Yaml budget = fields.get("budget");
    Yaml seed = fields.get("seed");
    Yaml parallel = fields.get("parallel");
    Optional<Budget> limits = budget == null ? Optional.empty() : settings.budget(budget);
    OptionalLong given = seed == null ? OptionalLong.empty() : settings.seed(seed);
    OptionalInt atATime = parallel == null ? OptionalInt.empty() : settings.parallel(parallel);
    Fields discover =
        entries.mapping(fields.get("discover"), "a discovery", List.of("data", "start"));
    mistakes.throwIfAny();
    if (discover == null) {
      throw ProblemFileException.of(mistakes.source(), fields.place(), "'discover' is missing");
    }
    UpdateRule start = start(discover);
    DataReader.Data data = new DataReader(mistakes, directory).data(discover, 0.01, 1, null);
    mistakes.throwIfAny();
    if (data == null) {
      throw new IllegalStateException("nothing was wrong, and yet nothing was read");
    }
    if (data.examples().classes() < 2 || data.examples() instanceof TextWindows) {
      mistakes.add(discover.placeOf("data"), "rules are tried on classes, not on numbers");
    }
    mistakes.throwIfAny();
    Examples examples = Examples.of(data.examples(), MOST_EXAMPLES);
    return new DiscoveryFile(
        Discovery.of(name, start, examples, given.orElse(1)), limits, given, atATime, source);
  }

  private UpdateRule start(Fields discover) {
    String text = entries.text(discover, "start", "adamw");
    try {
      return switch (text) {
        case "adamw" -> UpdateRule.ADAMW;
        case "lion" -> UpdateRule.LION;
        default -> UpdateRule.parse(text);
      };
    } catch (IllegalArgumentException e) {
      mistakes.add(
          discover.placeOf("start"),
          "start is adamw, lion, or a rule, a statement a line: " + e.getMessage());
      return UpdateRule.ADAMW;
    }
  }
}
