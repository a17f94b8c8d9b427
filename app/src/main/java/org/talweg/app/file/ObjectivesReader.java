package org.talweg.app.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Constraint;
import org.talweg.model.Direction;
import org.talweg.model.Domain;
import org.talweg.model.Formula;
import org.talweg.model.Objective;

/** Reads {@code minimize}, {@code maximize} and {@code subject to}. */
final class ObjectivesReader {
  static final List<String> KEYS = List.of("name", "formula", "gradient");

  private final Names names;
  private final Mistakes mistakes;
  private final Set<String> taken = new HashSet<>();

  ObjectivesReader(Names names) {
    this.names = names;
    mistakes = names.mistakes();
  }

  /**
   * The objectives of a problem, in the order of the file.
   *
   * @param needed whether there must be one
   */
  List<Objective> objectives(Fields problem, boolean needed) {
    var objectives = new ArrayList<Objective>();
    for (String key : problem.keys()) {
      Yaml node = problem.get(key);
      if (node != null && key.equals("minimize")) {
        objectives.addAll(objectives(node, Direction.MINIMIZE));
      } else if (node != null && key.equals("maximize")) {
        objectives.addAll(objectives(node, Direction.MAXIMIZE));
      }
    }
    if (needed && !problem.has("minimize") && !problem.has("maximize")) {
      mistakes.add(
          problem.place(),
          "the problem has neither 'minimize' nor 'maximize'"
              + names.quantities().stream()
                  .findFirst()
                  .map(quantity -> "; add minimize: " + quantity)
                  .orElse(""));
    }
    return objectives;
  }

  private List<Objective> objectives(Yaml node, Direction direction) {
    if (node instanceof Yaml.Listing(List<Yaml> items, _)) {
      if (items.isEmpty()) {
        mistakes.add(node.place(), "expected a quantity or formula, found an empty list");
      }
      var all = new ArrayList<Objective>();
      for (Yaml item : items) {
        Objective objective = objective(item, direction);
        if (objective != null) {
          all.add(objective);
        }
      }
      return all;
    }
    Objective objective = objective(node, direction);
    return objective == null ? List.of() : List.of(objective);
  }

  private @Nullable Objective objective(Yaml node, Direction direction) {
    Yaml.Scalar name = null;
    Map<String, Formula> gradient = Map.of();
    Yaml written = node;
    if (node instanceof Yaml.Mapping mapping) {
      var fields = new Fields(mapping, "an objective", KEYS, mistakes);
      Yaml formula = fields.get("formula");
      if (formula == null) {
        mistakes.add(node.place(), "an objective is a formula, or {name: ..., formula: ...}");
        return null;
      }
      written = formula;
      Yaml given = fields.get("name");
      name = given == null ? null : new Scalars(mistakes).scalar(given, "a name");
      Yaml partials = fields.get("gradient");
      gradient = partials == null ? Map.of() : gradient(partials);
    }
    Yaml.Scalar scalar = new Scalars(mistakes).scalar(written, "a quantity or formula");
    Formula formula = scalar == null ? null : names.formula(scalar, true);
    if (scalar == null || formula == null) {
      return null;
    }
    String label = name != null ? name.text().strip() : scalar.text().strip();
    if (!taken.add(label)) {
      mistakes.add(
          (name == null ? scalar : name).place(),
          "there is an objective '"
              + Spelling.shortened(label)
              + "' already; name it: {name: ..., formula: ...}");
      return null;
    }
    var objective = new Objective(label, formula, direction);
    return names.isObjective(objective, scalar) ? objective.withGradient(gradient) : null;
  }

  /** Reads {@code {x: dfdx, y: dfdy}}: partial derivatives, by variable. */
  private Map<String, Formula> gradient(Yaml node) {
    if (!(node instanceof Yaml.Mapping mapping)) {
      mistakes.add(
          node.place(),
          "expected derivatives by variable, such as {x: dfdx}, found " + node.words());
      return Map.of();
    }
    var reals =
        names.domains().entrySet().stream()
            .filter(e -> e.getValue().filter(Domain.Real.class::isInstance).isPresent())
            .map(Map.Entry::getKey)
            .toList();
    var fields = new Fields(mapping, "a gradient over real variables", reals, mistakes);
    var gradient = new LinkedHashMap<String, Formula>();
    for (String variable : fields.keys()) {
      Yaml partial = fields.get(variable);
      Yaml.Scalar scalar =
          partial == null ? null : new Scalars(mistakes).scalar(partial, "a quantity or formula");
      Formula formula = scalar == null ? null : names.formula(scalar, true);
      if (formula != null) {
        gradient.put(variable, formula);
      }
    }
    return gradient;
  }

  /** The constraints of a problem. */
  List<Constraint> constraints(Fields problem) {
    Yaml node = problem.get("subject to");
    if (node == null) {
      return List.of();
    }
    List<Yaml> items = node instanceof Yaml.Listing(List<Yaml> all, _) ? all : List.of(node);
    var constraints = new ArrayList<Constraint>();
    for (Yaml item : items) {
      if (item instanceof Yaml.Mapping mapping
          && mapping.entries().size() == 1
          && mapping.entries().getFirst().key().text().startsWith("for ")) {
        mistakes.add(
            item.place(),
            "put quotes around it: \"%s: ...\", for YAML reads a text with ': ' in it as a mapping"
                .formatted(Spelling.shortened(mapping.entries().getFirst().key().text())));
        continue;
      }
      Yaml.Scalar scalar = new Scalars(mistakes).scalar(item, "a constraint such as a + b <= 4");
      if (scalar != null) {
        constraints.addAll(names.constraints(scalar));
      }
    }
    return constraints;
  }
}
