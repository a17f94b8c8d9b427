package org.talweg.program.inclusion;

import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Loopless variance-reduced extragradient: the operator is known at a snapshot w, and elsewhere by
 * one component's difference from there,
 *
 * <pre>
 *   a       = alpha u_k + (1 - alpha) w
 *   v       = J_{gamma G}( a - gamma F(w) )
 *   u_{k+1} = J_{gamma G}( a - gamma (F(w) + F_i(v) - F_i(w)) )
 *   w &lt;- u_{k+1} with probability p;   p = 1/n,  alpha = 1 - p,  gamma = 0.99 sqrt(p) / L
 * </pre>
 *
 * <p>Source: Alacaoglu and Malitsky, Stochastic variance reduction for variational inequality
 * methods (COLT 2022, arXiv 2102.08352), Algorithm 1. For F monotone and Lipschitz on average the
 * iterates converge, and averages reach a gap of eps after O(n + sqrt(n) L / eps) component
 * evaluations. A step costs 2 components, and n where the snapshot moves.
 */
public final class VarianceReducedExtragradient implements Solver<MonotoneInclusion, double[]> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "variance-reduced-extragradient",
          MonotoneInclusion.MONOTONE_INCLUSION,
          "Extragradient steps on one component's difference from a snapshot.",
          "Alacaoglu and Malitsky 2022",
          Trait.GLOBAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(MonotoneInclusion inclusion, Budget budget) {
    boolean many = inclusion.operator().components() >= 16;
    return new Estimate.Fits(
        many ? 0.6 : 0.4,
        0,
        many ? "a step costs two of the many components" : "few components: nothing to save");
  }

  @Override
  public void solve(MonotoneInclusion inclusion, Run<double[]> run) throws InterruptedException {
    iterate(inclusion, 0.99, Oracle.of(inclusion, run), run.random());
  }

  /**
   * Iterates until the oracle's observer has seen enough.
   *
   * @param factor gamma L / sqrt(p), below 1 in theory
   */
  public static void iterate(
      MonotoneInclusion inclusion, double factor, Oracle oracle, RandomGenerator random)
      throws InterruptedException {
    int n = inclusion.operator().components();
    int d = inclusion.operator().dimension();
    double p = 1.0 / n;
    double gamma = factor * Math.sqrt(p) / inclusion.lipschitz();
    double[] u = inclusion.start().clone();
    double[] w = u.clone();
    double[] v = new double[d];
    double[] atW = new double[d];
    double[] here = new double[d];
    double[] there = new double[d];
    oracle.evaluate(w, atW);
    while (oracle.goesOn(u)) {
      for (int j = 0; j < d; j++) {
        u[j] = (1 - p) * u[j] + p * w[j] - gamma * atW[j];
      }
      System.arraycopy(u, 0, v, 0, d);
      inclusion.resolvent().apply(gamma, v);
      int i = random.nextInt(n);
      oracle.component(i, v, here);
      oracle.component(i, w, there);
      for (int j = 0; j < d; j++) {
        u[j] -= gamma * (here[j] - there[j]);
      }
      inclusion.resolvent().apply(gamma, u);
      if (random.nextDouble() < p) {
        System.arraycopy(u, 0, w, 0, d);
        oracle.evaluate(w, atW);
      }
    }
  }
}
