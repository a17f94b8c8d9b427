package org.talweg.program.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * The front of a simulation's objectives as a problem.
 *
 * @param simulation makes one: each run has its own
 * @param low of the starts' coordinates
 * @param high of the starts' coordinates
 */
public record SimulationFront(String name, Supplier<Simulation> simulation, double low, double high)
    implements Problem<double[]> {
  /** Objectives of a simulation, with subgradients. */
  public static final Form FORM = new Form("multi-objective-simulation");

  @Override
  public Form form() {
    return FORM;
  }

  @Override
  public Features features() {
    Simulation one = simulation.get();
    return Features.none()
        .with(Features.DIMENSION, one.variables())
        .with(Features.OBJECTIVES, one.objectives());
  }

  @Override
  public List<Objective> objectives() {
    var all = new ArrayList<Objective>();
    for (int i = 1; i <= simulation.get().objectives(); i++) {
      all.add(Objective.minimize("J" + i));
    }
    return all;
  }

  /** A start, uniformly at random. */
  double[] start(Simulation one, RandomGenerator random) {
    return random.doubles(one.variables(), low, high).toArray();
  }

  @Override
  public Assessment assess(double[] u) throws AssessmentException {
    double[] values = simulation.get().values(u);
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new AssessmentException("an objective is no number: " + Arrays.toString(values));
    }
    return new Assessment(
        Arrays.stream(values).boxed().toList(), 0, OptionalDouble.empty(), Map.of());
  }
}
