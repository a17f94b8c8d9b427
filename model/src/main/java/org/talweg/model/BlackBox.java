package org.talweg.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A problem known only by evaluating points: a space, a measure, and objectives and constraints
 * over parameters and measured quantities.
 *
 * @param constraints those over measured quantities; the space holds the ones known beforehand
 * @param timeout wall time after which an evaluation is given up
 * @param retries how often a failed evaluation is tried again
 */
public record BlackBox(
    String name,
    Space space,
    List<Objective> objectives,
    List<Constraint> constraints,
    Noise noise,
    Optional<Fidelity> fidelity,
    Optional<Duration> timeout,
    int retries,
    Measure measure)
    implements Problem<Point> {
  public BlackBox {
    List<Parameter> parameters = space.parameters();
    objectives = objectives.stream().map(objective -> bind(objective, parameters)).toList();
    constraints = constraints.stream().map(c -> Binding.constraint(c, parameters, true)).toList();
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("a problem has at least one objective");
    }
    if (retries < 0) {
      throw new IllegalArgumentException("retries are 0 or more, not " + retries);
    }
    if (timeout.isPresent() && !timeout.get().isPositive()) {
      throw new IllegalArgumentException("a time-out is longer than 0, not " + timeout.get());
    }
  }

  private static Objective bind(Objective objective, List<Parameter> parameters) {
    var binding = new Binding(parameters, true, "the objective '" + objective.name() + "'");
    var partials = new LinkedHashMap<String, Formula>();
    objective
        .gradient()
        .forEach(
            (name, partial) -> {
              if (parameters.stream().noneMatch(p -> isReal(p) && p.name().equals(name))) {
                throw new IllegalArgumentException(
                    "the gradient of '%s' has a derivative in '%s', which is no real parameter"
                        .formatted(objective.name(), name));
              }
              partials.put(name, binding.bind(partial));
            });
    return new Objective(
        objective.name(), binding.bind(objective.formula()), objective.direction(), partials);
  }

  private static boolean isReal(Parameter parameter) {
    return parameter.domain() instanceof Domain.Real;
  }

  /** A noise-free black box without constraints, time-out or retries. */
  public static BlackBox of(String name, Space space, List<Objective> objectives, Measure measure) {
    return new BlackBox(
        name,
        space,
        objectives,
        List.of(),
        Noise.none(),
        Optional.empty(),
        Optional.empty(),
        0,
        measure);
  }

  /**
   * This problem with a further constraint over measured quantities.
   *
   * @throws IllegalArgumentException where it cannot be read
   */
  public BlackBox subjectTo(String constraint) {
    var all = new ArrayList<>(constraints);
    all.add(Constraint.of(constraint));
    return new BlackBox(name, space, objectives, all, noise, fidelity, timeout, retries, measure);
  }

  /** This problem with noise. */
  public BlackBox withNoise(Noise noise) {
    return new BlackBox(
        name, space, objectives, constraints, noise, fidelity, timeout, retries, measure);
  }

  /** This problem with a cheaper, rougher way of evaluating. */
  public BlackBox withFidelity(Fidelity fidelity) {
    return new BlackBox(
        name,
        space,
        objectives,
        constraints,
        noise,
        Optional.of(fidelity),
        timeout,
        retries,
        measure);
  }

  /** This problem with a time-out and retries for each evaluation. */
  public BlackBox withAttempts(Optional<Duration> timeout, int retries) {
    return new BlackBox(
        name, space, objectives, constraints, noise, fidelity, timeout, retries, measure);
  }

  @Override
  public Form form() {
    return Form.BLACK_BOX;
  }

  @Override
  public Features features() {
    int reals = 0;
    int integers = 0;
    int categories = 0;
    int permutations = 0;
    int conditional = 0;
    for (Parameter parameter : space.parameters()) {
      switch (parameter.domain()) {
        case Domain.Real _ -> reals++;
        case Domain.Int _ -> integers++;
        case Domain.Choice _ -> categories++;
        case Domain.Ordinal _ -> categories++;
        case Domain.Permutation _ -> permutations++;
      }
      if (parameter.when().isPresent()) {
        conditional++;
      }
    }
    return Features.none()
        .with(Features.DIMENSION, space.unitDimension())
        .with(Features.REALS, reals)
        .with(Features.INTEGERS, integers)
        .with(Features.CATEGORIES, categories)
        .with(Features.PERMUTATIONS, permutations)
        .with(Features.CONDITIONAL, conditional)
        .with(Features.CARDINALITY, space.cardinality())
        .with(Features.KNOWN_CONSTRAINTS, space.constraints().size())
        .with(Features.CONSTRAINTS, constraints.size())
        .with(Features.OBJECTIVES, objectives.size())
        .with(Features.NOISY, noise.present() ? 1 : 0)
        .with(Features.FIDELITIES, fidelity.isPresent() ? 1 : 0)
        .with(Features.GRADIENTS, objectives.getFirst().gradient().size());
  }

  /** The fidelity at which evaluations count for the incumbent, 1 where there is only one. */
  public double fullFidelity() {
    return fidelity.map(Fidelity::high).orElse(1.0);
  }

  /** Evaluates at full fidelity, outside a run. */
  @Override
  public Assessment assess(Point point) throws AssessmentException, InterruptedException {
    return assess(point, Probe.outsideARun(fullFidelity()));
  }

  /** Evaluates the point once. */
  public Assessment assess(Point point, Probe probe)
      throws AssessmentException, InterruptedException {
    try {
      return judge(point, measure.measure(point, probe));
    } catch (AssessmentException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String message = e.getMessage();
      throw new AssessmentException(
          message == null || message.isBlank() ? e.getClass().getSimpleName() : message, e);
    }
  }

  /**
   * Objective values and violation from what was measured.
   *
   * @throws AssessmentException where a quantity that is needed is missing or NaN, or an objective
   *     is not finite
   */
  public Assessment judge(Point point, Map<String, Double> quantities) throws AssessmentException {
    Formula.Scope scope =
        name -> space.indexOf(name) >= 0 ? point.value(name) : measured(quantities, name);
    var values = new ArrayList<Double>(objectives.size());
    for (Objective objective : objectives) {
      values.add(value(objective, scope, quantities));
    }
    double violation = space.violation(point);
    for (Constraint constraint : constraints) {
      String missing = Evaluation.firstWithoutValue(constraint.formula(), orParameter(scope));
      if (missing != null) {
        throw new AssessmentException(
            "constraint " + constraint + ": " + absence(missing, quantities));
      }
      violation += constraint.violation(scope);
    }
    return new Assessment(values, violation, OptionalDouble.empty(), quantities);
  }

  /**
   * The first objective's partial derivatives at an assessed point, in the order of the parameters;
   * NaN where none was stated or measured.
   */
  public double[] gradient(Point point, Assessment assessment) {
    Formula.Scope scope =
        name ->
            space.indexOf(name) >= 0 ? point.value(name) : measured(assessment.quantities(), name);
    double[] gradient = new double[space.parameters().size()];
    for (int p = 0; p < gradient.length; p++) {
      Formula partial = objectives.getFirst().gradient().get(space.parameters().get(p).name());
      gradient[p] =
          partial == null || Evaluation.firstWithoutValue(partial, scope) != null
              ? Double.NaN
              : partial.number(scope);
    }
    return gradient;
  }

  private double value(Objective objective, Formula.Scope scope, Map<String, Double> quantities)
      throws AssessmentException {
    String missing = Evaluation.firstWithoutValue(objective.formula(), scope);
    if (missing != null) {
      throw new AssessmentException(
          "objective " + objective.name() + ": " + absence(missing, quantities));
    }
    double value = objective.formula().number(scope);
    if (!Double.isFinite(value)) {
      throw new AssessmentException("objective " + objective.name() + " is " + value);
    }
    return value;
  }

  /** The scope in which even inactive parameters have a value. */
  private Formula.Scope orParameter(Formula.Scope scope) {
    var any = new Value.Int(0);
    return name -> space.indexOf(name) >= 0 ? any : scope.value(name);
  }

  private String absence(String name, Map<String, Double> quantities) {
    if (space.indexOf(name) >= 0) {
      return "'" + name + "' is inactive here";
    }
    return "'" + name + "' " + (quantities.get(name) == null ? "was not measured" : "is NaN");
  }

  private static @Nullable Value measured(Map<String, Double> quantities, String name) {
    Double value = quantities.get(name);
    return value == null || value.isNaN() ? null : new Value.Real(value);
  }
}
