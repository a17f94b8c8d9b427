package org.talweg.search.reformulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Direction;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Space;

/**
 * Turns constraints into a price.
 *
 * <pre>
 *   min f(x), c(x) ≤ 0   into   min f(x) + ρ max(1, |f(x)|) v(x),   v = Σ max(0, c_i),  ρ = 100
 * </pre>
 *
 * for each objective, with the sign of its direction. The price grows with |f| so that it weighs
 * whatever the unit of f is. Points that violate known constraints are still never evaluated: the
 * solver hears that they were rejected, and by how much.
 *
 * <p>Source: the l1 penalty, as in Nocedal and Wright, Numerical Optimization (2006), 17.2.
 * Approximation: an optimum carries back where ρ max(1, |f|) exceeds the multipliers; else it
 * violates a constraint a little.
 */
public final class Penalty implements Reformulation<BlackBox, Point, BlackBox, Point> {
  private static final double RHO = 100;

  private static final Capability CAPABILITY =
      Capability.reformulation(
          "penalty",
          Form.BLACK_BOX,
          Form.BLACK_BOX,
          "Adds a price for violated constraints to the objective.",
          "Nocedal and Wright 2006");

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Exactness exactness() {
    return Exactness.APPROXIMATION;
  }

  @Override
  public Optional<Reformulated<BlackBox, Point, Point>> apply(BlackBox problem) {
    Space space = problem.space();
    if (problem.constraints().isEmpty() && space.constraints().isEmpty()) {
      return Optional.empty();
    }
    List<Direction> directions = problem.objectives().stream().map(Objective::direction).toList();
    Space free = space.constraints().isEmpty() ? space : new Space(space.parameters(), List.of());
    return Optional.of(
        Rewritten.of(
            problem,
            free,
            point -> space.point(point.asMap()),
            assessment -> priced(directions, assessment),
            directions,
            false));
  }

  private static Assessment priced(List<Direction> directions, Assessment a) {
    if (a.feasible()) {
      return a;
    }
    var prices = new ArrayList<Double>();
    for (int i = 0; i < directions.size(); i++) {
      double f = a.objectives().get(i);
      double cost = directions.get(i).cost(f) + RHO * Math.max(1, Math.abs(f)) * a.violation();
      // An infinite price would read as a failure.
      prices.add(directions.get(i).cost(Math.clamp(cost, -Double.MAX_VALUE, Double.MAX_VALUE)));
    }
    return new Assessment(prices, 0, OptionalDouble.empty(), a.quantities());
  }
}
