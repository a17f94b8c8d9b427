package org.talweg.app.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.StopRule;
import org.talweg.engine.command.CommandMeasure.FidelityName;
import org.talweg.model.Budget;
import org.talweg.model.Domain;
import org.talweg.model.Fidelity;
import org.talweg.model.Fidelity.Structure;
import org.talweg.model.Formula;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;
import org.talweg.model.Noise;
import org.talweg.model.Resource;

/**
 * Reads {@code noise}, {@code fidelity}, {@code stop}, {@code budget}, {@code seed}, {@code
 * parallel}.
 */
final class SettingsReader {
  /** Evaluations at a time that one process can hold. */
  private static final int MOST_PARALLEL = 10_000;

  private static final Set<String> ITEMS = Set.of("scenarios", "sources");

  private final Mistakes mistakes;
  private final Scalars scalars;

  SettingsReader(Mistakes mistakes) {
    this.mistakes = mistakes;
    scalars = new Scalars(mistakes);
  }

  Noise noise(Yaml node) {
    if (node instanceof Yaml.Scalar(String text, Yaml.Style style, _)
        && style == Yaml.Style.PLAIN
        && (text.equals("true") || text.equals("false"))) {
      return text.equals("true") ? Noise.unknown() : Noise.none();
    }
    if (node instanceof Yaml.Scalar(String text, _, _) && !text.matches("[-+.\\d].*")) {
      mistakes.add(
          node.place(), "noise is true, false or a standard deviation, not " + node.words());
      return Noise.none();
    }
    Double deviation = scalars.real(node);
    if (deviation != null && deviation < 0) {
      mistakes.add(node.place(), "a standard deviation is 0 or more, not " + node.words());
      return Noise.none();
    }
    return deviation == null || deviation == 0
        ? Noise.none()
        : new Noise.Gaussian(OptionalDouble.of(deviation));
  }

  /** A fidelity, and how the command writes it. */
  record Level(Fidelity fidelity, FidelityName name) {}

  /**
   * Reads {@code {epochs: {int: [1, 52]}, cost: epochs}}, {@code {input: {scenarios: [a.txt,
   * b.txt]}}} or {@code {source: {sources: [model, plant]}, cost: {model: 1, plant: 20}}}.
   */
  @Nullable Level fidelity(Yaml node, Set<String> taken) {
    if (!(node instanceof Yaml.Mapping(List<Yaml.Entry> entries, _))) {
      mistakes.add(
          node.place(),
          "expected a fidelity such as {epochs: {int: [1, 50]}, cost: epochs}, found "
              + node.words());
      return null;
    }
    Yaml.Entry range = null;
    Yaml cost = null;
    for (Yaml.Entry entry : entries) {
      if (entry.key().text().equals("cost")) {
        cost = entry.value();
      } else if (range == null) {
        range = entry;
      } else {
        mistakes.add(
            entry.key().place(),
            "a fidelity has one name and a cost; it is called '"
                + range.key().text()
                + "' already");
        return null;
      }
    }
    if (range == null) {
      mistakes.add(
          node.place(), "the fidelity has no name and range, such as epochs: {int: [1, 50]}");
      return null;
    }
    return fidelity(range, Optional.ofNullable(cost), taken);
  }

  private @Nullable Level fidelity(Yaml.Entry range, Optional<Yaml> cost, Set<String> taken) {
    String name = range.key().text();
    String whyNot =
        taken.contains(name)
            ? "'" + name + "' is a variable already; a fidelity needs a name of its own"
            : Names.whyNot(name);
    if (whyNot != null) {
      mistakes.add(range.key().place(), whyNot);
      return null;
    }
    if (range.value() instanceof Yaml.Mapping(List<Yaml.Entry> kinds, _)
        && kinds.size() == 1
        && ITEMS.contains(kinds.getFirst().key().text())) {
      return items(name, kinds.getFirst(), cost);
    }
    var only = new Yaml.Mapping(List.of(range), range.key().place());
    List<VariablesReader.Declared> declared = new VariablesReader(mistakes).read(only);
    Domain domain = declared.isEmpty() ? null : declared.getFirst().domain();
    if (domain == null) {
      return null;
    }
    double low;
    double high;
    if (domain instanceof Domain.Int(long least, long most, _)) {
      low = least;
      high = most;
    } else if (domain instanceof Domain.Real(double least, double most, _)) {
      low = least;
      high = most;
    } else {
      mistakes.add(range.value().place(), "a fidelity is a real or an int");
      return null;
    }
    var names = new Names(Map.of(name, Optional.of(domain)), List.of(), mistakes);
    Yaml.Scalar written = cost.map(c -> scalars.scalar(c, "a formula")).orElse(null);
    Formula formula =
        written != null
            ? names.formula(written, false)
            : cost.isEmpty() ? new Formula.Name(name) : null;
    if (formula == null) {
      return null;
    }
    try {
      return new Level(
          new Fidelity(name, low, high, formula),
          new FidelityName(name, domain instanceof Domain.Int));
    } catch (IllegalArgumentException e) {
      mistakes.add(
          cost.map(Yaml::place).orElse(range.value().place()), Spelling.firstLine(e.getMessage()));
      return null;
    }
  }

  /** Reads {@code scenarios: [a, b]} or {@code sources: [a, b]}, which are numbered from 1. */
  private @Nullable Level items(String name, Yaml.Entry kind, Optional<Yaml> cost) {
    boolean scenarios = kind.key().text().equals("scenarios");
    if (!(kind.value() instanceof Yaml.Listing(List<Yaml> written, _)) || written.size() < 2) {
      mistakes.add(
          kind.value().place(),
          "expected a list of two or more "
              + kind.key().text()
              + ", found "
              + kind.value().words());
      return null;
    }
    var items = new ArrayList<String>();
    for (Yaml item : written) {
      Yaml.Scalar text = scalars.scalar(item, "the name of one of the " + kind.key().text());
      if (text == null) {
        return null;
      }
      if (items.contains(text.text())) {
        mistakes.add(item.place(), "'" + Spelling.shortened(text.text()) + "' is given twice");
        return null;
      }
      items.add(text.text());
    }
    var called = new FidelityName(name, true, items);
    if (scenarios) {
      if (cost.isPresent()) {
        mistakes.add(cost.get().place(), "scenarios cost alike: leave 'cost' out");
        return null;
      }
      return new Level(Fidelity.scenarios(name, items.size()), called);
    }
    Formula formula = costs(name, items, cost);
    return formula == null
        ? null
        : new Level(new Fidelity(name, 1, items.size(), formula, Structure.SOURCES), called);
  }

  /** The cost of sources, {@code {model: 1, plant: 20}}, as a formula over their numbers. */
  private @Nullable Formula costs(String name, List<String> items, Optional<Yaml> cost) {
    if (cost.isEmpty()) {
      return new Formula.Number(1);
    }
    if (!(cost.get() instanceof Yaml.Mapping mapping)) {
      mistakes.add(
          cost.get().place(),
          "expected the cost of every source, such as {"
              + items.getFirst()
              + ": 1, ...}, found "
              + cost.get().words());
      return null;
    }
    var fields = new Fields(mapping, "the costs", items, mistakes);
    var terms = new ArrayList<Formula>();
    for (int k = 0; k < items.size(); k++) {
      Yaml node = fields.get(items.get(k));
      Double amount = node == null ? null : scalars.real(node);
      if (amount == null || !(amount > 0)) {
        mistakes.add(
            node == null ? mapping.place() : node.place(),
            "the source '" + items.get(k) + "' needs a cost greater than 0");
        return null;
      }
      Formula isThis =
          new Apply(Operator.EQUAL, List.of(new Formula.Name(name), new Formula.Number(k + 1.0)));
      terms.add(new Apply(Operator.MULTIPLY, List.of(new Formula.Number(amount), isThis)));
    }
    return new Apply(Operator.ADD, terms);
  }

  Optional<StopRule> stop(Yaml node) {
    String word = scalars.word(node, List.of("none", "median", "halving"));
    return word == null ? Optional.empty() : StopRule.parse(word);
  }

  Optional<Budget> budget(Yaml node) {
    if (!(node instanceof Yaml.Mapping mapping)) {
      mistakes.add(
          node.place(),
          "expected a budget such as {evaluations: 60, time: 2m}, found " + node.words());
      return Optional.empty();
    }
    var fields = new Fields(mapping, "a budget", List.copyOf(Amounts.RESOURCES.keySet()), mistakes);
    Budget limits = Budget.UNLIMITED;
    for (String key : fields.keys()) {
      Yaml limit = fields.get(key);
      Resource resource = Amounts.RESOURCES.get(key);
      Double amount = limit == null ? null : amount(key, limit);
      if (amount != null && resource != null) {
        limits = limits.with(resource, amount);
      }
    }
    return Optional.of(limits);
  }

  private @Nullable Double amount(String key, Yaml node) {
    if (key.equals("time")) {
      Duration time = scalars.duration(node);
      return time == null ? null : time.toSeconds() + time.getNano() / 1e9;
    }
    Double amount;
    if (key.equals("money") || key.equals("joules")) {
      amount = scalars.real(node);
    } else {
      Long whole = scalars.whole(node);
      amount = whole == null ? null : whole.doubleValue();
    }
    if (amount != null && !(amount > 0)) {
      mistakes.add(node.place(), "a budget of " + key + " is greater than 0, not " + node.words());
      return null;
    }
    return amount;
  }

  OptionalLong seed(Yaml node) {
    Long seed = scalars.whole(node);
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  OptionalInt parallel(Yaml node) {
    Long parallel = scalars.whole(node);
    if (parallel != null && (parallel < 1 || parallel > MOST_PARALLEL)) {
      mistakes.add(
          node.place(),
          "parallel lies between 1 and " + MOST_PARALLEL + " evaluations, not " + node.words());
      return OptionalInt.empty();
    }
    return parallel == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(parallel));
  }
}
