package org.talweg.search.local;

import java.util.Arrays;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.CallbackStrategy;
import org.talweg.engine.CallbackStrategy.Evaluate;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Space;
import org.talweg.search.Reach;

/**
 * Powell's BOBYQA, by Hipparchus: minimises quadratic models that interpolate 2n + 1 values, in a
 * trust region within bounds.
 *
 * <p>It works in the unit cube, from the best trial known, or from the middle where there is none,
 * with trust-region radii from 0.1 (0.25) down to 1e-8. A model needs a value everywhere: points
 * without a feasible one get the worst seen so far, so that the region shrinks away from them; and
 * values are cut off at ±1e60, beyond which its squares overflow.
 *
 * <p>Source: Powell, "The BOBYQA algorithm for bound constrained optimization without derivatives",
 * DAMTP 2009/NA06. Needs two or more reals without conditions, and no constraints over measured
 * quantities. Converges to a stationary point of a smooth function. Evaluates one point at a time.
 * Cost per step: O(n²) to O(n³).
 */
public final class Bobyqa implements BlackBoxSolver {
  private static final double CUT = 1e60;
  private static final double LAST_RADIUS = 1e-8;

  private static final Capability CAPABILITY =
      Capability.solver(
          "bobyqa",
          Form.BLACK_BOX,
          "Minimises quadratic models in a trust region around the best point known (BOBYQA).",
          "Powell 2009; Hipparchus",
          Trait.LOCAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    var unfit = Local.unfit(problem);
    if (unfit.isPresent()) {
      return new Estimate.Unfit(unfit.get());
    }
    double n = problem.features().get(Features.DIMENSION);
    if (n < 2) {
      return new Estimate.Unfit("needs at least two parameters");
    }
    if (problem.features().has(Features.CONSTRAINTS)) {
      return new Estimate.Unfit("takes no constraints over measured quantities");
    }
    double reach = Reach.ofLearning(problem, budget.evaluations(), 0.5, 0.03, 1);
    double seconds = Math.min(budget.evaluations(), 1e5) * 2e-7 * n * n;
    return new Estimate.Fits(reach, seconds, "quadratic models downhill");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new CallbackStrategy(evaluate -> minimise(problem, setting, evaluate));
  }

  private static void minimise(BlackBox problem, Setting setting, Evaluate evaluate) {
    Space space = problem.space();
    int n = space.unitDimension();
    var known = Local.best(problem, setting, evaluate);
    double[] start = known.map(t -> space.toUnit(t.point())).orElseGet(() -> Local.middle(space));
    double radius = known.isPresent() ? 0.1 : 0.25;
    Direction direction = problem.objectives().getFirst().direction();
    double[] worst = {Double.NEGATIVE_INFINITY};
    double[] lower = new double[n];
    double[] upper = new double[n];
    Arrays.fill(upper, 1);
    var _ =
        new BOBYQAOptimizer(2 * n + 1, radius, LAST_RADIUS)
            .optimize(
                new MaxEval(Integer.MAX_VALUE),
                GoalType.MINIMIZE,
                new SimpleBounds(lower, upper),
                new InitialGuess(start),
                new ObjectiveFunction(
                    u -> value(direction, evaluate.at(space.fromUnit(u)), worst)));
  }

  private static double value(Direction direction, Trial trial, double[] worst) {
    if (trial.result() instanceof Result.Done(var assessment) && assessment.feasible()) {
      double cost = Math.clamp(direction.cost(assessment.objective()), -CUT, CUT);
      worst[0] = Math.max(worst[0], cost);
      return cost;
    }
    return worst[0] == Double.NEGATIVE_INFINITY ? 0 : worst[0];
  }
}
