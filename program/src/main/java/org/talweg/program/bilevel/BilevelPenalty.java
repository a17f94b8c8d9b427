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
 * Runs the {@link PenaltyMethod} with continuation in s: from s = 1 down by half powers of ten,
 * each stage from where the last one ended, until grad psi_s is small or the stage's steps are
 * spent. After each stage the follower's answer at x is made exact and offered.
 *
 * <p>With exact gradients s ends at 1e-4, the inner loops at residuals of s times a hundredth of
 * what the stage asks of grad psi_s, and the step a is 0.7 over the largest slope of the direction
 * seen lately. The single loop takes 0.2 of it, so that y and z keep up with x; how far they lag
 * behind cancels, but for O(s), in the difference that is divided by s. With samples s ends at
 * 0.03, and a falls as k^(-1/2) within a stage from s over the smoothness of g. Steps gamma come
 * from the smoothness of f and g in y at the start.
 *
 * <p>Needs lower levels without constraints but bounds, and upper ones likewise. Reaches, under the
 * paper's conditions, a stationary point of psi up to O(s). The nested solver is the same with the
 * single loop. Source: arXiv 2309.01753. One gradient counts as one evaluation.
 */
public final class BilevelPenalty implements Solver<BilevelProgram, LeaderFollower> {
  private static final double LAST = 1e-4;
  private static final double LAST_WITH_NOISE = 0.03;
  private static final int STEPS = 3000;
  private static final int INNER = 200;
  private static final int INNER_WITH_NOISE = 10;
  private static final int WARM = 200;

  /** For how many steps the single loop's direction must be small: it may swing through 0. */
  private static final int PATIENCE = 50;

  private static final Capability CAPABILITY =
      Capability.solver(
          "bilevel-penalty",
          BilevelProgram.BILEVEL,
          "Follows the penalised value function's gradient, first-order, double loop.",
          "bilevel-penalty",
          Trait.LOCAL,
          Trait.NOISE);

  /** The same with momentum estimates and one step of everything per iteration. */
  public static final class SingleLoop implements Solver<BilevelProgram, LeaderFollower> {
    private static final Capability CAPABILITY =
        Capability.solver(
            "bilevel-penalty-single",
            BilevelProgram.BILEVEL,
            "Follows the penalised value function's gradient, first-order, single loop, momentum.",
            "bilevel-penalty",
            Trait.LOCAL,
            Trait.NOISE);

    @Override
    public Capability capability() {
      return CAPABILITY;
    }

    @Override
    public Estimate estimate(BilevelProgram problem, Budget budget) {
      return fits(problem, problem.gradients().noisy() ? 0.55 : 0.4);
    }

    @Override
    public void solve(BilevelProgram problem, Run<LeaderFollower> run) throws InterruptedException {
      new Descent(problem, run, true).go();
    }
  }

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BilevelProgram problem, Budget budget) {
    return fits(problem, 0.5);
  }

  @Override
  public void solve(BilevelProgram problem, Run<LeaderFollower> run) throws InterruptedException {
    new Descent(problem, run, false).go();
  }

  private static Estimate fits(BilevelProgram problem, double reach) {
    if (problem.lower().constraints() > 0) {
      return new Estimate.Unfit("the lower level has constraints other than bounds");
    } else if (problem.upper().constraints() > 0) {
      return new Estimate.Unfit("the upper level has constraints other than bounds");
    }
    return new Estimate.Fits(reach, 1, "descends the penalised value function");
  }

  private static final class Descent {
    private final BilevelProgram problem;
    private final Run<LeaderFollower> run;
    private final boolean single;
    private final boolean noisy;
    private final double smoothness;
    private final PenaltyMethod method;
    private double slope = 0;
    private long charged = 0;

    Descent(BilevelProgram problem, Run<LeaderFollower> run, boolean single) {
      this.problem = problem;
      this.run = run;
      this.single = single;
      Gradients oracle = problem.gradients();
      this.noisy = oracle.noisy();
      LeaderFollower start = run.incumbent().orElse(problem.start());
      double[] z = start.joint();
      int n = problem.upperVariables();
      this.smoothness =
          Smoothness.of((at, g) -> oracle.lower(at, 0, g), z, n, z.length, run.random()) + 1e-12;
      double upper = Smoothness.of((at, g) -> oracle.upper(at, 0, g), z, n, z.length, run.random());
      // The estimates are from below, and at the start alone.
      double total = 1.2 * (smoothness + upper);
      boolean proximal = !problem.convexLower();
      double gamma = proximal ? 1 / (2 * total) : 1 / total;
      int inner = noisy ? INNER_WITH_NOISE : INNER;
      var parameters =
          PenaltyMethod.Parameters.of(gamma, inner)
              .withRho(proximal ? 1 / total : Double.POSITIVE_INFINITY)
              .withAccuracy(noisy ? 0 : 1e-4)
              .withMomentum(noisy ? 0.1 : 1);
      this.method =
          new PenaltyMethod(
              oracle,
              problem.boundsOfX(),
              problem.boundsOfY(),
              start.x(),
              start.y(),
              parameters,
              run.random());
    }

    void go() throws InterruptedException {
      method.warm(WARM);
      double last = noisy ? LAST_WITH_NOISE : LAST;
      for (double s = 1; !run.over() && s > last * 0.9; s /= Math.sqrt(10)) {
        stage(s);
        offer();
      }
    }

    /** Steps of x for one s. */
    private void stage(double s) {
      double enough = noisy ? 0 : 1e-2 * s;
      int small = 0;
      int steps = single ? 10 * STEPS : STEPS;
      for (int k = 0; k < steps && !run.over(); k++) {
        double[] x = method.x();
        double[] before = method.direction();
        double a = noisy ? s / smoothness / Math.sqrt(k + 1.0) : step(s);
        if (single) {
          method.singleLoop(s, a);
        } else {
          method.doubleLoop(s, a);
        }
        run.charge(Resource.EVALUATIONS, (double) (method.evaluations() - charged));
        charged = method.evaluations();
        double[] d = method.direction();
        measureSlope(x, before, d);
        double residual = residual(x, d);
        if (k % 100 == 0) {
          run.progress("s %.0e, gradient %.2e".formatted(s, residual));
        }
        small = residual <= enough ? small + 1 : 0;
        if (small > (single ? PATIENCE : 0)) {
          break;
        }
      }
    }

    private double step(double s) {
      return slope > 0 ? (single ? 0.2 : 0.7) / slope : 1e-3 * s / smoothness;
    }

    private double[] lastX = {};

    private void measureSlope(double[] x, double[] before, double[] d) {
      if (lastX.length > 0) {
        double moved = 0;
        double changed = 0;
        for (int i = 0; i < x.length; i++) {
          moved += (x[i] - lastX[i]) * (x[i] - lastX[i]);
          changed += (d[i] - before[i]) * (d[i] - before[i]);
        }
        slope *= 0.98;
        if (moved > 1e-20) {
          slope = Math.max(slope, Math.sqrt(changed / moved));
        }
      }
      lastX = x;
    }

    /** The largest entry of x - P_X(x - d). */
    private double residual(double[] x, double[] d) {
      double largest = 0;
      for (int i = 0; i < x.length; i++) {
        double to =
            Math.clamp(x[i] - d[i], problem.boundsOfX().lower()[i], problem.boundsOfX().upper()[i]);
        largest = Math.max(largest, Math.abs(x[i] - to));
      }
      return largest;
    }

    private void offer() throws InterruptedException {
      try {
        run.offer(problem.settled(method.x(), method.y()));
      } catch (AssessmentException e) {
        run.progress(String.valueOf(e.getMessage()));
      }
    }
  }
}
