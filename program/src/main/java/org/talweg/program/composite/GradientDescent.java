package org.talweg.program.composite;

import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Gradient descent on a composite loss, the baseline of {@link TargetSurrogate}:
 *
 * <pre>
 *   theta &lt;- theta - alpha (1/b) sum over i in B_t of J_i(theta)' dl_i( f_i(theta) )
 * </pre>
 *
 * with a constant step; as a solver alpha is found by halving until the first step decreases the
 * loss. A step costs b loss gradients and b model gradients.
 */
public final class GradientDescent implements Solver<CompositeLoss, double[]> {
  private static final Capability CAPABILITY =
      Capability.solver(
          "composite-gradient-descent",
          CompositeLoss.COMPOSITE_LOSS,
          "One step of the parameters for each gradient of the loss.",
          "Cauchy 1847",
          Trait.LOCAL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(CompositeLoss problem, Budget budget) {
    return new Estimate.Fits(0.3, 0, "one step a gradient of the loss");
  }

  @Override
  public void solve(CompositeLoss problem, Run<double[]> run) throws InterruptedException {
    double before = problem.value(problem.start());
    double alpha = 16;
    var probe = new Batches(problem, problem.model().examples(), run.random(), (e, t) -> e < 1);
    double[] gradient = new double[problem.start().length];
    gradient(probe, problem.start(), probe.draw(), gradient);
    run.charge(org.talweg.model.Resource.EVALUATIONS, 1);
    while (alpha > 1e-12) {
      double[] candidate = problem.start().clone();
      for (int j = 0; j < candidate.length; j++) {
        candidate[j] -= alpha * gradient[j];
      }
      run.charge(org.talweg.model.Resource.EVALUATIONS, 1);
      if (problem.value(candidate) < before) {
        break;
      }
      alpha /= 2;
    }
    iterate(Batches.of(problem, problem.model().examples(), run), alpha / 2);
  }

  /** Iterates with step alpha until the observer has seen enough. */
  public static void iterate(Batches batches, double alpha) throws InterruptedException {
    double[] theta = batches.problem().start().clone();
    double[] gradient = new double[theta.length];
    while (batches.goesOn(theta)) {
      gradient(batches, theta, batches.draw(), gradient);
      for (int j = 0; j < theta.length; j++) {
        theta[j] -= alpha * gradient[j];
      }
    }
  }

  private static void gradient(Batches batches, double[] theta, int[] batch, double[] gradient) {
    TargetModel model = batches.problem().model();
    double[] z = new double[model.targets()];
    double[] slope = new double[model.targets()];
    java.util.Arrays.fill(gradient, 0);
    for (int i : batch) {
      model.predict(theta, i, z);
      batches.gradient(i, z, slope);
      for (int j = 0; j < slope.length; j++) {
        slope[j] /= batch.length;
      }
      model.pullBack(theta, i, slope, gradient);
    }
  }
}
