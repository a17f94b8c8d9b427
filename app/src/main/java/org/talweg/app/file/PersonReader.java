package org.talweg.app.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.VariablesReader.Declared;
import org.talweg.app.person.Display;
import org.talweg.app.person.PersonRanking;
import org.talweg.engine.command.Command;
import org.talweg.engine.command.Template;
import org.talweg.model.BlackBox;
import org.talweg.model.Constraint;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/** Reads a problem with {@code measure: {person: ...}}: how candidates are shown, and how many. */
final class PersonReader {
  private static final List<String> KEYS = List.of("show", "command", "candidates", "best");

  /** As many as fit on a screen and in a mind. */
  private static final int CANDIDATES = 6;

  private static final int MOST = 50;

  private final Fields problem;
  private final Mistakes mistakes;
  private final Scalars scalars;

  /**
   * @param problem the fields of the whole file
   */
  PersonReader(Fields problem, Mistakes mistakes) {
    this.problem = problem;
    this.mistakes = mistakes;
    scalars = new Scalars(mistakes);
  }

  /** What the file states: the names and ranges, and how a person ranks. */
  record Stated(BlackBox shape, PersonRanking ranking) {}

  /** Whether {@code measure} states it. */
  static boolean isStated(Yaml.Mapping measure) {
    return measure.entries().stream().anyMatch(entry -> entry.key().text().equals("person"));
  }

  /** The problem, or null. */
  @Nullable Stated read(Yaml.Mapping measure, String name, Path directory) {
    for (String key : List.of("minimize", "maximize", "noise", "fidelity", "stop")) {
      if (problem.has(key)) {
        mistakes.add(
            problem.placeOf(key),
            "'" + key + "' is about a measured value, and a person only says what is better");
      }
    }
    List<Declared> declared = new VariablesReader(mistakes).read(problem);
    Map<String, Optional<Domain>> domains = SpaceReader.domains(declared);
    var names = new Names(domains, List.of(), mistakes);
    List<Parameter> parameters = new SpaceReader(names).parameters(declared);
    List<Constraint> constraints = new ObjectivesReader(names).constraints(problem);
    Yaml node =
        new Fields(measure, "measure by a person", List.of("person"), mistakes).get("person");
    if (!(node instanceof Yaml.Mapping mapping)) {
      mistakes.add(
          node == null ? measure.place() : node.place(),
          "expected how candidates are shown, such as {show: \"{x}\", candidates: 6}, found "
              + (node == null ? "nothing" : node.words()));
      return null;
    }
    var fields = new Fields(mapping, "a person", KEYS, mistakes);
    var shown = new ArrayList<>(domains.keySet());
    shown.add(Display.CANDIDATE);
    var templates = new CommandReader(shown, Optional.empty(), mistakes);
    Yaml show = fields.get("show");
    Yaml.Scalar text = show == null ? null : scalars.scalar(show, "a text with placeholders");
    Template template = text == null ? null : templates.template(text);
    Yaml line = fields.get("command");
    Command command = line == null ? null : templates.read(line);
    int candidates = count(fields.get("candidates"), CANDIDATES, 2, MOST, "candidates");
    int best = count(fields.get("best"), candidates, 1, candidates, "of them, the best");
    if (!mistakes.none()) {
      return null;
    }
    try {
      return new Stated(
          PersonRanking.shape(name, new Space(parameters, constraints)),
          new PersonRanking(
              candidates,
              best,
              new Display(Optional.ofNullable(template), Optional.ofNullable(command), directory)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      mistakes.add(problem.placeOf("variables"), Spelling.firstLine(e.getMessage()));
      return null;
    }
  }

  private int count(@Nullable Yaml node, int otherwise, int least, int most, String what) {
    Long count = node == null ? null : scalars.whole(node);
    if (node == null || count == null) {
      return otherwise;
    }
    if (count < least || count > most) {
      mistakes.add(node.place(), what + " are " + least + " to " + most + ", not " + node.words());
      return otherwise;
    }
    return Math.toIntExact(count);
  }
}
