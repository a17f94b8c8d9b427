package org.talweg.program.bilevel;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/**
 * Runs the {@link LvHbaMethod} from the start with steps derived from norms, up to {@value #STEPS}
 * steps or until nothing changes by more than 1e-7. After 1,000, 2,000, 4,000, ... steps, and at
 * the end, the follower's answer at x is made exact and offered. Where x or y runs off the steps
 * are quartered and it begins again.
 *
 * <p>Needs a convex lower level; takes constraints that couple both levels and upper constraints.
 * What is left after k steps is the bias of the penalty, of the order of k^(-0.45). Source: arXiv
 * 2401.16164. One gradient counts as one evaluation.
 */
public final class LvHba implements Solver<BilevelProgram, LeaderFollower> {
  private static final int STEPS = 64_000;
  private static final int GRADIENTS = 4;
  private static final double STILL = 1e-7;

  private static final Capability CAPABILITY =
      Capability.solver(
          "lv-hba",
          BilevelProgram.BILEVEL,
          "Closes the gap to the proximal Lagrangian value function, single loop, no Hessians.",
          "lv-hba",
          Trait.LOCAL,
          Trait.CONSTRAINTS);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BilevelProgram problem, Budget budget) {
    if (!problem.convexLower()) {
      return new Estimate.Unfit("the lower level is not convex");
    } else if (problem.gradients().noisy()) {
      return new Estimate.Unfit("gradients come from samples");
    }
    return new Estimate.Fits(0.3, 5, "one step of all blocks at a time");
  }

  @Override
  public void solve(BilevelProgram problem, Run<LeaderFollower> run) throws InterruptedException {
    LeaderFollower start = run.incumbent().orElse(problem.start());
    for (double safety = 1; safety > 1e-4 && !run.over(); safety /= 4) {
      var parameters = LvHbaMethod.derived(problem, start, 1, safety);
      if (descends(problem, new LvHbaMethod(problem, start, parameters), run)) {
        return;
      }
      run.progress("the steps were too long: begins again with a quarter of them");
    }
  }

  /** False where the iterates run off. */
  private static boolean descends(
      BilevelProgram problem, LvHbaMethod method, Run<LeaderFollower> run)
      throws InterruptedException {
    long next = 1000;
    while (method.steps() < STEPS && !run.over() && method.change() > STILL) {
      method.step();
      run.charge(Resource.EVALUATIONS, GRADIENTS);
      if (!(method.change() < 1e8)) {
        return false;
      }
      if (method.steps() == next) {
        run.progress("step %d, change %.1e".formatted(next, method.change()));
        offer(problem, method, run);
        next *= 2;
      }
    }
    offer(problem, method, run);
    return true;
  }

  private static void offer(BilevelProgram problem, LvHbaMethod method, Run<LeaderFollower> run)
      throws InterruptedException {
    try {
      run.offer(problem.settled(method.x(), method.y()));
    } catch (AssessmentException e) {
      run.progress(String.valueOf(e.getMessage()));
    }
  }
}
