package org.talweg.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
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
  /** Random points tried before a search for one that satisfies the constraints. */
  private static final int SAMPLES = 200;

  /** Steps of that search. */
  private static final int REPAIRS = 5_000;

  private final List<Parameter> parameters;
  private final List<Constraint> constraints;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final int[] offsets;
  private final int unitDimension;
  private final int[] activationOrder;

  /**
   * @throws IllegalArgumentException where names repeat, conditions form a cycle, or a condition or
   *     constraint names an unknown parameter or level
   */
  public Space(List<Parameter> parameters, List<Constraint> constraints) {
    this.parameters = List.copyOf(parameters);
    this.constraints = List.copyOf(constraints);
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("a space has at least one parameter");
    }
    offsets = new int[parameters.size()];
    int dimension = 0;
    for (int i = 0; i < offsets.length; i++) {
      Parameter parameter = parameters.get(i);
      if (indexes.put(parameter.name(), i) != null) {
        throw new IllegalArgumentException("the parameter '" + parameter.name() + "' occurs twice");
      }
      offsets[i] = dimension;
      dimension += parameter.domain().width();
    }
    unitDimension = dimension;
    for (Parameter parameter : parameters) {
      parameter
          .when()
          .ifPresent(when -> Names.check(when, this, "the condition of " + parameter.name()));
    }
    for (Constraint constraint : constraints) {
      Names.check(constraint.formula(), this, "the constraint " + constraint.text());
    }
    activationOrder = Names.activationOrder(this);
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
      try {
        all.add(Constraint.parse(constraint));
      } catch (FormulaException e) {
        throw new IllegalArgumentException("in '" + constraint + "': " + e.getMessage(), e);
      }
    }
    return new Space(parameters, all);
  }

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
    return parameters.stream()
        .mapToDouble(p -> p.domain().cardinality() + (p.when().isPresent() ? 1 : 0))
        .reduce(1, (a, b) -> a * b);
  }

  /** Whether every parameter is real, always exists, and nothing else restricts the box. */
  public boolean isBox() {
    return constraints.isEmpty()
        && parameters.stream()
            .allMatch(p -> p.domain() instanceof Domain.Real && p.when().isEmpty());
  }

  /**
   * The point with these values; values of inactive parameters are dropped.
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
    @Nullable Value[] given = new @Nullable Value[parameters.size()];
    for (int i = 0; i < given.length; i++) {
      given[i] = values.get(parameters.get(i).name());
    }
    Point point = activate(given);
    for (int i = 0; i < given.length; i++) {
      Value value = point.value(i);
      if (value != null && !parameters.get(i).domain().contains(value)) {
        throw new IllegalArgumentException(
            parameters.get(i).name() + " = " + value + " is not one of its values");
      }
    }
    return point;
  }

  /** Keeps the values of active parameters only, deciding conditions parents first. */
  private Point activate(@Nullable Value[] given) {
    @Nullable Value[] values = new @Nullable Value[given.length];
    Point partial = new Point(this, values);
    for (int i : activationOrder) {
      Parameter parameter = parameters.get(i);
      if (parameter.when().isEmpty() || Names.active(parameter.when().get(), partial)) {
        Value value = given[i];
        if (value == null) {
          throw new IllegalArgumentException("parameter '" + parameter.name() + "' has no value");
        }
        values[i] = value;
      }
    }
    return partial;
  }

  /** The point that a unit-cube vector encodes. */
  public Point fromUnit(double[] u) {
    if (u.length != unitDimension) {
      throw new IllegalArgumentException(
          "expected " + unitDimension + " coordinates, got " + u.length);
    }
    @Nullable Value[] values = new @Nullable Value[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameters.get(i).domain().decode(u, offsets[i]);
    }
    return activate(values);
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

  /** The point made of the start values, where every active parameter has one. */
  public Optional<Point> start() {
    @Nullable Value[] values = new @Nullable Value[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameters.get(i).start().orElse(null);
    }
    try {
      Point point = activate(values);
      return violation(point) == 0 ? Optional.of(point) : Optional.empty();
    } catch (IllegalArgumentException missing) {
      return Optional.empty();
    }
  }

  /** A random point, uniform in the unit cube and conditioned on the known constraints. */
  public Point sample(RandomGenerator random) {
    double[] best = random.doubles(unitDimension).toArray();
    double least = violation(fromUnit(best));
    for (int i = 1; i < SAMPLES && least > 0; i++) {
      double[] u = random.doubles(unitDimension).toArray();
      double violation = violation(fromUnit(u));
      if (violation < least) {
        best = u;
        least = violation;
      }
    }
    return least == 0 ? fromUnit(best) : repair(best, random);
  }

  /**
   * A nearby point that satisfies the known constraints: a random walk that changes one coordinate,
   * or all a little, and keeps what violates less. Returns the least violating point where it finds
   * no feasible one.
   */
  public Point repair(double[] start, RandomGenerator random) {
    double[] best = start.clone();
    double least = violation(fromUnit(best));
    for (int i = 0; i < REPAIRS && least > 0; i++) {
      double[] u = best.clone();
      double step = Math.pow(10, -3 * random.nextDouble());
      int changed = random.nextInt(unitDimension);
      for (int k = 0; k < unitDimension; k++) {
        if (k == changed || random.nextInt(unitDimension) == 0) {
          u[k] = Math.clamp(u[k] + step * random.nextGaussian(), 0.0, 1.0);
        }
      }
      double violation = violation(fromUnit(u));
      if (violation <= least) {
        best = u;
        least = violation;
      }
    }
    return fromUnit(best);
  }

  @Override
  public String toString() {
    return parameters.stream().map(Parameter::name).toList()
        + (constraints.isEmpty() ? "" : " subject to " + constraints);
  }
}
