package org.talweg.app.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.VariablesReader.Declared;
import org.talweg.bench.table.Pool;
import org.talweg.engine.command.CommandMeasure;
import org.talweg.engine.command.CommandMeasure.FidelityName;
import org.talweg.engine.command.Reading;
import org.talweg.model.BlackBox;
import org.talweg.model.Constraint;
import org.talweg.model.Domain;
import org.talweg.model.Fidelity;
import org.talweg.model.Measure;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.search.function.TestFunction;

/**
 * Reads a problem: first what declares names (variables, quantities, the fidelity), then what uses
 * them. Without {@code measure} it is made of formulas over the variables, evaluated in process.
 */
final class BlackBoxReader {
  private final Fields fields;
  private final Optional<String> name;
  private final String defaultName;
  private final Mistakes mistakes;
  private final SettingsReader settings;

  /**
   * @param fields of the whole file
   * @param name the problem's, where the file states one
   * @param defaultName its name otherwise, unless a built-in function has a better one
   */
  BlackBoxReader(Fields fields, Optional<String> name, String defaultName, Mistakes mistakes) {
    this.fields = fields;
    this.name = name;
    this.defaultName = defaultName;
    this.mistakes = mistakes;
    settings = new SettingsReader(mistakes);
  }

  /** The problem of running a command, or null. */
  @Nullable BlackBox command(MeasureReader measure, Path directory) {
    List<Declared> declared = new VariablesReader(mistakes).read(fields);
    Map<String, Optional<Domain>> domains = SpaceReader.domains(declared);
    Yaml fidelityNode = fields.get("fidelity");
    Optional<SettingsReader.Level> level =
        fidelityNode == null
            ? Optional.empty()
            : Optional.ofNullable(settings.fidelity(fidelityNode, domains.keySet()));
    Optional<FidelityName> called = level.map(SettingsReader.Level::name);
    Map<String, Optional<Reading>> reads = measure.reads(domains.keySet());
    var names = new Names(domains, reads.keySet(), mistakes);
    List<Parameter> parameters = new SpaceReader(names).parameters(declared);
    var formulas = new ObjectivesReader(names);
    // Without quantities every objective would seem to name something unknown.
    List<Objective> objectives = reads.isEmpty() ? List.of() : formulas.objectives(fields, true);
    List<Constraint> constraints = reads.isEmpty() ? List.of() : formulas.constraints(fields);
    var templates = new CommandReader(domains.keySet(), called.map(FidelityName::name), mistakes);
    CommandMeasure command = measure.command(templates, reads, directory, called);
    if (command != null) {
      warnOfUnused(declared, command, objectives, constraints);
      called.ifPresent(fidelity -> warnOfFidelity(fidelity.name(), command));
      if (fields.has("stop") && command.progress().isEmpty()) {
        mistakes.warn(
            fields.placeOf("stop"),
            "no trial is stopped early: measure has no 'progress' to read intermediate values by");
      }
    }
    return assemble(
        name.orElse(defaultName),
        parameters,
        objectives,
        constraints,
        names,
        Noise.none(),
        level.map(SettingsReader.Level::fidelity),
        command == null ? (_, _) -> Map.of() : overScenarios(command, level),
        Optional.of(measure));
  }

  private static Measure overScenarios(
      CommandMeasure command, Optional<SettingsReader.Level> level) {
    return level
        .filter(l -> l.fidelity().structure() == Fidelity.Structure.SCENARIOS)
        .map(l -> Measure.overScenarios(command, l.name().items().size()))
        .orElse(command);
  }

  /** The problem of formulas over the variables alone, or null. */
  @Nullable BlackBox formulas(Path directory) {
    for (String key : List.of("noise", "fidelity", "stop")) {
      if (fields.has(key)) {
        mistakes.add(
            fields.placeOf(key),
            "'" + key + "' is about measuring, and the file has no 'measure': a formula is exact");
      }
    }
    int before = mistakes.count();
    var indices = new IndicesReader(fields, directory, mistakes);
    List<Declared> declared = new VariablesReader(mistakes, indices).read(fields);
    if (mistakes.count() > before || fields.anyUnknown()) {
      return null; // formulas would be blamed for what could not be read
    }
    var names = new Names(SpaceReader.domains(declared), List.of(), indices.indices(), mistakes);
    List<Parameter> parameters = new SpaceReader(names).parameters(declared);
    var formulas = new ObjectivesReader(names);
    List<Objective> objectives = formulas.objectives(fields, true);
    List<Constraint> constraints = formulas.constraints(fields);
    return assemble(
        name.orElse(defaultName),
        parameters,
        objectives,
        constraints,
        names,
        Noise.none(),
        Optional.empty(),
        (_, _) -> Map.of(),
        Optional.empty());
  }

  /** The problem of a built-in function, which has what the file does not state; or null. */
  @Nullable BlackBox function(MeasureReader measure) {
    TestFunction function = measure.function();
    if (fields.has("fidelity")) {
      mistakes.add(fields.placeOf("fidelity"), "a built-in function has its own fidelity, or none");
    }
    boolean own = !fields.has("variables");
    List<Declared> declared = own ? List.of() : new VariablesReader(mistakes).read(fields);
    if (function == null) {
      return null;
    }
    Map<String, Optional<Domain>> domains = SpaceReader.domains(declared);
    if (own) {
      function.space().parameters().forEach(p -> domains.put(p.name(), Optional.of(p.domain())));
    }
    var names = new Names(domains, function.quantities(), mistakes);
    List<Parameter> parameters =
        own ? function.space().parameters() : new SpaceReader(names).parameters(declared);
    var formulas = new ObjectivesReader(names);
    List<Objective> objectives = formulas.objectives(fields, false);
    var constraints = new ArrayList<>(own ? function.space().constraints() : List.of());
    constraints.addAll(function.constraints());
    constraints.addAll(formulas.constraints(fields));
    Measure values = (_, _) -> Map.of();
    try {
      if (mistakes.none()) {
        values = function.measure(new Space(parameters, List.of()));
      }
    } catch (IllegalArgumentException e) {
      mistakes.add(fields.placeOf("variables"), Spelling.firstLine(e.getMessage()));
    }
    return assemble(
        name.orElse(function.name()),
        parameters,
        objectives.isEmpty() ? function.objectives() : objectives,
        constraints,
        names,
        function.noise(),
        function.fidelity(),
        values,
        Optional.of(measure));
  }

  /**
   * The problem that a table answers, or null. Columns that objectives and constraints name are
   * measured; without variables in the file, all others vary.
   */
  @Nullable BlackBox table(MeasureReader measure, Path directory) {
    for (String key : List.of("noise", "fidelity", "stop")) {
      if (fields.has(key)) {
        mistakes.add(
            fields.placeOf(key),
            "'" + key + "' is about measuring, and a row of a table is always the same");
      }
    }
    List<Declared> declared =
        fields.has("variables") ? new VariablesReader(mistakes).read(fields) : List.of();
    TableReader table = measure.table(directory);
    if (table == null) {
      return null;
    }
    table.check(declared);
    Map<String, Optional<Domain>> domains = SpaceReader.domains(declared);
    var names = new Names(domains, table.columnsWithout(domains.keySet()), mistakes);
    List<Parameter> parameters = new SpaceReader(names).parameters(declared);
    var formulas = new ObjectivesReader(names);
    List<Objective> objectives = formulas.objectives(fields, true);
    List<Constraint> constraints = formulas.constraints(fields);
    Set<String> used = new LinkedHashSet<>();
    for (Objective objective : objectives) {
      used.addAll(objective.formula().names());
      objective.gradient().values().forEach(partial -> used.addAll(partial.names()));
    }
    constraints.forEach(constraint -> used.addAll(constraint.formula().names()));
    used.retainAll(names.quantities());
    Pool rows = mistakes.none() ? table.rows(parameters, used, fields.placeOf("variables")) : null;
    return assemble(
        name.orElse(defaultName),
        rows == null ? parameters : rows.space().parameters(),
        objectives,
        constraints,
        names,
        Noise.none(),
        Optional.empty(),
        rows == null ? (_, _) -> Map.of() : rows,
        Optional.empty());
  }

  private @Nullable BlackBox assemble(
      String called,
      List<Parameter> parameters,
      List<Objective> objectives,
      List<Constraint> constraints,
      Names names,
      Noise ownNoise,
      Optional<Fidelity> fidelity,
      Measure values,
      Optional<MeasureReader> measure) {
    Yaml noise = fields.get("noise");
    Noise stated = noise == null ? ownNoise : settings.noise(noise);
    Optional<Duration> timeout = measure.flatMap(MeasureReader::timeout);
    int retries = measure.map(MeasureReader::retries).orElse(0);
    if (!mistakes.none()) {
      return null;
    }
    try {
      return new BlackBox(
          called,
          new Space(parameters, constraints.stream().filter(names::isKnown).toList()),
          objectives,
          constraints.stream().filter(c -> !names.isKnown(c)).toList(),
          stated,
          fidelity,
          timeout,
          retries,
          values);
    } catch (IllegalArgumentException | ArithmeticException e) {
      mistakes.add(fields.placeOf("variables"), Spelling.firstLine(e.getMessage()));
      return null;
    }
  }

  private void warnOfFidelity(String fidelity, CommandMeasure command) {
    Set<String> used = command.names();
    if (!used.contains("fidelity") && !used.contains(fidelity)) {
      mistakes.warn(
          fields.placeOf("fidelity"),
          "every fidelity is alike: the command does not mention {" + fidelity + "}");
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
    Map<String, String> alone =
        command
            .command()
            .optionsLeftAlone(
                declared.stream()
                    .filter(variable -> variable.when() != null)
                    .map(Declared::name)
                    .collect(Collectors.toSet()));
    for (Declared variable : declared) {
      String option = alone.get(variable.name());
      if (option != null) {
        mistakes.warn(
            variable.place(),
            "where '%1$s' does not exist, {%1$s} is left out but %2$s stays: write %2$s={%1$s}, or the two as a list of their own"
                .formatted(variable.name(), option));
      }
    }
    for (Declared variable : declared) {
      if (!used.contains(variable.name())) {
        mistakes.warn(
            variable.place(),
            "nothing uses '"
                + variable.name()
                + "': the command does not mention {"
                + variable.name()
                + "}");
      }
    }
  }
}
