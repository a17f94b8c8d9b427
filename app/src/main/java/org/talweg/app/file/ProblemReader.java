package org.talweg.app.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.talweg.app.person.PersonRanking;
import org.talweg.engine.StopRule;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;

/** Reads a problem file from its tree. */
final class ProblemReader {
  static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "minimize",
          "maximize",
          "sets",
          "data",
          "variables",
          "subject to",
          "measure",
          "noise",
          "fidelity",
          "stop",
          "budget",
          "seed",
          "parallel");

  private final Source source;
  private final String added;
  private final Path directory;
  private final Mistakes mistakes;
  private final Fields fields;
  private final Scalars scalars;
  private final SettingsReader settings;

  /** Set where the file states that a person ranks. */
  private @Nullable PersonRanking ranking;

  private ProblemReader(
      Source source, String added, Path directory, Yaml.Mapping root, Mistakes mistakes) {
    this.source = source;
    this.added = added;
    this.directory = directory;
    this.mistakes = mistakes;
    fields = new Fields(root, "a problem", KEYS, mistakes);
    scalars = new Scalars(mistakes);
    settings = new SettingsReader(mistakes);
  }

  /**
   * Reads a problem file.
   *
   * @param defaultName the problem's name where the file gives none
   * @param addition YAML that the command line adds, made once the file is parsed
   * @throws ProblemFileException with all mistakes that were found
   */
  static ProblemFile read(
      Source file, Function<Yaml.Mapping, String> addition, String defaultName, Path directory)
      throws ProblemFileException {
    Yaml.Mapping root = mapping(file);
    String added = addition.apply(root);
    Source source = file;
    if (!added.isEmpty()) {
      source = file.with(added);
      Yaml more = mapping(new Source(file.name(), added)).below(file.own());
      root = Tuning.merged(root, (Yaml.Mapping) more);
    }
    var mistakes = new Mistakes(source);
    var reader = new ProblemReader(source, added, directory, root, mistakes);
    ProblemFile problem = reader.problem(defaultName);
    mistakes.throwIfAny();
    if (problem == null) {
      throw new IllegalStateException("nothing was wrong, and yet nothing was read");
    }
    return problem;
  }

  private static Yaml.Mapping mapping(Source source) throws ProblemFileException {
    Yaml tree = YamlParser.parse(source);
    if (!(tree instanceof Yaml.Mapping root)) {
      throw ProblemFileException.of(
          source,
          tree.place(),
          "expected a problem, which has the keys minimize, variables and measure; found "
              + tree.words());
    }
    return root;
  }

  private @Nullable ProblemFile problem(String defaultName) {
    Yaml name = fields.get("name");
    Yaml description = fields.get("description");
    Yaml stop = fields.get("stop");
    Yaml budget = fields.get("budget");
    Yaml seed = fields.get("seed");
    Yaml parallel = fields.get("parallel");
    Optional<String> called =
        name == null ? Optional.empty() : Optional.ofNullable(scalars.text(name, "a name"));
    if (description != null) {
      scalars.scalar(description, "a text");
    }
    Optional<StopRule> stopRule = stop == null ? Optional.empty() : settings.stop(stop);
    Optional<Budget> limits = budget == null ? Optional.empty() : settings.budget(budget);
    OptionalLong seedGiven = seed == null ? OptionalLong.empty() : settings.seed(seed);
    OptionalInt atATime = parallel == null ? OptionalInt.empty() : settings.parallel(parallel);
    BlackBox problem = blackBox(called, defaultName);
    return problem == null || !mistakes.none()
        ? null
        : new ProblemFile(
            source.name(),
            source.text(),
            added,
            directory,
            problem,
            Optional.ofNullable(ranking),
            fields.has("measure"),
            limits,
            seedGiven,
            atATime,
            stopRule,
            mistakes.warnings());
  }

  private @Nullable BlackBox blackBox(Optional<String> called, String defaultName) {
    Yaml node = fields.get("measure");
    var reader = new BlackBoxReader(fields, called, defaultName, mistakes);
    if (node == null) {
      return reader.formulas(directory);
    }
    for (String key : List.of("sets", "data")) {
      if (fields.has(key)) {
        mistakes.add(fields.placeOf(key), "'" + key + "' is for formulas: not with 'measure'");
      }
    }
    if (node instanceof Yaml.Mapping mapping) {
      if (PersonReader.isStated(mapping)) {
        var stated =
            new PersonReader(fields, mistakes).read(mapping, called.orElse(defaultName), directory);
        ranking = stated == null ? null : stated.ranking();
        return stated == null ? null : stated.shape();
      }
      var measure = new MeasureReader(mapping, mistakes);
      return measure.isFunction()
          ? reader.function(measure)
          : measure.isTable()
              ? reader.table(measure, directory)
              : reader.command(measure, directory);
    }
    mistakes.add(
        node.place(),
        "expected {command: [...], read: {...}}, {function: NAME}, {table: FILE} or"
            + " {person: {...}}, found "
            + node.words());
    return null;
  }
}
