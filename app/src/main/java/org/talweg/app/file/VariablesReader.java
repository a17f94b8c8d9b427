package org.talweg.app.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Domain;
import org.talweg.model.Domain.Scale;
import org.talweg.model.Indices;
import org.talweg.model.Value;

/**
 * Reads {@code variables}: each a mapping with one kind ({@code real}, {@code int}, {@code choice},
 * {@code ordinal}, {@code permutation}) and perhaps {@code scale}, {@code when} and {@code start}.
 */
final class VariablesReader {
  private static final List<String> KINDS =
      List.of("real", "int", "choice", "ordinal", "permutation");
  static final List<String> KEYS =
      List.of("real", "int", "choice", "ordinal", "permutation", "scale", "when", "start", "over");

  private final Mistakes mistakes;
  private final Scalars scalars;

  /** Null where variables cannot be indexed. */
  private final @Nullable IndicesReader indices;

  VariablesReader(Mistakes mistakes) {
    this(mistakes, null);
  }

  /**
   * @param indices knows the sets that variables may be over, and hears which are
   */
  VariablesReader(Mistakes mistakes, @Nullable IndicesReader indices) {
    this.mistakes = mistakes;
    this.indices = indices;
    scalars = new Scalars(mistakes);
  }

  /**
   * A variable as it is declared, its condition not read yet.
   *
   * @param domain null where the declaration is wrong
   */
  record Declared(
      String name,
      Place place,
      @Nullable Domain domain,
      Optional<Value> start,
      Yaml.@Nullable Scalar when) {}

  /** The variables of a problem, which must have some. */
  List<Declared> read(Fields problem) {
    Yaml node = problem.get("variables");
    if (node == null) {
      mistakes.add(
          problem.place(), "the problem has no 'variables'; add variables: {x: {real: [0, 1]}}");
      return List.of();
    }
    return read(node);
  }

  /** All variables of a mapping, in the order of the file. */
  List<Declared> read(Yaml node) {
    if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
      mistakes.add(
          node.place(),
          "expected the variables, such as x: {real: [0, 1]}, found "
              + (node instanceof Yaml.Mapping ? "none" : node.words()));
      return List.of();
    }
    Map<String, Declared> declared = new LinkedHashMap<>();
    Map<String, Yaml.Scalar> seen = new LinkedHashMap<>();
    for (Yaml.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      String whyNot = Names.whyNot(name);
      if (whyNot != null) {
        mistakes.add(entry.key().place(), whyNot);
      }
      Yaml.Scalar before = seen.putIfAbsent(name, entry.key());
      if (before != null) {
        mistakes.add(entry.key().place(), Fields.twice(name, before));
      } else {
        for (Declared variable : indexed(name, entry)) {
          if (declared.putIfAbsent(variable.name(), variable) != null) {
            mistakes.add(entry.key().place(), "'" + variable.name() + "' is another variable");
          }
        }
      }
    }
    return List.copyOf(declared.values());
  }

  /** The variable, or those that it stands for where it is over sets. */
  private List<Declared> indexed(String name, Yaml.Entry entry) {
    Yaml over = null;
    Yaml start = null;
    if (entry.value() instanceof Yaml.Mapping(List<Yaml.Entry> entries, _)) {
      for (Yaml.Entry field : entries) {
        over = field.key().text().equals("over") ? field.value() : over;
        start = field.key().text().equals("start") ? field.value() : start;
      }
    }
    if (over == null) {
      return List.of(variable(name, entry));
    } else if (indices == null) {
      mistakes.add(over.place(), "only variables of formulas are over sets: not with 'measure'");
      return List.of();
    }
    List<String> keys = indices.over(name, over);
    var without =
        new Yaml.Mapping(
            ((Yaml.Mapping) entry.value())
                .entries().stream().filter(f -> !f.key().text().equals("start")).toList(),
            entry.value().place());
    Declared pattern = variable(name, new Yaml.Entry(entry.key(), without));
    if (pattern.when() != null) {
      mistakes.add(pattern.when().place(), "a variable over sets always exists");
    }
    Map<String, Double> starts = start == null ? Map.of() : indices.starts(start, keys);
    var declared = new ArrayList<Declared>();
    for (String key : keys) {
      Optional<Value> value = Optional.empty();
      if (starts.containsKey(key) && pattern.domain() != null) {
        double number = starts.getOrDefault(key, 0.0);
        Value given =
            pattern.domain() instanceof Domain.Int
                ? new Value.Int(Math.round(number))
                : new Value.Real(number);
        if (start != null && !pattern.domain().contains(given)) {
          mistakes.add(start.place(), "the start, " + given + ", is not one of the values");
        } else {
          value = Optional.of(given);
        }
      }
      declared.add(
          new Declared(Indices.name(name, key), pattern.place(), pattern.domain(), value, null));
    }
    return declared;
  }

  private Declared variable(String name, Yaml.Entry entry) {
    Place place = entry.key().place();
    if (!(entry.value() instanceof Yaml.Mapping mapping)) {
      mistakes.add(
          entry.value().place(),
          "expected {KIND: VALUES}, such as {real: [0, 1]} or {choice: [a, b]}, found "
              + entry.value().words());
      return new Declared(name, place, null, Optional.empty(), null);
    }
    var fields = new Fields(mapping, "a variable", KEYS, mistakes);
    List<String> kinds = fields.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() != 1) {
      if (kinds.size() > 1 || fields.keys().size() == mapping.entries().size()) {
        mistakes.add(
            kinds.isEmpty() ? mapping.place() : fields.placeOf(kinds.get(1)),
            "a variable has one kind of "
                + String.join(", ", KINDS)
                + "; this one has "
                + (kinds.isEmpty() ? "none" : String.join(" and ", kinds)));
      }
      return new Declared(name, place, null, Optional.empty(), null);
    }
    String kind = kinds.getFirst();
    Domain domain = domain(kind, fields);
    return new Declared(
        name,
        place,
        domain,
        Optional.ofNullable(domain == null ? null : start(domain, fields)),
        fields.get("when") == null
            ? null
            : scalars.scalar(required(fields, "when"), "a condition"));
  }

  private static Yaml required(Fields fields, String key) {
    Yaml node = fields.get(key);
    if (node == null) {
      throw new IllegalStateException(key);
    }
    return node;
  }

  private @Nullable Domain domain(String kind, Fields fields) {
    Yaml values = required(fields, kind);
    Scale scale = scale(kind, fields);
    if (scale == null) {
      return null;
    }
    try {
      return switch (kind) {
        case "real" -> {
          List<Double> range = range(values, "[0.1, 10]", scalars::real);
          yield range == null ? null : new Domain.Real(range.get(0), range.get(1), scale);
        }
        case "int" -> {
          List<Long> range = range(values, "[1, 10]", scalars::whole);
          yield range == null ? null : new Domain.Int(range.get(0), range.get(1), scale);
        }
        default -> {
          List<String> levels = levels(values);
          yield levels == null
              ? null
              : kind.equals("choice")
                  ? new Domain.Choice(levels)
                  : kind.equals("ordinal")
                      ? new Domain.Ordinal(levels)
                      : new Domain.Permutation(levels);
        }
      };
    } catch (IllegalArgumentException e) {
      mistakes.add(values.place(), Spelling.firstLine(e.getMessage()));
      return null;
    }
  }

  private @Nullable Scale scale(String kind, Fields fields) {
    Yaml node = fields.get("scale");
    if (node == null) {
      return Scale.LINEAR;
    }
    String word = scalars.word(node, List.of("linear", "log"));
    if (word != null && !kind.equals("real") && !kind.equals("int")) {
      mistakes.add(fields.placeOf("scale"), "only real and int variables have a scale");
      return null;
    }
    return word == null ? null : word.equals("log") ? Scale.LOG : Scale.LINEAR;
  }

  private interface NumberReader<T> {
    @Nullable T read(Yaml node);
  }

  private <T extends Comparable<T>> @Nullable List<T> range(
      Yaml node, String example, NumberReader<T> numbers) {
    if (!(node instanceof Yaml.Listing(List<Yaml> ends, _)) || ends.size() != 2) {
      mistakes.add(
          node.place(),
          "expected a range [low, high], such as "
              + example
              + ", found "
              + (node instanceof Yaml.Listing(List<Yaml> items, _)
                  ? "a list of " + items.size()
                  : node.words()));
      return null;
    }
    T low = numbers.read(ends.get(0));
    T high = numbers.read(ends.get(1));
    if (low == null || high == null) {
      return null;
    }
    if (low.compareTo(high) > 0) {
      mistakes.add(
          ends.get(0).place(),
          "the range is empty: it goes from low to high, and " + low + " is more than " + high);
      return null;
    }
    return List.of(low, high);
  }

  /** Levels are text, as they are written. */
  private @Nullable List<String> levels(Yaml node) {
    if (!(node instanceof Yaml.Listing(List<Yaml> items, _)) || items.isEmpty()) {
      mistakes.add(
          node.place(),
          "expected a list of levels, such as [fast, normal], found "
              + (node instanceof Yaml.Listing ? "an empty one" : node.words()));
      return null;
    }
    var levels = new ArrayList<String>();
    Map<String, Yaml.Scalar> seen = new LinkedHashMap<>();
    boolean right = true;
    for (Yaml item : items) {
      if (!(item instanceof Yaml.Scalar scalar) || scalar.text().isEmpty()) {
        mistakes.add(item.place(), "expected a level, found " + item.words());
        right = false;
      } else if (seen.putIfAbsent(scalar.text(), scalar) != null) {
        mistakes.add(item.place(), "the level " + item.words() + " is given twice");
        right = false;
      } else {
        levels.add(scalar.text());
      }
    }
    return right ? levels : null;
  }

  private @Nullable Value start(Domain domain, Fields fields) {
    Yaml node = fields.get("start");
    if (node == null) {
      return null;
    }
    Value value =
        switch (domain) {
          case Domain.Real _ -> {
            Double number = scalars.real(node);
            yield number == null ? null : new Value.Real(number);
          }
          case Domain.Int _ -> {
            Long number = scalars.whole(node);
            yield number == null ? null : new Value.Int(number);
          }
          case Domain.Choice _, Domain.Ordinal _ -> {
            String level = scalars.text(node, "one of the levels");
            yield level == null ? null : new Value.Text(level);
          }
          case Domain.Permutation _ -> {
            List<String> items = levels(node);
            yield items == null ? null : new Value.Order(items);
          }
        };
    if (value != null && !domain.contains(value)) {
      mistakes.add(
          node.place(),
          "the start, "
              + Spelling.shortened(value.toString())
              + ", is not one of the variable's values");
      return null;
    }
    return value;
  }
}
