package org.talweg.search.function;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.talweg.model.BlackBox;
import org.talweg.model.Constraint;
import org.talweg.model.Domain;
import org.talweg.model.Fidelity;
import org.talweg.model.FormulaException;
import org.talweg.model.Measure;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Probe;
import org.talweg.model.Space;
import org.talweg.model.Value;

/**
 * A problem whose best is known: what benchmarks measure regret on, and what a problem file names
 * in {@code measure: {function: NAME}}.
 *
 * <p>All objectives are minimised. The quantities measured are {@code f} for one objective, {@code
 * f1, f2, ...} for several, and {@code g1, g2, ...} for constraints, each of which holds where
 * {@code g <= 0}.
 *
 * <p>A user may keep the function and bring other variables: a function that evaluates by position
 * takes its coordinates from the parameters in their order, whatever they are called and however
 * they are scaled, as long as there are as many as coordinates and each has a number. One that
 * evaluates by name needs parameters of the same names. Either way the known optimum speaks of the
 * function's own space only.
 *
 * @param source where definition and optimum were published
 */
public record TestFunction(
    String name,
    String source,
    Space space,
    List<Objective> objectives,
    List<Constraint> constraints,
    Optional<Fidelity> fidelity,
    Noise noise,
    Evaluation evaluation,
    Optimum optimum) {
  public TestFunction {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
  }

  /** A noise-free function with that many objectives and constraints. */
  static TestFunction of(
      String name,
      String source,
      Space space,
      int objectives,
      int constraints,
      Evaluation evaluation,
      Optimum optimum) {
    return new TestFunction(
        name,
        source,
        space,
        objectives == 1
            ? List.of(Objective.minimize("f"))
            : IntStream.rangeClosed(1, objectives)
                .mapToObj(i -> Objective.minimize("f" + i))
                .toList(),
        IntStream.rangeClosed(1, constraints).mapToObj(TestFunction::holds).toList(),
        Optional.empty(),
        Noise.none(),
        evaluation,
        optimum);
  }

  /** The point at these coordinates, which are rounded where the parameter is whole. */
  static Point at(Space space, double... x) {
    var values = new HashMap<String, Value>();
    for (int i = 0; i < x.length; i++) {
      Parameter parameter = space.parameters().get(i);
      values.put(
          parameter.name(),
          parameter.domain() instanceof Domain.Int
              ? new Value.Int(Math.round(x[i]))
              : new Value.Real(x[i]));
    }
    return space.point(values);
  }

  private static Constraint holds(int number) {
    try {
      return Constraint.parse("g" + number + " <= 0");
    } catch (FormulaException e) {
      throw new AssertionError(e);
    }
  }

  /** The names of the quantities measured: objectives, then constraints. */
  public List<String> quantities() {
    var names = new ArrayList<String>();
    objectives.forEach(objective -> names.add(objective.name()));
    IntStream.rangeClosed(1, constraints.size()).forEach(i -> names.add("g" + i));
    return names;
  }

  /** The function over its own space. */
  public BlackBox problem() {
    return problem(space);
  }

  /**
   * The function over another space; see the class for what that must be.
   *
   * @throws IllegalArgumentException where it does not fit the function
   */
  public BlackBox problem(Space other) {
    return new BlackBox(
        name, other, objectives, constraints, noise, fidelity, Optional.empty(), 0, measure(other));
  }

  /**
   * Measures {@link #quantities} at points of the space. Noise is drawn from the trial's own seed,
   * so that a repeated run sees the same noise; at a given seed it is the same at every point.
   *
   * @throws IllegalArgumentException where the space does not fit the function
   */
  public Measure measure(Space other) {
    check(other);
    List<String> names = quantities();
    return (point, probe) -> {
      double[] values = evaluation.at(point, fidelity.isPresent() ? probe.fidelity() : 1);
      disturb(values, probe);
      var quantities = new HashMap<String, Double>();
      for (int i = 0; i < values.length; i++) {
        quantities.put(names.get(i), values[i]);
      }
      return Map.copyOf(quantities);
    };
  }

  private void check(Space other) {
    for (String quantity : quantities()) {
      if (other.indexOf(quantity) >= 0) {
        throw new IllegalArgumentException(
            name + " measures '" + quantity + "', so that no parameter can have that name");
      }
    }
    evaluation.fit(name, space, other);
  }

  private void disturb(double[] values, Probe probe) {
    if (noise instanceof Noise.Gaussian(OptionalDouble deviation)) {
      var random = new SplittableRandom(probe.seed());
      for (int i = 0; i < objectives.size(); i++) {
        values[i] += deviation.orElse(1) * random.nextGaussian();
      }
    }
  }

  /** The noise-free values at a point, at full fidelity: objectives, then constraints. */
  public double[] values(Point point) {
    return evaluation.at(point, fidelity.map(Fidelity::high).orElse(1.0));
  }

  /**
   * The noise-free values at coordinates, inside the space's bounds or not, at full fidelity.
   *
   * @throws IllegalArgumentException where their number is wrong or the function needs names
   */
  public double[] values(double... x) {
    if (!(evaluation instanceof Evaluation.ByPosition(int dimension, Evaluation.Positional rule))) {
      throw new IllegalArgumentException(name + " takes its parameters by name, not by position");
    }
    if (x.length != dimension) {
      throw new IllegalArgumentException(
          name + " has " + dimension + " coordinates, not " + x.length);
    }
    return rule.at(x.clone(), fidelity.map(Fidelity::high).orElse(1.0));
  }

  /** The least value known, where there is one objective. */
  public OptionalDouble best() {
    return optimum instanceof Optimum.Least least
        ? OptionalDouble.of(least.value())
        : OptionalDouble.empty();
  }

  /** This function with Gaussian noise of that standard deviation on every objective. */
  public TestFunction withNoise(double standardDeviation) {
    if (!(standardDeviation >= 0) || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "noise is a standard deviation of 0 or more, not " + standardDeviation);
    }
    Noise same =
        standardDeviation == 0
            ? Noise.none()
            : new Noise.Gaussian(OptionalDouble.of(standardDeviation));
    return new TestFunction(
        name, source, space, objectives, constraints, fidelity, same, evaluation, optimum);
  }

  /** This function with a cheaper, rougher way of evaluating. */
  TestFunction withFidelity(Fidelity level) {
    return new TestFunction(
        name,
        source,
        space,
        objectives,
        constraints,
        Optional.of(level),
        noise,
        evaluation,
        optimum);
  }

  /**
   * This function of one objective with every coordinate restricted to [low, high], named {@code
   * NAME[low,high]}: {@code rosenbrock-4} within -2 and 2 is {@code rosenbrock-4[-2,2]}.
   *
   * @throws IllegalArgumentException where the box is not part of the function's own, or leaves no
   *     known optimum inside
   */
  public TestFunction within(double low, double high) {
    if (!(optimum instanceof Optimum.Least(double value, double precision, List<Point> points))
        || !space.isBox()) {
      throw new IllegalArgumentException(name + " is not a function of one objective over a box");
    }
    var narrower = new ArrayList<Parameter>();
    for (Parameter parameter : space.parameters()) {
      var own = (Domain.Real) parameter.domain();
      if (!(own.low() <= low && low < high && high <= own.high())) {
        throw new IllegalArgumentException(
            "["
                + low
                + ", "
                + high
                + "] is not part of "
                + name
                + "'s range of "
                + parameter.name()
                + ", ["
                + own.low()
                + ", "
                + own.high()
                + "]");
      }
      narrower.add(Parameter.real(parameter.name(), low, high));
    }
    var box = new Space(narrower, List.of());
    List<Point> inside =
        points.stream()
            .filter(p -> p.asMap().values().stream().allMatch(v -> in(v, low, high)))
            .map(p -> box.point(p.asMap()))
            .toList();
    if (inside.isEmpty()) {
      throw new IllegalArgumentException(
          "no known optimum of " + name + " lies in [" + low + ", " + high + "]");
    }
    return new TestFunction(
        name + "[" + shortest(low) + "," + shortest(high) + "]",
        source,
        box,
        objectives,
        constraints,
        fidelity,
        noise,
        evaluation,
        new Optimum.Least(value, precision, inside));
  }

  private static boolean in(@Nullable Value value, double low, double high) {
    return value != null && value.number() >= low && value.number() <= high;
  }

  private static String shortest(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
