package org.talweg.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Catalog;
import org.talweg.engine.Plan;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.model.BlackBox;
import org.talweg.model.Form;
import org.talweg.model.Point;

/** Makes one strategy of a plan whose solvers are all solvers of black boxes. */
public final class PlanStrategies {
  private PlanStrategies() {}

  /** Whether every problem below the plan is a black box, so that one strategy can carry it out. */
  public static boolean applies(Plan plan, Catalog catalog) {
    boolean here =
        switch (plan) {
          case Plan.Solve(String name) ->
              catalog.solver(name).filter(BlackBoxSolver.class::isInstance).isPresent();
          case Plan.Reformulate(String name, _) ->
              catalog
                  .reformulation(name)
                  .filter(r -> r.capability().form().equals(Form.BLACK_BOX))
                  .filter(r -> Form.BLACK_BOX.equals(r.capability().target()))
                  .isPresent();
          default -> true;
        };
    return here && plan.children().stream().allMatch(child -> applies(child, catalog));
  }

  /**
   * The strategy that carries out the plan.
   *
   * @throws IllegalArgumentException where the plan names what is not at hand, or a reformulation
   *     that has nothing to do here
   */
  public static Strategy begin(Plan plan, BlackBox problem, Setting setting, Catalog catalog) {
    return switch (plan) {
      case Plan.Solve(String name) -> solver(name, catalog).begin(problem, setting);
      case Plan.Reformulate(String name, Plan inner) -> {
        var reformulated = reformulate(name, problem, catalog);
        var history = ReformulatedStrategy.forward(reformulated, setting.history());
        yield new ReformulatedStrategy(
            reformulated,
            begin(
                inner,
                reformulated.problem(),
                new Setting(setting.budget(), setting.seed(), setting.parallel(), history),
                catalog));
      }
      case Plan.Portfolio(List<Plan> plans) -> {
        var members = new ArrayList<Strategy>();
        for (Plan member : plans) {
          Setting part = setting.part(members.size(), 1.0 / plans.size(), setting.history());
          members.add(begin(member, problem, part, catalog));
        }
        yield new PortfolioStrategy(members);
      }
      case Plan.Refine refine ->
          new RefineStrategy(
              refine, setting, (stage, part) -> begin(stage, problem, part, catalog));
    };
  }

  private static BlackBoxSolver solver(String name, Catalog catalog) {
    return catalog
        .solver(name)
        .filter(BlackBoxSolver.class::isInstance)
        .map(BlackBoxSolver.class::cast)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no solver of black boxes '" + name + "'"));
  }

  // The catalogue holds reformulations of all forms; the two forms checked here fix the types.
  @SuppressWarnings("unchecked")
  static Reformulated<BlackBox, Point, Point> reformulate(
      String name, BlackBox problem, Catalog catalog) {
    Reformulation<BlackBox, Point, BlackBox, Point> reformulation =
        (Reformulation<BlackBox, Point, BlackBox, Point>)
            catalog
                .reformulation(name)
                .orElseThrow(
                    () -> new IllegalArgumentException("there is no reformulation '" + name + "'"));
    return reformulation
        .apply(problem)
        .orElseThrow(() -> new IllegalArgumentException(name + " has nothing to do here"));
  }
}
