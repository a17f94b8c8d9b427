package org.talweg.search.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Form;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;

/**
 * A placement as a black box with one whole number per machine type:
 *
 * <pre>
 *   n_j in {0, ..., limit_j};   minimise cost, maximise diversity;   violation <= 0
 * </pre>
 *
 * <p>Exact: points and placements correspond one to one. Types without room for a pod are left out.
 */
public final class PlacementAsBlackBox
    implements Reformulation<PlacementProblem, Placement, BlackBox, Point> {
  private static final Capability CAPABILITY =
      Capability.reformulation(
          "placement-as-black-box",
          PlacementProblem.PLACEMENT,
          Form.BLACK_BOX,
          "One whole number per machine type; pods that do not fit are a black-box constraint.",
          "spotkube");

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Exactness exactness() {
    return Exactness.EXACT;
  }

  @Override
  public Optional<Reformulated<BlackBox, Point, Placement>> apply(PlacementProblem problem) {
    List<Integer> used =
        IntStream.range(0, problem.types().size())
            .filter(j -> problem.limit(j) > 0)
            .boxed()
            .toList();
    if (used.isEmpty()) {
      return Optional.empty();
    }
    var parameters = new ArrayList<Parameter>();
    for (int j : used) {
      parameters.add(Parameter.integer(parameter(problem, j), 0, problem.limit(j)));
    }
    BlackBox blackBox =
        BlackBox.of(
                problem.name(),
                new Space(parameters, List.of()),
                problem.objectives(),
                (point, probe) -> quantities(problem.assess(placement(problem, used, point))))
            .subjectTo("violation <= 0");
    return Optional.of(
        new Reformulated<>(
            blackBox,
            point -> placement(problem, used, point),
            (placement, assessment) ->
                new Assessment(
                    assessment.objectives(),
                    assessment.violation(),
                    assessment.bound(),
                    quantities(assessment))));
  }

  private static Map<String, Double> quantities(Assessment assessment) {
    var all = new HashMap<>(assessment.quantities());
    all.put("violation", assessment.violation());
    return all;
  }

  /** Such as {@code n3_c6g_xlarge}. */
  private static String parameter(PlacementProblem problem, int j) {
    return "n" + (j + 1) + "_" + problem.types().get(j).name().replaceAll("[^A-Za-z0-9]+", "_");
  }

  private static Placement placement(PlacementProblem problem, List<Integer> used, Point point) {
    int[] nodes = new int[problem.types().size()];
    for (int j : used) {
      nodes[j] = (int) point.integer(parameter(problem, j));
    }
    return Placement.of(nodes);
  }
}
