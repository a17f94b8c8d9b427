package org.talweg.search.reformulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.talweg.engine.Reformulated;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Constraint;
import org.talweg.model.Direction;
import org.talweg.model.Formula;
import org.talweg.model.Formula.Operator;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Space;

/**
 * A black box seen through a map of points and a map of assessments: g(x') = forward(f(back(x'))).
 * Its objectives and its one constraint read the mapped assessment, under names that no parameter
 * can have.
 */
final class Rewritten {
  private static final String VIOLATION = "constraint violation";

  private Rewritten() {}

  static Reformulated<BlackBox, Point, Point> of(
      BlackBox problem,
      Space space,
      Function<Point, Point> back,
      UnaryOperator<Assessment> forward,
      List<Direction> directions,
      boolean constrained) {
    List<Objective> objectives =
        IntStream.range(0, directions.size())
            .mapToObj(
                i ->
                    new Objective(
                        directions.size() == problem.objectives().size()
                            ? problem.objectives().get(i).name()
                            : problem.name(),
                        new Formula.Name(quantity(i)),
                        directions.get(i)))
            .toList();
    var noViolation =
        new Constraint(
            VIOLATION + " <= 0",
            new Formula.Apply(
                Operator.LESS_EQUAL, List.of(new Formula.Name(VIOLATION), new Formula.Number(0))));
    var rewritten =
        new BlackBox(
            problem.name(),
            space,
            objectives,
            constrained ? List.of(noViolation) : List.of(),
            problem.noise(),
            problem.fidelity(),
            problem.timeout(),
            problem.retries(),
            (point, probe) -> quantities(forward.apply(problem.assess(back.apply(point), probe))));
    return new Reformulated<>(rewritten, back, (_, assessment) -> named(forward.apply(assessment)));
  }

  private static Assessment named(Assessment mapped) {
    return new Assessment(
        mapped.objectives(), mapped.violation(), mapped.bound(), quantities(mapped));
  }

  private static Map<String, Double> quantities(Assessment mapped) {
    var quantities = new LinkedHashMap<>(mapped.quantities());
    for (int i = 0; i < mapped.objectives().size(); i++) {
      quantities.put(quantity(i), mapped.objectives().get(i));
    }
    quantities.put(VIOLATION, mapped.violation());
    return quantities;
  }

  private static String quantity(int objective) {
    return "objective " + (objective + 1);
  }
}
