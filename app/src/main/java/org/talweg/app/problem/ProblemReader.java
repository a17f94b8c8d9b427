package org.talweg.app.problem;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.talweg.engine.StopRule;
import org.talweg.engine.command.Command;
import org.talweg.engine.command.Command.Argument;
import org.talweg.engine.command.CommandMeasure;
import org.talweg.engine.command.CommandSyntaxException;
import org.talweg.engine.command.Reading;
import org.talweg.engine.command.Template;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Constraint;
import org.talweg.model.Direction;
import org.talweg.model.Domain;
import org.talweg.model.Domain.Scale;
import org.talweg.model.Fidelity;
import org.talweg.model.Formula;
import org.talweg.model.FormulaException;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.model.Value;
import org.talweg.search.function.TestFunction;
import org.talweg.search.function.TestFunctions;

/**
 * Reads the nodes of a problem file, top down in the order of the keys; longer than most files
 * because every key's rules and messages stand next to each other.
 */
final class ProblemReader {
  private static final List<String> KEYS =
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

  private final Place place;
  private final Path directory;

  ProblemReader(Place place, Path directory) {
    this.place = place;
    this.directory = directory;
  }

  ProblemFile read(Node root) throws ProblemFileException {
    Map<String, Node> keys = mapping(root, "a problem file", KEYS);
    Node measure = keys.get("measure");
    if (measure == null) {
      throw place.error(
          root,
          "there is no measure: this version solves problems that are measured (a command or a"
              + " built-in function), not yet formulas alone");
    }
    Map<String, Node> measureKeys =
        mapping(
            measure,
            "measure",
            List.of(
                "command",
                "read",
                "timeout",
                "retries",
                "function",
                "directory",
                "env",
                "success",
                "progress"));
    Node functionNode = measureKeys.get("function");
    TestFunction function = functionNode == null ? null : function(functionNode);
    List<Objective> objectives = objectives(keys, function, root);
    Node variables = keys.get("variables");
    List<Parameter> parameters;
    if (variables != null) {
      parameters = parameters(variables);
    } else if (function != null) {
      parameters = function.space().parameters();
    } else {
      throw place.error(root, "there are no variables; say what may be varied, and in which range");
    }
    Map<String, Reading> reads = function == null ? readings(measureKeys, measure) : Map.of();
    Set<String> quantities = new HashSet<>(reads.keySet());
    if (function != null) {
      quantities.addAll(function.quantities());
    }
    var known = new ArrayList<Constraint>();
    var measured = new ArrayList<Constraint>();
    if (function != null) {
      measured.addAll(function.constraints());
      if (variables == null) {
        known.addAll(function.space().constraints());
      }
    }
    Node subject = keys.get("subject to");
    Space space = space(parameters, known, variables == null ? root : variables);
    if (subject != null) {
      for (Node node : listOf(subject)) {
        Constraint constraint = constraint(node);
        boolean blackBox = constraint.formula().names().stream().anyMatch(quantities::contains);
        if (blackBox) {
          measured.add(constraint);
        } else {
          known.add(constraint);
          space = space(parameters, known, node);
        }
      }
    }
    for (Parameter parameter : parameters) {
      if (quantities.contains(parameter.name())) {
        throw place.error(
            variables == null ? root : variables,
            "'" + parameter.name() + "' is both a variable and a measured quantity; rename one");
      }
    }
    Optional<Fidelity> fidelity = Optional.empty();
    boolean wholeFidelity = false;
    Node fidelityNode = keys.get("fidelity");
    if (fidelityNode != null) {
      fidelity = Optional.of(fidelity(fidelityNode));
      wholeFidelity = fidelity.get().low() == Math.rint(fidelity.get().low());
    } else if (function != null) {
      fidelity = function.fidelity();
    }
    checkNames(objectives, quantities, space, keys);
    Optional<Duration> timeout = Optional.empty();
    Node timeoutNode = measureKeys.get("timeout");
    if (timeoutNode != null) {
      timeout = Optional.of(duration(timeoutNode));
    }
    Node retriesNode = measureKeys.get("retries");
    int retries = retriesNode == null ? 0 : (int) whole(retriesNode, 0, 1000);
    Node nameNode = keys.get("name");
    String name =
        nameNode != null
            ? text(nameNode, "a name")
            : function != null ? function.name() : fileName();
    Node noiseNode = keys.get("noise");
    Noise noise =
        noiseNode != null ? noise(noiseNode) : function != null ? function.noise() : Noise.none();
    BlackBox problem;
    try {
      problem =
          new BlackBox(
              name,
              space,
              objectives,
              measured,
              noise,
              fidelity,
              timeout,
              retries,
              function != null
                  ? function.measure(space)
                  : command(measureKeys, measure, reads, space, fidelity, wholeFidelity));
    } catch (IllegalArgumentException e) {
      throw place.error(subject != null ? subject : measure, String.valueOf(e.getMessage()));
    }
    Node seedNode = keys.get("seed");
    Node parallelNode = keys.get("parallel");
    Node budgetNode = keys.get("budget");
    Node stopNode = keys.get("stop");
    return new ProblemFile(
        place.file(),
        place.text(),
        directory,
        problem,
        budgetNode == null ? Optional.empty() : Optional.of(budget(budgetNode)),
        seedNode == null
            ? OptionalLong.empty()
            : OptionalLong.of(whole(seedNode, Long.MIN_VALUE, Long.MAX_VALUE)),
        parallelNode == null
            ? OptionalInt.empty()
            : OptionalInt.of((int) whole(parallelNode, 1, 10_000)),
        stopNode == null ? Optional.empty() : Optional.of(stopRule(stopNode)));
  }

  private String fileName() {
    Path name = Path.of(place.file()).getFileName();
    return name == null ? place.file() : name.toString().replaceFirst("\\.[^.]*$", "");
  }

  // ------------------------------------------------------------ objectives and constraints

  private List<Objective> objectives(
      Map<String, Node> keys, @Nullable TestFunction function, Node root)
      throws ProblemFileException {
    var objectives = new ArrayList<Objective>();
    for (Direction direction : Direction.values()) {
      Node node = keys.get(direction == Direction.MINIMIZE ? "minimize" : "maximize");
      if (node != null) {
        for (Node one : listOf(node)) {
          objectives.add(objective(one, direction));
        }
      }
    }
    if (objectives.isEmpty() && function != null) {
      return function.objectives();
    }
    if (objectives.isEmpty()) {
      throw place.error(root, "there is no objective; write minimize: or maximize:");
    }
    return objectives;
  }

  private Objective objective(Node node, Direction direction) throws ProblemFileException {
    if (node instanceof MappingNode) {
      Map<String, Node> keys = mapping(node, "an objective", List.of("name", "formula"));
      Node formula = required(keys, "formula", node, "an objective");
      Formula parsed = formula(formula);
      Node name = keys.get("name");
      return new Objective(
          name == null ? text(formula, "a formula") : text(name, "a name"), parsed, direction);
    }
    return new Objective(text(node, "an objective"), formula(node), direction);
  }

  private void checkNames(
      List<Objective> objectives, Set<String> quantities, Space space, Map<String, Node> keys)
      throws ProblemFileException {
    for (Objective objective : objectives) {
      for (String name : objective.formula().names()) {
        if (!quantities.contains(name) && space.indexOf(name) < 0) {
          var known = new ArrayList<>(quantities);
          space.parameters().forEach(p -> known.add(p.name()));
          Node at =
              keys.getOrDefault(
                  objective.direction() == Direction.MINIMIZE ? "minimize" : "maximize",
                  keys.get("measure"));
          throw place.error(
              java.util.Objects.requireNonNull(at),
              "the objective names '"
                  + name
                  + "', which is neither measured nor a variable"
                  + nearest(name, known));
        }
      }
    }
  }

  private Constraint constraint(Node node) throws ProblemFileException {
    Formula formula = formula(node);
    if (!formula.isCondition()) {
      throw place.error(node, "a constraint compares two values, such as lc + lp <= 4");
    }
    return new Constraint(text(node, "a constraint"), formula);
  }

  private Formula formula(Node node) throws ProblemFileException {
    String text = text(node, "a formula");
    try {
      return Formula.parse(text);
    } catch (FormulaException e) {
      throw place.error(
          node,
          "in '"
              + Amounts.shortened(text)
              + "', at character "
              + (e.offset() + 1)
              + ": "
              + e.getMessage());
    }
  }

  // ------------------------------------------------------------ variables

  private Space space(List<Parameter> parameters, List<Constraint> known, Node at)
      throws ProblemFileException {
    try {
      return new Space(parameters, known);
    } catch (IllegalArgumentException e) {
      throw place.error(at, String.valueOf(e.getMessage()));
    }
  }

  private List<Parameter> parameters(Node node) throws ProblemFileException {
    if (!(node instanceof MappingNode)) {
      throw place.error(node, "variables map names to ranges, such as x: {real: [0, 1]}");
    }
    var parameters = new ArrayList<Parameter>();
    for (Map.Entry<String, Node> entry : entries((MappingNode) node).entrySet()) {
      parameters.add(parameter(entry.getKey(), entry.getValue()));
    }
    if (parameters.isEmpty()) {
      throw place.error(node, "there are no variables; write one such as x: {real: [0, 1]}");
    }
    return parameters;
  }

  private Parameter parameter(String name, Node node) throws ProblemFileException {
    List<String> kinds = List.of("real", "int", "choice", "ordinal", "permutation");
    var allowed = new ArrayList<>(kinds);
    allowed.addAll(List.of("scale", "when", "start"));
    Map<String, Node> keys = mapping(node, "variable " + name, allowed);
    List<String> given = keys.keySet().stream().filter(kinds::contains).toList();
    if (given.size() != 1) {
      throw place.error(
          node, "variable " + name + " needs exactly one of " + String.join(", ", kinds));
    }
    String kind = given.getFirst();
    Node range = keys.getOrDefault(kind, node);
    Scale scale = Scale.LINEAR;
    Node scaleNode = keys.get("scale");
    if (scaleNode != null) {
      String word = text(scaleNode, "a scale");
      if (!word.equals("log") && !word.equals("linear")) {
        throw place.error(scaleNode, "a scale is log or linear, not '" + word + "'");
      }
      if (!kind.equals("real") && !kind.equals("int")) {
        throw place.error(scaleNode, "only real and int variables have a scale");
      }
      scale = word.equals("log") ? Scale.LOG : Scale.LINEAR;
    }
    try {
      Domain domain =
          switch (kind) {
            case "real" -> {
              List<Node> ends = ends(range, name);
              yield new Domain.Real(number(ends.get(0)), number(ends.get(1)), scale);
            }
            case "int" -> {
              List<Node> ends = ends(range, name);
              yield new Domain.Int(
                  whole(ends.get(0), Long.MIN_VALUE, Long.MAX_VALUE),
                  whole(ends.get(1), Long.MIN_VALUE, Long.MAX_VALUE),
                  scale);
            }
            case "choice" -> new Domain.Choice(levels(range));
            case "ordinal" -> new Domain.Ordinal(levels(range));
            default -> new Domain.Permutation(levels(range));
          };
      Node when = keys.get("when");
      Node start = keys.get("start");
      return new Parameter(
          name,
          domain,
          when == null ? Optional.empty() : Optional.of(formula(when)),
          start == null ? Optional.empty() : Optional.of(value(start, domain)));
    } catch (IllegalArgumentException e) {
      throw place.error(range, "variable " + name + ": " + e.getMessage());
    }
  }

  private List<Node> ends(Node range, String name) throws ProblemFileException {
    if (range instanceof SequenceNode sequence && sequence.getValue().size() == 2) {
      return sequence.getValue();
    }
    throw place.error(range, "the range of " + name + " is a list of two numbers: [low, high]");
  }

  private List<String> levels(Node node) throws ProblemFileException {
    if (!(node instanceof SequenceNode sequence)) {
      throw place.error(node, "levels are a list, such as [fast, normal]");
    }
    var levels = new ArrayList<String>();
    for (Node level : sequence.getValue()) {
      levels.add(text(level, "a level"));
    }
    return levels;
  }

  private Value value(Node node, Domain domain) throws ProblemFileException {
    return switch (domain) {
      case Domain.Real _ -> new Value.Real(number(node));
      case Domain.Int _ -> new Value.Int(whole(node, Long.MIN_VALUE, Long.MAX_VALUE));
      case Domain.Choice _, Domain.Ordinal _ -> new Value.Text(text(node, "a level"));
      case Domain.Permutation _ -> new Value.Order(levels(node));
    };
  }

  // ------------------------------------------------------------ measure

  private TestFunction function(Node node) throws ProblemFileException {
    try {
      return TestFunctions.find(text(node, "a function"));
    } catch (IllegalArgumentException e) {
      throw place.error(node, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Reading> readings(Map<String, Node> keys, Node measure)
      throws ProblemFileException {
    Node node = required(keys, "read", measure, "measure");
    if (!(node instanceof MappingNode mapping)) {
      throw place.error(node, "read maps quantities to where they are read: {bytes: stdout-size}");
    }
    var readings = new LinkedHashMap<String, Reading>();
    for (Map.Entry<String, Node> entry : entries(mapping).entrySet()) {
      String text = text(entry.getValue(), "a reading");
      try {
        readings.put(entry.getKey(), Reading.parse(text));
      } catch (CommandSyntaxException e) {
        throw place.error(entry.getValue(), String.valueOf(e.getMessage()));
      }
    }
    if (readings.isEmpty()) {
      throw place.error(node, "read names at least one quantity");
    }
    return readings;
  }

  private CommandMeasure command(
      Map<String, Node> keys,
      Node measure,
      Map<String, Reading> reads,
      Space space,
      Optional<Fidelity> fidelity,
      boolean wholeFidelity)
      throws ProblemFileException {
    Node node = required(keys, "command", measure, "measure");
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      throw place.error(
          node, "a command is a list, the program first: [xz, --stdout, \"-{level}\", text.txt]");
    }
    List<Argument> arguments = arguments(sequence);
    Command command;
    try {
      command = new Command(arguments);
    } catch (IllegalArgumentException e) {
      throw place.error(node, String.valueOf(e.getMessage()));
    }
    var environment = new LinkedHashMap<String, Template>();
    Node env = keys.get("env");
    if (env instanceof MappingNode mapping) {
      for (Map.Entry<String, Node> entry : entries(mapping).entrySet()) {
        environment.put(entry.getKey(), template(entry.getValue()));
      }
    } else if (env != null) {
      throw place.error(env, "env maps names to values");
    }
    Set<Integer> success = reads.containsValue(new Reading.ExitCode()) ? Set.of() : Set.of(0);
    Node successNode = keys.get("success");
    if (successNode != null) {
      var codes = new HashSet<Integer>();
      for (Node code : listOf(successNode)) {
        codes.add((int) whole(code, 0, 255));
      }
      success = codes;
    }
    Node directoryNode = keys.get("directory");
    Node progress = keys.get("progress");
    var built =
        new CommandMeasure(
            command,
            reads,
            directory,
            directoryNode == null ? Optional.empty() : Optional.of(template(directoryNode)),
            environment,
            success,
            progress == null ? Optional.empty() : Optional.of(progress(progress)),
            fidelity.map(f -> new CommandMeasure.FidelityName(f.name(), wholeFidelity)));
    var known = new ArrayList<>(List.of("seed", "trial", "fidelity", "scratch"));
    space.parameters().forEach(p -> known.add(p.name()));
    fidelity.ifPresent(f -> known.add(f.name()));
    for (String name : built.names()) {
      if (!known.contains(name)) {
        throw place.error(
            node, "{" + name + "} stands in the command but is no variable" + nearest(name, known));
      }
    }
    return built;
  }

  private List<Argument> arguments(SequenceNode sequence) throws ProblemFileException {
    var arguments = new ArrayList<Argument>();
    for (Node node : sequence.getValue()) {
      arguments.add(
          node instanceof SequenceNode group
              ? new Argument.Group(arguments(group))
              : new Argument.Text(template(node)));
    }
    return arguments;
  }

  private Template template(Node node) throws ProblemFileException {
    try {
      return Template.parse(text(node, "an argument"));
    } catch (CommandSyntaxException e) {
      throw place.error(node, String.valueOf(e.getMessage()));
    }
  }

  private Pattern progress(Node node) throws ProblemFileException {
    String text = text(node, "progress");
    try {
      Pattern pattern = Pattern.compile(text.startsWith("regex:") ? text.substring(6) : text);
      if (pattern.matcher("").groupCount() != 2) {
        throw place.error(node, "progress has two groups, a step and a value");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw place.error(node, "this regular expression does not compile: " + e.getDescription());
    }
  }

  // ------------------------------------------------------------ the rest

  private Noise noise(Node node) throws ProblemFileException {
    return switch (text(node, "noise")) {
      case "true" -> Noise.unknown();
      case "false" -> Noise.none();
      default -> {
        double deviation = number(node);
        if (!(deviation > 0)) {
          throw place.error(node, "noise is true, false or a standard deviation above 0");
        }
        yield new Noise.Gaussian(OptionalDouble.of(deviation));
      }
    };
  }

  private Fidelity fidelity(Node node) throws ProblemFileException {
    if (!(node instanceof MappingNode mapping)) {
      throw place.error(node, "a fidelity is like {epochs: {int: [1, 52]}, cost: epochs}");
    }
    Map<String, Node> keys = entries(mapping);
    List<String> names = keys.keySet().stream().filter(key -> !key.equals("cost")).toList();
    if (names.size() != 1) {
      throw place.error(node, "a fidelity names one quantity and its cost");
    }
    String name = names.getFirst();
    Parameter parameter = parameter(name, keys.getOrDefault(name, node));
    Node cost = keys.get("cost");
    try {
      Formula formula = cost == null ? new Formula.Name(name) : formula(cost);
      return switch (parameter.domain()) {
        case Domain.Real(double low, double high, _) -> new Fidelity(name, low, high, formula);
        case Domain.Int(long low, long high, _) -> new Fidelity(name, low, high, formula);
        default -> throw place.error(node, "a fidelity is a real or int range");
      };
    } catch (IllegalArgumentException e) {
      throw place.error(cost == null ? node : cost, String.valueOf(e.getMessage()));
    }
  }

  private Budget budget(Node node) throws ProblemFileException {
    Map<String, Node> keys =
        mapping(node, "a budget", List.of("evaluations", "time", "money", "tokens", "joules"));
    Budget budget = Budget.UNLIMITED;
    for (Map.Entry<String, Node> entry : keys.entrySet()) {
      try {
        budget = Amounts.with(budget, entry.getKey(), text(entry.getValue(), "a budget"));
      } catch (IllegalArgumentException e) {
        throw place.error(entry.getValue(), String.valueOf(e.getMessage()));
      }
    }
    if (budget.limits().isEmpty()) {
      throw place.error(node, "a budget limits something, such as {evaluations: 40, time: 2m}");
    }
    return budget;
  }

  private Duration duration(Node node) throws ProblemFileException {
    try {
      return Amounts.duration(text(node, "a duration"));
    } catch (IllegalArgumentException e) {
      throw place.error(node, String.valueOf(e.getMessage()));
    }
  }

  private StopRule stopRule(Node node) throws ProblemFileException {
    String word = text(node, "a stopping rule");
    return StopRule.parse(word)
        .orElseThrow(
            () ->
                place.error(
                    node, "a stopping rule is none, median or halving, not '" + word + "'"));
  }

  // ------------------------------------------------------------ nodes

  private Node required(Map<String, Node> keys, String key, Node at, String what)
      throws ProblemFileException {
    Node node = keys.get(key);
    if (node == null) {
      throw place.error(at, what + " needs '" + key + "'");
    }
    return node;
  }

  private Map<String, Node> mapping(Node node, String what, List<String> allowed)
      throws ProblemFileException {
    if (!(node instanceof MappingNode mapping)) {
      throw place.error(node, what + " is a mapping with keys among " + String.join(", ", allowed));
    }
    Map<String, Node> entries = entries(mapping);
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode(), "a key");
      if (!allowed.contains(key)) {
        throw place.error(
            tuple.getKeyNode(),
            what + " has no key '" + Amounts.shortened(key) + "'" + nearest(key, allowed));
      }
    }
    return entries;
  }

  private Map<String, Node> entries(MappingNode mapping) throws ProblemFileException {
    var entries = new LinkedHashMap<String, Node>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode(), "a key");
      if (entries.put(key, tuple.getValueNode()) != null) {
        throw place.error(tuple.getKeyNode(), "'" + Amounts.shortened(key) + "' is given twice");
      }
    }
    return entries;
  }

  private static List<Node> listOf(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  private String text(Node node, String what) throws ProblemFileException {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw place.error(node, what + " is expected here");
  }

  private double number(Node node) throws ProblemFileException {
    String text = text(node, "a number");
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && !text.matches(".*[dDfFxX].*")) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with the place.
    }
    throw place.error(
        node, "a finite number is expected here, not '" + Amounts.shortened(text) + "'");
  }

  private long whole(Node node, long low, long high) throws ProblemFileException {
    String text = text(node, "a whole number");
    try {
      long value = Long.parseLong(text);
      if (value >= low && value <= high) {
        return value;
      }
      throw place.error(node, "a whole number from " + low + " to " + high + " is expected here");
    } catch (NumberFormatException e) {
      throw place.error(
          node, "a whole number is expected here, not '" + Amounts.shortened(text) + "'");
    }
  }

  /** Names the nearest known word, or all of them. */
  static String nearest(String word, List<String> known) {
    String best = null;
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate, least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best != null
        ? "; did you mean '" + best + "'?"
        : "; there are " + String.join(", ", known);
  }

  private static int distance(String a, String b, int cap) {
    if (Math.abs(a.length() - b.length()) >= cap) {
      return cap;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
