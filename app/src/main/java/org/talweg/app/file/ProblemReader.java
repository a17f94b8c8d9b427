package org.talweg.app.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.VariablesReader.Declared;
import org.talweg.engine.command.CommandMeasure;
import org.talweg.engine.command.CommandMeasure.FidelityName;
import org.talweg.engine.command.Reading;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Constraint;
import org.talweg.model.Direction;
import org.talweg.model.Domain;
import org.talweg.model.Fidelity;
import org.talweg.model.Measure;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.search.function.TestFunction;

/**
 * Reads a problem file from its tree: first what declares names (variables, quantities, the
 * fidelity), then what uses them.
 */
final class ProblemReader {
  static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "minimize",
          "maximize",
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
  private final Path directory;
  private final Mistakes mistakes;
  private final Fields fields;
  private final Scalars scalars;

  private ProblemReader(Source source, Path directory, Yaml.Mapping root, Mistakes mistakes) {
    this.source = source;
    this.directory = directory;
    this.mistakes = mistakes;
    fields = new Fields(root, "a problem", KEYS, mistakes);
    scalars = new Scalars(mistakes);
  }

  static ProblemFile read(Source source, String defaultName, Path directory)
      throws ProblemFileException {
    if (!(YamlParser.parse(source) instanceof Yaml.Mapping root)) {
      throw ProblemFileException.of(
          source,
          Place.START,
          "expected a problem with the keys minimize, variables and measure, found something else");
    }
    var mistakes = new Mistakes(source);
    var reader = new ProblemReader(source, directory, root, mistakes);
    ProblemFile file = reader.problem(defaultName);
    mistakes.throwIfAny();
    if (file == null) {
      throw new IllegalStateException("nothing was wrong, and yet nothing was read");
    }
    return file;
  }

  private @Nullable ProblemFile problem(String defaultName) {
    Yaml given = fields.get("name");
    String name = given == null ? defaultName : scalars.text(given, "a name");
    Yaml description = fields.get("description");
    if (description != null) {
      scalars.scalar(description, "a text");
    }
    var settings = new SettingsReader(mistakes);
    Yaml stop = fields.get("stop");
    Optional<String> stopRule =
        stop == null ? Optional.empty() : Optional.ofNullable(settings.stop(stop));
    Yaml budget = fields.get("budget");
    Optional<Budget> limits = budget == null ? Optional.empty() : settings.budget(budget);
    Yaml seed = fields.get("seed");
    Yaml parallel = fields.get("parallel");
    OptionalLong seedGiven = seed == null ? OptionalLong.empty() : settings.seed(seed);
    OptionalInt parallelGiven =
        parallel == null ? OptionalInt.empty() : settings.parallel(parallel);
    BlackBox problem = measured(name == null ? defaultName : name, settings);
    return problem == null || !mistakes.none()
        ? null
        : new ProblemFile(
            problem.name(),
            new Statement.Measured(problem),
            limits,
            seedGiven,
            parallelGiven,
            stopRule,
            source.text(),
            directory,
            mistakes.warnings());
  }

  private @Nullable BlackBox measured(String name, SettingsReader settings) {
    Yaml node = fields.get("measure");
    if (node == null) {
      missingMeasure();
    } else if (!(node instanceof Yaml.Mapping)) {
      mistakes.add(
          node.place(),
          "expected {command: [...], read: {...}} or {function: NAME}, found " + node.words());
    }
    MeasureReader measure =
        node instanceof Yaml.Mapping mapping ? new MeasureReader(mapping, mistakes) : null;
    if (measure != null && measure.isFunction()) {
      return function(name, measure, settings);
    }
    List<Declared> declared = declared();
    Map<String, Optional<Domain>> domains = SpaceReader.domains(declared);
    Yaml fidelityNode = fields.get("fidelity");
    SettingsReader.Level level =
        fidelityNode == null ? null : settings.fidelity(fidelityNode, domains.keySet());
    Optional<FidelityName> fidelityName =
        Optional.ofNullable(level).map(SettingsReader.Level::name);
    Map<String, Optional<Reading>> reads =
        measure == null ? Map.of() : measure.reads(domains.keySet());
    var names = new Names(domains, reads.keySet(), mistakes);
    List<Parameter> parameters = new SpaceReader(names).parameters(declared);
    if (measure == null) {
      return null;
    }
    List<Objective> objectives = objectives(names, true);
    List<Constraint> constraints = constraints(names);
    var templates =
        new CommandReader(domains.keySet(), fidelityName.map(FidelityName::name), mistakes);
    CommandMeasure command = measure.command(templates, reads, directory, fidelityName);
    var frame =
        new Frame(
            name,
            settings,
            measure,
            Optional.ofNullable(level).map(SettingsReader.Level::fidelity));
    if (command == null) {
      return frame.blackBox(parameters, objectives, constraints, names, (_, _) -> Map.of());
    }
    warnOfUnused(declared, command, objectives, constraints);
    if (level != null
        && fidelityNode != null
        && !command.names().contains("fidelity")
        && !command.names().contains(level.name().name())) {
      mistakes.warn(
          fidelityNode.place(),
          "the command does not mention {"
              + level.name().name()
              + "}, so that every fidelity is alike");
    }
    if (fields.has("stop") && !measure.hasProgress()) {
      mistakes.warn(
          fields.placeOf("stop"),
          "nothing is stopped early: measure has no 'progress' to read intermediate values with");
    }
    return frame.blackBox(parameters, objectives, constraints, names, command);
  }

  private void missingMeasure() {
    mistakes.add(
        fields.has("minimize")
            ? fields.placeOf("minimize")
            : fields.has("maximize") ? fields.placeOf("maximize") : fields.place(),
        "the file has no 'measure', and formulas without measure are not solvable in this version;"
            + " add measure: {command: [...], read: {...}}");
  }

  private List<Declared> declared() {
    Yaml node = fields.get("variables");
    if (node == null) {
      mistakes.add(
          fields.place(), "the problem has no 'variables', such as variables: {x: {real: [0, 1]}}");
      return List.of();
    }
    return new VariablesReader(mistakes).read(node);
  }

  private List<Objective> objectives(Names names, boolean needed) {
    var reader = new ObjectivesReader(names);
    var objectives = new ArrayList<Objective>();
    for (String key : fields.keys()) {
      Yaml node = fields.get(key);
      if (node != null && (key.equals("minimize") || key.equals("maximize"))) {
        objectives.addAll(
            reader.objectives(
                node, key.equals("minimize") ? Direction.MINIMIZE : Direction.MAXIMIZE));
      }
    }
    if (needed && !fields.has("minimize") && !fields.has("maximize")) {
      mistakes.add(
          fields.place(),
          "the problem has neither 'minimize' nor 'maximize'"
              + names.quantities().stream()
                  .findFirst()
                  .map(q -> ", such as minimize: " + q)
                  .orElse(""));
    }
    return objectives;
  }

  private List<Constraint> constraints(Names names) {
    Yaml node = fields.get("subject to");
    return node == null ? List.of() : new ObjectivesReader(names).constraints(node);
  }

  /** A built-in function: what the file does not state is the function's own. */
  private @Nullable BlackBox function(String name, MeasureReader measure, SettingsReader settings) {
    TestFunction function = measure.function();
    if (fields.has("fidelity")) {
      mistakes.add(fields.placeOf("fidelity"), "a built-in function has its own fidelity, or none");
    }
    List<Declared> declared = fields.has("variables") ? declared() : List.of();
    if (function == null) {
      return null;
    }
    Map<String, Optional<Domain>> domains = SpaceReader.domains(declared);
    if (!fields.has("variables")) {
      function.space().parameters().forEach(p -> domains.put(p.name(), Optional.of(p.domain())));
    }
    var names = new Names(domains, function.quantities(), mistakes);
    List<Parameter> parameters =
        fields.has("variables")
            ? new SpaceReader(names).parameters(declared)
            : function.space().parameters();
    List<Objective> objectives = objectives(names, false);
    var constraints = new ArrayList<>(function.constraints());
    if (!fields.has("variables")) {
      constraints.addAll(0, function.space().constraints());
    }
    constraints.addAll(constraints(names));
    Measure values;
    try {
      values =
          mistakes.none() ? function.measure(new Space(parameters, List.of())) : (_, _) -> Map.of();
    } catch (IllegalArgumentException e) {
      mistakes.add(fields.placeOf("variables"), Spelling.firstLine(e.getMessage()));
      return null;
    }
    var frame = new Frame(name, settings, measure, function.fidelity());
    BlackBox problem =
        frame.blackBox(
            parameters,
            objectives.isEmpty() ? function.objectives() : objectives,
            constraints,
            names,
            values);
    return problem == null || fields.has("noise") ? problem : problem.withNoise(function.noise());
  }

  /** What a black box has besides its space and its formulas. */
  private final class Frame {
    private final String name;
    private final Noise noise;
    private final MeasureReader measure;
    private final Optional<Fidelity> fidelity;

    Frame(
        String name, SettingsReader settings, MeasureReader measure, Optional<Fidelity> fidelity) {
      this.name = name;
      this.measure = measure;
      this.fidelity = fidelity;
      Yaml node = fields.get("noise");
      noise = node == null ? Noise.none() : settings.noise(node);
    }

    @Nullable BlackBox blackBox(
        List<Parameter> parameters,
        List<Objective> objectives,
        List<Constraint> constraints,
        Names names,
        Measure values) {
      var timeout = measure.timeout();
      int retries = measure.retries();
      if (!mistakes.none()) {
        return null;
      }
      try {
        return new BlackBox(
            name,
            new Space(parameters, constraints.stream().filter(names::isKnown).toList()),
            objectives,
            constraints.stream().filter(c -> !names.isKnown(c)).toList(),
            noise,
            fidelity,
            timeout,
            retries,
            values);
      } catch (IllegalArgumentException | ArithmeticException e) {
        mistakes.add(fields.placeOf("variables"), Spelling.firstLine(e.getMessage()));
        return null;
      }
    }
  }

  private void warnOfUnused(
      List<Declared> declared,
      CommandMeasure command,
      List<Objective> objectives,
      List<Constraint> constraints) {
    Set<String> used = new LinkedHashSet<>(command.names());
    objectives.forEach(objective -> used.addAll(objective.formula().names()));
    constraints.forEach(constraint -> used.addAll(constraint.formula().names()));
    for (Declared variable : declared) {
      if (variable.when() != null) {
        // Its text will do: a name in it is a whole word.
        used.addAll(List.of(variable.when().text().split("[^\\p{L}\\p{Nd}_]+")));
      }
    }
    for (Declared variable : declared) {
      if (!used.contains(variable.name())) {
        mistakes.warn(
            variable.place(),
            "nothing uses the variable '"
                + variable.name()
                + "': the command does not mention {"
                + variable.name()
                + "}");
      }
    }
  }
}
