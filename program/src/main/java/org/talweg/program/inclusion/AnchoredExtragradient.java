package org.talweg.program.inclusion;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * The extra-anchored gradient method: {@link Extragradient} whose steps begin a little towards the
 * start, ever less,
 *
 * <pre>
 *   a_k     = lambda_k u_0 + (1 - lambda_k) u_k,     lambda_k = 1 / (k + 2)
 *   v       = J_{eta G}( a_k - eta F(u_k) )
 *   u_{k+1} = J_{eta G}( a_k - eta F(v) ),           eta = 1 / (8 L)
 * </pre>
 *
 * <p>Source: Yoon and Ryu, Accelerated algorithms for smooth convex-concave minimax problems with
 * O(1/k^2) rate on squared gradient norm (ICML 2021). For F monotone and L-Lipschitz, without G,
 * the last residual falls as 1/k, which is optimal. An iteration costs two operator values.
 */
public final class AnchoredExtragradient implements Solver<MonotoneInclusion, double[]> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "anchored-extragradient",
          MonotoneInclusion.MONOTONE_INCLUSION,
          "Extragradient steps that begin a little towards the start, ever less.",
          "Yoon and Ryu 2021",
          Trait.GLOBAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(MonotoneInclusion inclusion, Budget budget) {
    return new Estimate.Fits(0.45, 0, "its last residual falls as fast as any can");
  }

  @Override
  public void solve(MonotoneInclusion inclusion, Run<double[]> run) throws InterruptedException {
    double eta = 1 / (8 * inclusion.lipschitz());
    Extragradient.iterate(inclusion, eta, Oracle.of(inclusion, run), true);
  }
}
