package org.talweg.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable assignment of values to the parameters of a space, in the order of their
 * declaration. An inactive conditional parameter has no value. Made by a {@link Space}, which
 * checks it.
 */
public final class Point implements Formula.Scope {
  private final Space space;
  private final @Nullable Value[] values;

  Point(Space space, @Nullable Value[] values) {
    this.space = space;
    this.values = values;
  }

  /** The space the point belongs to. */
  public Space space() {
    return space;
  }

  /** Whether the parameter is active here. */
  public boolean has(String name) {
    return value(name) != null;
  }

  /** The parameter's value, null where it is inactive or unknown. */
  @Override
  public @Nullable Value value(String name) {
    int index = space.indexOf(name);
    return index < 0 ? null : values[index];
  }

  /** The value of the parameter at that place, null where it is inactive. */
  public @Nullable Value value(int index) {
    return values[index];
  }

  /** The value of a real parameter, or of any that reads as a number. */
  public double real(String name) {
    return required(name).number();
  }

  /** The value of an integer parameter. */
  public long integer(String name) {
    if (required(name) instanceof Value.Int(long value)) {
      return value;
    }
    throw new IllegalArgumentException("'" + name + "' is not a whole-number parameter");
  }

  /** The level of a choice or ordinal parameter, or any other value as it is written. */
  public String text(String name) {
    return required(name).toString();
  }

  /** The order of a permutation parameter. */
  public List<String> order(String name) {
    if (required(name) instanceof Value.Order(List<String> items)) {
      return items;
    }
    throw new IllegalArgumentException("'" + name + "' is not a permutation parameter");
  }

  private Value required(String name) {
    Value value = value(name);
    if (value == null) {
      throw new IllegalArgumentException(
          space.indexOf(name) < 0
              ? "there is no parameter '" + name + "'"
              : "parameter '" + name + "' is inactive here");
    }
    return value;
  }

  /**
   * This point with another value for one parameter. What that makes inactive loses its value.
   *
   * @throws IllegalArgumentException where the parameter is unknown or inactive, the value is none
   *     of its own, or the change makes a parameter active that has no value here
   */
  public Point with(String name, Value value) {
    Point changed = with(Map.of(name, value));
    if (!changed.has(name)) {
      throw new IllegalArgumentException("parameter '" + name + "' is inactive here");
    }
    return changed;
  }

  /**
   * This point with other values, among them those of parameters that become active by the change;
   * values of parameters inactive in the new point are dropped.
   *
   * @throws IllegalArgumentException as {@link Space#point}
   */
  public Point with(Map<String, Value> changes) {
    var all = new LinkedHashMap<>(asMap());
    all.putAll(changes);
    return space.point(all);
  }

  /** The active parameters and their values, in order. */
  public Map<String, Value> asMap() {
    var map = new LinkedHashMap<String, Value>();
    for (int i = 0; i < values.length; i++) {
      Value value = values[i];
      if (value != null) {
        map.put(space.parameters().get(i).name(), value);
      }
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Point point
        && Arrays.equals(values, point.values)
        && space.parameters().equals(point.space.parameters());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
