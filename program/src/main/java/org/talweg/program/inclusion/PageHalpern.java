package org.talweg.program.inclusion;

import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Variance-reduced Halpern iteration: every step is drawn a little towards the start, ever less,
 * and the operator is estimated from few components:
 *
 * <pre>
 *   u_{k+1} = J_{eta G}( lambda_k u_0 + (1 - lambda_k) u_k - eta F~_k ),   lambda_k = 2 / (k + 4)
 *   F~_k = F(u_k)                                            with probability p_k
 *        = F~_{k-1} + (1/b) sum over i in B_k of (F_i(u_k) - F_i(u_{k-1}))   otherwise
 *   b = ceil(sqrt(n)),   p_k = 4 / (k + 4) while k - 1 &lt;= sqrt(n), then 4 / (sqrt(n) + 5);  p_0 = p_1 = 1
 * </pre>
 *
 * with B_k drawn without replacement. The estimate is PAGE's; its error stays summable because
 * lambda_k falls. A start that is estimated badly would be an anchor for ever, hence the many full
 * evaluations at first.
 *
 * <p>Source: Cai, Alacaoglu and Diakonikolas, Variance Reduced Halpern Iteration for Finite-Sum
 * Monotone Inclusions (ICLR 2024, arXiv 2310.02987), Algorithm 1. For F cocoercive on average and
 * eta = 1/(4L) the last iterate has a residual of eps after O(n + sqrt(n) L / eps) component
 * evaluations. Without cocoercivity nothing is promised, but it often works. A step costs 2b
 * components, or n.
 */
public final class PageHalpern implements Solver<MonotoneInclusion, double[]> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "halpern-page",
          MonotoneInclusion.MONOTONE_INCLUSION,
          "Halpern iteration anchored at the start, on operator values estimated from few"
              + " components.",
          "halpern-vr",
          Trait.GLOBAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(MonotoneInclusion inclusion, Budget budget) {
    return new Estimate.Fits(
        inclusion.cocoercive() && inclusion.operator().components() >= 16 ? 0.55 : 0.35,
        0,
        "promises most in the worst case where the operator is cocoercive");
  }

  @Override
  public void solve(MonotoneInclusion inclusion, Run<double[]> run) throws InterruptedException {
    iterate(inclusion, 1 / (4 * inclusion.lipschitz()), Oracle.of(inclusion, run), run.random());
  }

  /** Iterates with step eta until the oracle's observer has seen enough. */
  public static void iterate(
      MonotoneInclusion inclusion, double eta, Oracle oracle, RandomGenerator random)
      throws InterruptedException {
    int n = inclusion.operator().components();
    iterate(inclusion, eta, oracle, random, (int) Math.ceil(Math.sqrt(n)));
  }

  /** The iteration with exact operator values: Halpern's own, a step for n components. */
  public static void iterateExactly(MonotoneInclusion inclusion, double eta, Oracle oracle)
      throws InterruptedException {
    iterate(inclusion, eta, oracle, () -> 0L, inclusion.operator().components());
  }

  private static void iterate(
      MonotoneInclusion inclusion, double eta, Oracle oracle, RandomGenerator random, int b)
      throws InterruptedException {
    int n = inclusion.operator().components();
    int d = inclusion.operator().dimension();
    double[] anchor = inclusion.start();
    double[] u = anchor.clone();
    double[] previous = u.clone();
    double[] estimate = new double[d];
    double[] here = new double[d];
    double[] there = new double[d];
    int[] order = new int[n];
    java.util.Arrays.setAll(order, i -> i);
    for (int k = 0; oracle.goesOn(u); k++) {
      if (b >= n || k <= 1 || random.nextDouble() < probability(k, n)) {
        oracle.evaluate(u, estimate);
      } else {
        for (int pick = 0; pick < b; pick++) {
          int at = random.nextInt(pick, n);
          int i = order[at];
          order[at] = order[pick];
          order[pick] = i;
          oracle.component(i, u, here);
          oracle.component(i, previous, there);
          for (int j = 0; j < d; j++) {
            estimate[j] += (here[j] - there[j]) / b;
          }
        }
      }
      double lambda = 2.0 / (k + 4);
      System.arraycopy(u, 0, previous, 0, d);
      for (int j = 0; j < d; j++) {
        u[j] = lambda * anchor[j] + (1 - lambda) * u[j] - eta * estimate[j];
      }
      inclusion.resolvent().apply(eta, u);
    }
  }

  private static double probability(int k, int n) {
    return k - 1 <= Math.sqrt(n) ? 4.0 / (k + 4) : 4 / (Math.sqrt(n) + 5);
  }
}
