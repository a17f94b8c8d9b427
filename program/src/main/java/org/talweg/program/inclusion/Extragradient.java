package org.talweg.program.inclusion;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Extragradient: a step to look ahead, then the step from where one stood by the value found there,
 *
 * <pre>
 *   v       = J_{eta G}( u_k - eta F(u_k) )
 *   u_{k+1} = J_{eta G}( u_k - eta F(v) ),          eta = 1 / L
 * </pre>
 *
 * <p>Source: Korpelevich, The extragradient method for finding saddle points and other problems
 * (1976). For F monotone and L-Lipschitz, and eta below 1/L, the iterates converge; the best
 * residual falls as 1/sqrt(k). An iteration costs two operator values.
 */
public final class Extragradient implements Solver<MonotoneInclusion, double[]> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "extragradient",
          MonotoneInclusion.MONOTONE_INCLUSION,
          "A step to look ahead, then a step by the operator's value there.",
          "Korpelevich 1976",
          Trait.GLOBAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(MonotoneInclusion inclusion, Budget budget) {
    return new Estimate.Fits(0.5, 0, "steady where operator values are cheap");
  }

  @Override
  public void solve(MonotoneInclusion inclusion, Run<double[]> run) throws InterruptedException {
    iterate(inclusion, 0.99 / inclusion.lipschitz(), Oracle.of(inclusion, run), false);
  }

  /**
   * Iterates with step eta until the oracle's observer has seen enough.
   *
   * @param anchored whether both steps begin at lambda_k u_0 + (1 - lambda_k) u_k, lambda_k = 1 /
   *     (k + 2): the extra-anchored gradient method, whose last residual falls as 1/k (Yoon and
   *     Ryu, ICML 2021)
   */
  public static void iterate(
      MonotoneInclusion inclusion, double eta, Oracle oracle, boolean anchored)
      throws InterruptedException {
    int d = inclusion.operator().dimension();
    double[] u = inclusion.start().clone();
    double[] from = new double[d];
    double[] v = new double[d];
    double[] f = new double[d];
    for (int k = 0; oracle.goesOn(u); k++) {
      double lambda = anchored ? 1.0 / (k + 2) : 0;
      for (int j = 0; j < d; j++) {
        from[j] = lambda * inclusion.start()[j] + (1 - lambda) * u[j];
      }
      oracle.evaluate(u, f);
      step(inclusion, from, eta, f, v);
      oracle.evaluate(v, f);
      step(inclusion, from, eta, f, u);
    }
  }

  /** to = J_{eta G}(from - eta f). */
  private static void step(
      MonotoneInclusion inclusion, double[] from, double eta, double[] f, double[] to) {
    for (int j = 0; j < from.length; j++) {
      to[j] = from[j] - eta * f[j];
    }
    inclusion.resolvent().apply(eta, to);
  }
}
