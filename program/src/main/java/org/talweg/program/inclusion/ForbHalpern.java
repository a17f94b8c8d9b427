package org.talweg.program.inclusion;

import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Halpern iteration on an inexact resolvent, for operators that are monotone and Lipschitz only:
 *
 * <pre>
 *   u_{k+1} = lambda_k u_0 + (1 - lambda_k) J~(u_k),   lambda_k = 1 / (k + 2),   c = sqrt(n) / L
 *   J~(u_k) ~ (I + c (F + G))^-1 (u_k): the zero of the strongly monotone F^(v) + c G(v),
 *             F^(v) = c F(v) + v - u_k, by M_k = floor(0.05 n log(k + 2)) steps from v = w = w' = u_k of
 *
 *   v  &lt;- J_{gamma c G}( alpha v + (1 - alpha) w - gamma (F^(w) + c (F_i(v) - F_i(w')) + v - w') )
 *   w' &lt;- w;  with probability p: w &lt;- v,     p = 1/n,  alpha = 1 - p
 * </pre>
 *
 * with gamma = sqrt(p (1 - p)) / (2 (sqrt(n) + 1)), the inner method being variance-reduced
 * forward-reflected-backward splitting.
 *
 * <p>Source: Cai, Alacaoglu and Diakonikolas, Variance Reduced Halpern Iteration for Finite-Sum
 * Monotone Inclusions (ICLR 2024, arXiv 2310.02987), Algorithm 2; the number of inner steps as in
 * their experiments. The last iterate has a residual of eps after O(n + sqrt(n) L / eps) component
 * evaluations, up to logarithms. An inner step costs 2 components, and n where w moves.
 */
public final class ForbHalpern implements Solver<MonotoneInclusion, double[]> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "halpern-forb",
          MonotoneInclusion.MONOTONE_INCLUSION,
          "Halpern iteration on a resolvent that is solved for inexactly, component by component.",
          "halpern-vr",
          Trait.GLOBAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(MonotoneInclusion inclusion, Budget budget) {
    return new Estimate.Fits(
        inclusion.operator().components() >= 16 ? 0.5 : 0.4,
        0,
        "needs neither cocoercivity nor a full operator value at each step");
  }

  @Override
  public void solve(MonotoneInclusion inclusion, Run<double[]> run) throws InterruptedException {
    iterate(inclusion, 1, Oracle.of(inclusion, run), run.random());
  }

  /**
   * Iterates until the oracle's observer has seen enough.
   *
   * @param factor on gamma
   */
  public static void iterate(
      MonotoneInclusion inclusion, double factor, Oracle oracle, RandomGenerator random)
      throws InterruptedException {
    int n = inclusion.operator().components();
    int d = inclusion.operator().dimension();
    double c = Math.sqrt(n) / inclusion.lipschitz();
    double p = 1.0 / Math.max(2, n);
    double gamma = factor * Math.sqrt(p * (1 - p)) / (2 * (Math.sqrt(n) + 1));
    double[] anchor = inclusion.start();
    double[] u = anchor.clone();
    double[] v = new double[d];
    double[] w = new double[d];
    double[] before = new double[d];
    double[] atW = new double[d];
    double[] here = new double[d];
    double[] there = new double[d];
    boolean on = oracle.goesOn(u);
    for (int k = 0; on; k++) {
      System.arraycopy(u, 0, v, 0, d);
      System.arraycopy(u, 0, w, 0, d);
      System.arraycopy(u, 0, before, 0, d);
      oracle.evaluate(w, atW);
      int steps = (int) Math.max(1, Math.floor(0.05 * n * Math.log(k + 2.0)));
      for (int step = 0; step < steps; step++) {
        int i = random.nextInt(n);
        oracle.component(i, v, here);
        oracle.component(i, before, there);
        for (int j = 0; j < d; j++) {
          double inner = c * atW[j] + w[j] - u[j] + c * (here[j] - there[j]) + v[j] - before[j];
          v[j] = (1 - p) * v[j] + p * w[j] - gamma * inner;
        }
        inclusion.resolvent().apply(gamma * c, v);
        System.arraycopy(w, 0, before, 0, d);
        if (random.nextDouble() < p) {
          System.arraycopy(v, 0, w, 0, d);
          oracle.evaluate(w, atW);
        }
      }
      double lambda = 1.0 / (k + 2);
      for (int j = 0; j < d; j++) {
        u[j] = lambda * anchor[j] + (1 - lambda) * v[j];
      }
      on = oracle.goesOn(u);
    }
  }
}
