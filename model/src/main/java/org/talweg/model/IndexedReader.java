package org.talweg.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The indexed part of a formula's text, for {@link FormulaParser}: index names and what they stand
 * for here, sets, and what an indexed name means.
 */
final class IndexedReader {
  /** Keys that a message shows. */
  private static final int SHOWN = 5;

  /** Most terms that a formula is written out to. */
  private static final int MOST = 200_000;

  /** Reads a formula at the place where the text stands. */
  interface Part {
    Formula read() throws FormulaException;
  }

  private final FormulaReader reader;
  private final Indices indices;
  private final Part sum;
  private final Map<String, String> bound = new HashMap<>();
  private int written = 0;

  /**
   * @param sum reads a sum: what may stand in an index or at the end of a range
   */
  IndexedReader(FormulaReader reader, Indices indices, Part sum) {
    this.reader = reader;
    this.indices = indices;
    this.sum = sum;
  }

  /** Whether {@code NAME in} is here, after {@code open} if that is not empty. */
  boolean atRange(String open) {
    int here = reader.at();
    boolean is = open.isEmpty() || reader.symbol(open);
    if (is) {
      is = reader.atName();
      if (is) {
        var unused = reader.name();
        is = reader.word("in");
      }
    }
    reader.goTo(here);
    return is;
  }

  /**
   * Reads {@code i in SET, j in SET if CONDITION: BODY} and adds the body for every combination of
   * elements for which the condition holds.
   */
  void expand(List<Formula> bodies, Part condition, Part body) throws FormulaException {
    int start = reader.at();
    String index = reader.name();
    if (!reader.word("in")) {
      throw reader.expected("'in' and a set");
    }
    if (bound.containsKey(index)) {
      throw new FormulaException("the index '" + index + "' is in use already", start);
    }
    List<String> elements = set();
    int after = reader.at();
    for (String element : elements) {
      reader.goTo(after);
      bound.put(index, element);
      if (reader.symbol(",")) {
        expand(bodies, condition, body);
        continue;
      }
      boolean holds = !reader.word("if") || holds(condition.read());
      if (!reader.symbol(":")) {
        throw reader.expected("',', 'if' or ':'");
      }
      if (holds) {
        bodies.add(body.read());
      } else {
        reader.skipToEnd();
      }
      if (++written > MOST) {
        throw new FormulaException("the formula has more than " + MOST + " terms", start);
      }
    }
    bound.remove(index);
    if (elements.isEmpty()) {
      reader.skipToEnd();
    }
  }

  private boolean holds(Formula condition) throws FormulaException {
    try {
      return condition.holds(_ -> null);
    } catch (IllegalArgumentException e) {
      throw new FormulaException("the condition after 'if' is over indices and data", reader.at());
    }
  }

  /** A set: its name, or a range such as {@code 1..n}. */
  private List<String> set() throws FormulaException {
    int start = reader.at();
    if (reader.atName()) {
      String name = reader.name();
      List<String> elements = indices.sets().get(name);
      if (elements != null) {
        return elements;
      }
      if (!reader.symbol("..") && bound.get(name) == null && meaning(name) == null) {
        throw new FormulaException(
            "there is no set '%s'%s"
                .formatted(
                    name,
                    indices.sets().isEmpty()
                        ? ""
                        : "; the sets are " + String.join(", ", indices.sets().keySet())),
            start);
      }
      reader.goTo(start);
    }
    int from = whole();
    if (!reader.symbol("..")) {
      reader.goTo(start);
      throw reader.expected("a set (" + String.join(", ", indices.sets().keySet()) + ") or 1..9");
    }
    int to = whole();
    if (to - (long) from >= MOST) {
      throw new FormulaException("the range has more than " + MOST + " elements", start);
    }
    var elements = new ArrayList<String>();
    for (int k = from; k <= to; k++) {
      elements.add(Integer.toString(k));
    }
    return elements;
  }

  private int whole() throws FormulaException {
    int start = reader.at();
    double value;
    try {
      value = sum.read().number(_ -> null);
    } catch (IllegalArgumentException e) {
      throw new FormulaException("an index is a number that is known here", start);
    }
    if (value != Math.rint(value) || Math.abs(value) > 1e9) {
      throw new FormulaException("an index is a whole number, not " + value, start);
    }
    return (int) value;
  }

  /** What a name means that is an index or a number of the data, or null. */
  @Nullable Formula meaning(String name) {
    String element = bound.get(name);
    if (element != null) {
      return Character.isDigit(element.charAt(0))
          ? new Formula.Number(Double.parseDouble(element))
          : new Formula.Text(element);
    }
    Double value = indices.data().getOrDefault(name, Map.of()).get("");
    return value == null ? null : new Formula.Number(value);
  }

  /** Reads what follows {@code name[}, and says what it means. */
  Formula indexed(String name, int start) throws FormulaException {
    var key = new StringBuilder();
    do {
      key.append(key.isEmpty() ? "" : ",").append(element());
    } while (reader.symbol(","));
    if (!reader.symbol("]")) {
      throw reader.expected("',' or ']'");
    }
    Map<String, Double> numbers = indices.data().get(name);
    if (numbers != null) {
      Double value = numbers.get(key.toString());
      if (value == null) {
        throw new FormulaException(
            "the data have no %s[%s], but %s".formatted(name, key, some(numbers.keySet())), start);
      }
      return new Formula.Number(value);
    }
    var keys = indices.variables().get(name);
    if (keys == null) {
      throw new FormulaException(
          "'%s' has no index; with one there are the data %s and the variables %s"
              .formatted(name, names(indices.data()), names(indices.variables())),
          start);
    } else if (!keys.contains(key.toString())) {
      throw new FormulaException(
          "there is no %s[%s], but %s".formatted(name, key, some(keys)), start);
    }
    return new Formula.Name(Indices.name(name, key.toString()));
  }

  private static String names(Map<String, ?> known) {
    return known.isEmpty() ? "(none)" : String.join(", ", known.keySet());
  }

  /** The first keys, as those that there are. */
  private static String some(Collection<String> keys) {
    return keys.stream()
            .limit(SHOWN)
            .map(key -> "[" + FormulaReader.shortened(key) + "]")
            .collect(Collectors.joining(", "))
        + (keys.size() > SHOWN ? " and " + (keys.size() - SHOWN) + " more" : "");
  }

  /** An element: an index, a word that stands for itself, or a whole number. */
  private String element() throws FormulaException {
    if (reader.atName()) {
      int start = reader.at();
      String name = reader.name();
      String element = bound.get(name);
      boolean alone = reader.peek() == ',' || reader.peek() == ']';
      if (alone && element != null) {
        return element;
      } else if (alone && meaning(name) == null) {
        return name;
      }
      reader.goTo(start);
    }
    return Integer.toString(whole());
  }
}
