package org.talweg.engine.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, taken out with their types. Every method throws {@link
 * IllegalArgumentException} where a member is missing or of another type.
 */
record Fields(Map<String, Object> members) {
  boolean has(String name) {
    return members.containsKey(name);
  }

  private Object get(String name) {
    Object value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing from " + members);
    }
    return value;
  }

  private static IllegalArgumentException wrong(String name, Object value, String right) {
    return new IllegalArgumentException("'" + name + "' is " + value + ", not " + right);
  }

  String text(String name) {
    return get(name) instanceof String text ? text : fail(name, "a text");
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  long whole(String name) {
    return get(name) instanceof Long value ? value : fail(name, "a whole number");
  }

  double number(String name) {
    return number(name, get(name));
  }

  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  Fields object(String name) {
    return object(name, get(name));
  }

  /** The objects of an array; none where it is missing. */
  List<Fields> objects(String name) {
    var all = new ArrayList<Fields>();
    for (Object item : list(name)) {
      all.add(object(name, item));
    }
    return all;
  }

  /** The numbers of an array; none where it is missing. */
  List<Double> numbers(String name) {
    var all = new ArrayList<Double>();
    for (Object item : list(name)) {
      all.add(number(name, item));
    }
    return all;
  }

  /** The items of an array; none where it is missing. */
  List<?> list(String name) {
    return !has(name) ? List.of() : get(name) instanceof List<?> all ? all : fail(name, "an array");
  }

  /** The members of an object of numbers; none where it is missing. */
  Map<String, Double> numbersByName(String name) {
    if (!has(name)) {
      return Map.of();
    }
    var all = new LinkedHashMap<String, Double>();
    Fields fields = object(name);
    fields.members.keySet().forEach(key -> all.put(key, fields.number(key)));
    return all;
  }

  /** The members of an object of texts; none where it is missing. */
  Map<String, String> textsByName(String name) {
    if (!has(name)) {
      return Map.of();
    }
    var all = new LinkedHashMap<String, String>();
    Fields fields = object(name);
    fields.members.keySet().forEach(key -> all.put(key, fields.text(key)));
    return all;
  }

  /** A number, which stands as a string where it is not finite. */
  static double number(String name, Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number -> number;
      case String text when text.equals("NaN") -> Double.NaN;
      case String text when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
      case String text when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
      default -> throw wrong(name, value, "a number");
    };
  }

  @SuppressWarnings("unchecked") // Json makes no other maps.
  private static Fields object(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Fields((Map<String, Object>) map);
    }
    throw wrong(name, value, "an object");
  }

  private <T> T fail(String name, String right) {
    throw wrong(name, get(name), right);
  }
}
