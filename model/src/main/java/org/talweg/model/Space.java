package org.talweg.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A search space: parameters in their declared order, some existing only under a condition, and the
 * constraints over parameters that are known before anything is spent.
 *
 * <p>The unit cube [0,1]^d encodes every point, one coordinate per parameter and one per item of a
 * permutation; coordinates of inactive parameters are ignored by {@link #fromUnit} and 0.5 in
 * {@link #toUnit}.
 */
public final class Space {
  private final List<Parameter> parameters;
  private final List<Constraint> constraints;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final int[] offsets;
  private final int unitDimension;
  private final int[] activationOrder;

  /**
   * Levels in conditions and constraints may be written without quotes; here they become text.
   *
   * @throws IllegalArgumentException where names repeat, conditions form a cycle, or a condition or
   *     constraint names an unknown parameter or level
   */
  public Space(List<Parameter> parameters, List<Constraint> constraints) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("a space has at least one parameter");
    }
    List<Parameter> declared = List.copyOf(parameters);
    offsets = new int[declared.size()];
    int dimension = 0;
    for (int i = 0; i < offsets.length; i++) {
      Parameter parameter = declared.get(i);
      if (indexes.put(parameter.name(), i) != null) {
        throw new IllegalArgumentException("the parameter '" + parameter.name() + "' occurs twice");
      }
      offsets[i] = dimension;
      dimension = Math.addExact(dimension, parameter.domain().width());
    }
    unitDimension = dimension;
    this.parameters = declared.stream().map(parameter -> bind(parameter, declared)).toList();
    this.constraints =
        constraints.stream().map(c -> Binding.constraint(c, declared, false)).toList();
    activationOrder = Activation.order(this.parameters);
  }

  private static Parameter bind(Parameter parameter, List<Parameter> all) {
    if (parameter.when().isEmpty()) {
      return parameter;
    }
    var binding = new Binding(all, false, "the condition of '" + parameter.name() + "'");
    return new Parameter(
        parameter.name(),
        parameter.domain(),
        parameter.when().map(binding::bind),
        parameter.start());
  }

  /** A space without known constraints. */
  public static Space of(Parameter... parameters) {
    return new Space(List.of(parameters), List.of());
  }

  /**
   * This space with further constraints over its parameters.
   *
   * @throws IllegalArgumentException where one cannot be read or names something unknown
   */
  public Space subjectTo(String... constraints) {
    var all = new ArrayList<>(this.constraints);
    for (String constraint : constraints) {
      all.add(Constraint.of(constraint));
    }
    return new Space(parameters, all);
  }

  /** The parameters in declared order, with their conditions bound to this space. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The constraints over parameters. */
  public List<Constraint> constraints() {
    return constraints;
  }

  /** The parameter's place in declared order, -1 where there is none of that name. */
  public int indexOf(String name) {
    return indexes.getOrDefault(name, -1);
  }

  /** Coordinates of the unit cube that encodes points. */
  public int unitDimension() {
    return unitDimension;
  }

  /** First unit-cube coordinate of the parameter at that place. */
  public int offset(int parameter) {
    return offsets[parameter];
  }

  /** An upper bound on the number of points, infinite where a real parameter varies. */
  public double cardinality() {
    double product = 1;
    for (Parameter parameter : parameters) {
      product *= parameter.domain().cardinality() + (parameter.when().isPresent() ? 1 : 0);
    }
    return product;
  }

  /** Whether every parameter is real, always exists, and nothing else restricts the box. */
  public boolean isBox() {
    return constraints.isEmpty()
        && parameters.stream()
            .allMatch(p -> p.domain() instanceof Domain.Real && p.when().isEmpty());
  }

  /**
   * The point with these values; values of inactive parameters are dropped. A whole number given
   * for a real parameter is that real number.
   *
   * @throws IllegalArgumentException naming the parameter whose value is missing, unknown or out of
   *     range
   */
  public Point point(Map<String, Value> values) {
    for (String name : values.keySet()) {
      if (indexOf(name) < 0) {
        throw new IllegalArgumentException("there is no parameter '" + name + "'");
      }
    }
    return activate(i -> checked(parameters.get(i), values.get(parameters.get(i).name())));
  }

  private static @Nullable Value checked(Parameter parameter, @Nullable Value given) {
    Value value =
        parameter.domain() instanceof Domain.Real && given instanceof Value.Int(long whole)
            ? new Value.Real(whole)
            : given;
    if (value != null && !parameter.domain().contains(value)) {
      throw new IllegalArgumentException(
          parameter.name() + " = " + value + " is not one of its values");
    }
    return value;
  }

  /** Takes the values of active parameters only, deciding conditions parents first. */
  private Point activate(IntFunction<@Nullable Value> given) {
    @Nullable Value[] values = new @Nullable Value[parameters.size()];
    Point partial = new Point(this, values);
    for (int i : activationOrder) {
      if (Activation.active(parameters.get(i), partial)) {
        Value value = given.apply(i);
        if (value == null) {
          throw new IllegalArgumentException(
              "parameter '" + parameters.get(i).name() + "' has no value");
        }
        values[i] = value;
      }
    }
    return partial;
  }

  /**
   * The point that a unit-cube vector encodes.
   *
   * @throws IllegalArgumentException where a coordinate is missing, or NaN for an active parameter
   */
  public Point fromUnit(double[] u) {
    if (u.length != unitDimension) {
      throw new IllegalArgumentException(
          "expected " + unitDimension + " coordinates, got " + u.length);
    }
    return activate(i -> parameters.get(i).domain().decode(u, offsets[i]));
  }

  /** A unit-cube vector that encodes the point. */
  public double[] toUnit(Point point) {
    double[] u = new double[unitDimension];
    Arrays.fill(u, 0.5);
    for (int i = 0; i < parameters.size(); i++) {
      Value value = point.value(i);
      if (value != null) {
        parameters.get(i).domain().encode(value, u, offsets[i]);
      }
    }
    return u;
  }

  /** Total violation of the known constraints, 0 where the point may be evaluated. */
  public double violation(Point point) {
    double violation = 0;
    for (Constraint constraint : constraints) {
      violation += constraint.violation(point);
    }
    return violation;
  }

  /**
   * The point made of the start values; empty where an active parameter has none, or where it
   * violates a known constraint.
   */
  public Optional<Point> start() {
    Map<String, Value> values = new HashMap<>();
    for (Parameter parameter : parameters) {
      parameter.start().ifPresent(value -> values.put(parameter.name(), value));
    }
    try {
      return Optional.of(point(values)).filter(point -> violation(point) == 0);
    } catch (IllegalArgumentException missing) {
      return Optional.empty();
    }
  }

  /**
   * A random point, uniform in the unit cube and conditioned on the known constraints; repaired as
   * by {@link #repair} where 200 such points all violate them.
   */
  public Point sample(RandomGenerator random) {
    return Sampling.sample(this, random);
  }

  /**
   * A nearby point that satisfies the known constraints: a random walk that changes one coordinate,
   * or several, and keeps what violates less. Returns the least violating point where it finds no
   * feasible one, so that {@link #violation} has the last word.
   */
  public Point repair(double[] start, RandomGenerator random) {
    return Sampling.repair(this, start, random);
  }

  /**
   * Every point that satisfies the known constraints, once and lazily: in lexicographic order of
   * declaration, except that a parameter comes after those its condition names. The next point may
   * take long to find where constraints leave few.
   *
   * @throws IllegalStateException where a parameter takes a continuum of values
   */
  public Stream<Point> points() {
    parameters.forEach(parameter -> Successor.first(parameter.domain())); // refuses a continuum
    int characteristics = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Enumeration(this, activationOrder), characteristics),
        false);
  }

  /** Spaces of the same parameters and constraints are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Space space
            && parameters.equals(space.parameters)
            && constraints.equals(space.constraints));
  }

  @Override
  public int hashCode() {
    return 31 * parameters.hashCode() + constraints.hashCode();
  }

  @Override
  public String toString() {
    return parameters.stream().map(Parameter::name).toList()
        + (constraints.isEmpty() ? "" : " subject to " + constraints);
  }
}
