package org.talweg.program.bilevel;

import java.util.Arrays;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Resource;
import org.talweg.program.Nlp;
import org.talweg.program.Sparsity;
import org.talweg.program.interior.Solution;

/**
 * Descends the value function psi(x) = F(x, y(x)) along its gradient by implicit differentiation,
 *
 * <pre>
 *   grad psi(x) = grad_x F - H_xy q,     H_yy q = grad_y F,     H the Hessian of f at (x, y(x)),
 * </pre>
 *
 * the second by conjugate gradients on the y that are not at a bound; where H_yy is singular and y
 * is the best answer for the leader, that gives the pseudo-inverse's q. Steps along the projected
 * gradient are halved until psi falls by a ten-thousandth of what the gradient promises, and
 * doubled after each success. The lower level is solved anew at every trial.
 *
 * <p>This is what first-order methods for bilevel programs are compared with: it needs second
 * derivatives, exact answers, and a lower level that is strongly convex in y with bounds alone.
 * Source of the formula: the classical implicit function theorem; with the pseudo-inverse, Kwon et
 * al. (arXiv 2309.01753). Each Hessian-vector product and each lower solve's iteration counts as
 * one evaluation.
 */
public final class ImplicitGradient implements Solver<BilevelProgram, LeaderFollower> {
  private static final int STEPS = 500;

  private static final Capability CAPABILITY =
      Capability.solver(
          "implicit-gradient",
          BilevelProgram.BILEVEL,
          "Differentiates the follower's answer and descends; second derivatives.",
          "implicit function theorem",
          Trait.LOCAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BilevelProgram problem, Budget budget) {
    if (!problem.convexLower()) {
      return new Estimate.Unfit("the lower level is not convex");
    } else if (problem.lower().constraints() > 0 || problem.upper().constraints() > 0) {
      return new Estimate.Unfit("there are constraints other than bounds");
    } else if (problem.gradients().noisy()) {
      return new Estimate.Unfit("gradients come from samples");
    }
    return new Estimate.Fits(0.45, 2, "needs a strongly convex lower level, which nobody checks");
  }

  @Override
  public void solve(BilevelProgram problem, Run<LeaderFollower> run) throws InterruptedException {
    LeaderFollower start = run.incumbent().orElse(problem.start());
    double[] x = start.x();
    double[] y = answer(problem, x, start.y(), run);
    double value = problem.upper().objective(LeaderFollower.joint(x, y));
    double step = 1;
    for (int k = 0; k < STEPS && !run.over() && step > 1e-14; k++) {
      double[] gradient = new double[x.length];
      run.charge(Resource.EVALUATIONS, hypergradient(problem, x, y, gradient));
      double promised;
      double[] next;
      double[] nextY;
      double nextValue;
      do {
        next = x.clone();
        promised = 0;
        for (int i = 0; i < x.length; i++) {
          next[i] =
              Math.clamp(
                  x[i] - step * gradient[i],
                  problem.boundsOfX().lower()[i],
                  problem.boundsOfX().upper()[i]);
          promised += gradient[i] * (x[i] - next[i]);
        }
        nextY = answer(problem, next, y, run);
        nextValue = problem.upper().objective(LeaderFollower.joint(next, nextY));
        step /= 2;
      } while (!(nextValue <= value - 1e-4 * promised) && step > 1e-14 && !run.over());
      if (!(nextValue <= value)) {
        break;
      }
      step *= 4;
      x = next;
      y = nextY;
      value = nextValue;
      run.progress("step %d, value %.6g".formatted(k, value));
      if (promised <= 1e-14 * Math.max(1, Math.abs(value))) {
        break;
      }
    }
    try {
      run.offer(problem.settled(x, y));
    } catch (AssessmentException e) {
      run.progress(String.valueOf(e.getMessage()));
    }
  }

  private static double[] answer(
      BilevelProgram problem, double[] x, double[] from, Run<LeaderFollower> run) {
    Solution solution = problem.response(x, from);
    run.charge(Resource.EVALUATIONS, solution.iterations());
    double[] z = solution.point().x();
    return Arrays.copyOfRange(z, x.length, z.length);
  }

  /**
   * Fills in grad psi at x, where y is the follower's answer there, the leader's favourite if there
   * are several.
   *
   * @return how many products with the Hessian that took
   */
  public static int hypergradient(
      BilevelProgram problem, double[] x, double[] y, double[] gradient) {
    int n = x.length;
    double[] z = LeaderFollower.joint(x, y);
    Nlp lower = problem.lower();
    Sparsity where = lower.hessianSparsity();
    double[] hessian = new double[where.size()];
    lower.hessian(z, 1, new double[lower.constraints()], hessian);
    double[] ofUpper = new double[z.length];
    problem.upper().gradient(z, ofUpper);
    double[] ofLower = new double[z.length];
    lower.gradient(z, ofLower);
    boolean[] free = new boolean[z.length];
    for (int j = n; j < z.length; j++) {
      // A bound is active where its multiplier is larger than the distance from it.
      double fromLower = z[j] - problem.boundsOfY().lower()[j - n];
      double fromUpper = problem.boundsOfY().upper()[j - n] - z[j];
      free[j] = !(ofLower[j] > fromLower) && !(-ofLower[j] > fromUpper);
    }
    double[] q = new double[z.length];
    double[] rest = new double[z.length];
    for (int j = n; j < z.length; j++) {
      rest[j] = free[j] ? ofUpper[j] : 0;
    }
    double[] direction = rest.clone();
    double[] product = new double[z.length];
    double square = dot(rest, rest);
    double enough = 1e-24 * square;
    int products = 1;
    for (int k = 0; k < 2 * y.length && square > enough; k++, products++) {
      multiply(where, hessian, direction, product);
      for (int j = 0; j < z.length; j++) {
        product[j] = free[j] ? product[j] : 0;
      }
      double curvature = dot(direction, product);
      if (!(curvature > 0)) {
        break;
      }
      double a = square / curvature;
      for (int j = n; j < z.length; j++) {
        q[j] += a * direction[j];
        rest[j] -= a * product[j];
      }
      double next = dot(rest, rest);
      for (int j = n; j < z.length; j++) {
        direction[j] = rest[j] + next / square * direction[j];
      }
      square = next;
    }
    multiply(where, hessian, q, product);
    for (int i = 0; i < n; i++) {
      gradient[i] = ofUpper[i] - product[i];
    }
    return products;
  }

  private static void multiply(Sparsity where, double[] h, double[] v, double[] product) {
    Arrays.fill(product, 0);
    for (int k = 0; k < h.length; k++) {
      int i = where.row()[k];
      int j = where.column()[k];
      product[i] += h[k] * v[j];
      if (i != j) {
        product[j] += h[k] * v[i];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
