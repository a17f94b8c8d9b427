package org.talweg.program.composite;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Target-based surrogate optimization: one gradient of the costly loss at the targets buys m steps
 * of the parameters, on a surrogate that needs the model only,
 *
 * <pre>
 *   g_t(theta) = mean over i in B_t of  &lt; dl_i(z_i), f_i(theta) - z_i &gt; + ||f_i(theta) - z_i||^2 / (2 eta),
 *   z_i = f_i(theta_t),   eta = 1 / L
 * </pre>
 *
 * <p>With all examples g_t + h(theta_t) lies above the loss h everywhere and touches it at theta_t,
 * whatever f is, so that each decrease of g_t is one of h. The inner method is gradient descent
 * with Armijo's rule: a step begins 1.8 times as long as the last one, the first one of a surrogate
 * at 10, and shrinks by 0.9 until half of the promised decrease is had. m = 1 is close to gradient
 * descent.
 *
 * <p>Source: Lavington et al., Target-based Surrogates for Stochastic Optimization (ICML 2023,
 * arXiv 2302.02607), equation of the surrogate and Algorithm 1. Converges to a stationary point as
 * 1/T with all examples; with batches and constant eta to a neighbourhood. A step costs b loss
 * gradients and some m model gradients of b examples.
 */
public final class TargetSurrogate implements Solver<CompositeLoss, double[]> {
  private static final double FIRST_STEP = 10;
  private static final double LONGER = 1.8;
  private static final double SHORTER = 0.9;
  private static final double ARMIJO = 0.5;
  private static final double FLAT = 1e-6;
  private static final int INNER = 20;

  private static final Capability CAPABILITY =
      Capability.solver(
          "target-surrogate",
          CompositeLoss.COMPOSITE_LOSS,
          "Many steps of the parameters on a surrogate for each costly gradient at the targets.",
          "target-surrogates",
          Trait.LOCAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(CompositeLoss problem, Budget budget) {
    return new Estimate.Fits(0.6, 0, "twenty steps for the price of one gradient of the loss");
  }

  @Override
  public void solve(CompositeLoss problem, Run<double[]> run) throws InterruptedException {
    iterate(Batches.of(problem, problem.model().examples(), run), INNER, 1 / problem.smoothness());
  }

  /**
   * Iterates until the observer has seen enough.
   *
   * @param m steps on each surrogate
   * @param eta step in the targets
   */
  public static void iterate(Batches batches, int m, double eta) throws InterruptedException {
    TargetModel model = batches.problem().model();
    double[] theta = batches.problem().start().clone();
    double[][] z = new double[batches.size()][model.targets()];
    double[][] slope = new double[batches.size()][model.targets()];
    var surrogate = new Surrogate(model, z, slope, eta);
    double[] gradient = new double[theta.length];
    double[] candidate = new double[theta.length];
    while (batches.goesOn(theta)) {
      int[] batch = batches.draw();
      for (int k = 0; k < batch.length; k++) {
        model.predict(theta, batch[k], z[k]);
        batches.gradient(batch[k], z[k], slope[k]);
      }
      double step = FIRST_STEP;
      double value = 0;
      for (int inner = 0; inner < m; inner++) {
        surrogate.gradient(theta, batch, gradient);
        double squares = 0;
        for (double entry : gradient) {
          squares += entry * entry;
        }
        if (!(squares > FLAT * FLAT)) {
          break;
        }
        double reached;
        while (true) {
          for (int j = 0; j < theta.length; j++) {
            candidate[j] = theta[j] - step * gradient[j];
          }
          reached = surrogate.value(candidate, batch);
          if (reached <= value - ARMIJO * step * squares || step < 1e-12) {
            break;
          }
          step *= SHORTER;
        }
        if (!(reached < value)) {
          break;
        }
        System.arraycopy(candidate, 0, theta, 0, theta.length);
        value = reached;
        step *= LONGER;
      }
    }
  }

  /** g_t, for the targets z and loss gradients of one batch. */
  @SuppressWarnings("ArrayRecordComponent") // filled anew for each batch
  record Surrogate(TargetModel model, double[][] z, double[][] slope, double eta) {
    double value(double[] theta, int[] batch) {
      double[] f = new double[model.targets()];
      double sum = 0;
      for (int k = 0; k < batch.length; k++) {
        model.predict(theta, batch[k], f);
        for (int j = 0; j < f.length; j++) {
          double moved = f[j] - z[k][j];
          sum += slope[k][j] * moved + moved * moved / (2 * eta);
        }
      }
      return sum / batch.length;
    }

    void gradient(double[] theta, int[] batch, double[] gradient) {
      java.util.Arrays.fill(gradient, 0);
      double[] f = new double[model.targets()];
      for (int k = 0; k < batch.length; k++) {
        model.predict(theta, batch[k], f);
        for (int j = 0; j < f.length; j++) {
          f[j] = (slope[k][j] + (f[j] - z[k][j]) / eta) / batch.length;
        }
        model.pullBack(theta, batch[k], f, gradient);
      }
    }
  }
}
