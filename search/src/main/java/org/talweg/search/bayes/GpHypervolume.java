package org.talweg.search.bayes;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.search.Reach;
import org.talweg.search.acquisition.HypervolumeImprovement;
import org.talweg.search.acquisition.Maximizer;
import org.talweg.search.gp.Surrogate;

/**
 * Bayesian optimization of two or three objectives: evaluates where the hypervolume between the
 * front and a reference point is expected to grow most.
 *
 * <p>Source: Yang et al., "Efficient computation of expected hypervolume improvement using box
 * decomposition algorithms" (2019); {@link HypervolumeImprovement} has the formula. Each objective
 * has a process of its own, standardised and not bent, so that volumes keep their meaning. The
 * reference lies half of the feasible front's range beyond its worst values, so that its ends are
 * worth extending, and while the front is a single point at the worst values seen. With noise the
 * front is made of posterior means. Constraints and failures as in {@link Gp}. Cost per suggestion:
 * that of {@link Gp} times the objectives, and boxes, n of two objectives and n²/2 of three.
 */
public final class GpHypervolume implements BlackBoxSolver {
  private static final double BEYOND = 0.5;

  private static final Capability CAPABILITY =
      Capability.solver(
          "gp-hypervolume",
          Form.BLACK_BOX,
          "Bayesian optimization of a front: the hypervolume that a point is expected to add.",
          "Yang et al. 2019",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.MULTI_OBJECTIVE,
          Trait.MIXED,
          Trait.NOISE,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    int objectives = problem.objectives().size();
    if (objectives == 1 || objectives > 3) {
      return new Estimate.Unfit("takes two or three objectives");
    }
    // What the processes do not hold teaches nothing more about a front, which is nowhere near one
    // best point (docs/decisions.md).
    double held = Math.min(budget.evaluations(), Surrogate.Settings.noiseFree().exact());
    double reach = Reach.ofLearning(problem, held, 0.2, 0.03, 1);
    return new Estimate.Fits(
        reach, objectives * 2 * Expected.seconds(budget), "models each objective");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new BayesianSearch(problem, setting, GpHypervolume::next);
  }

  static Optional<Choice.Next> next(Beliefs beliefs, RandomGenerator random) {
    return Acquire.best(
        beliefs,
        random,
        new Maximizer(128, 64, 4, 25),
        processes -> {
          List<double[]> values =
              beliefs.candidates().stream().map(i -> beliefs.values(processes, i)).toList();
          List<double[]> front =
              values.stream()
                  .filter(v -> values.stream().noneMatch(other -> dominates(other, v)))
                  .toList();
          return new HypervolumeImprovement(processes, front, reference(front, values));
        });
  }

  private static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int j = 0; j < a.length; j++) {
      if (a[j] > b[j]) {
        return false;
      }
      better |= a[j] < b[j];
    }
    return better;
  }

  private static double[] reference(List<double[]> front, List<double[]> values) {
    double[] reference = new double[front.getFirst().length];
    for (int j = 0; j < reference.length; j++) {
      int objective = j;
      var own = front.stream().mapToDouble(v -> v[objective]).summaryStatistics();
      double range = own.getMax() - own.getMin();
      double worst = values.stream().mapToDouble(v -> v[objective]).max().orElse(own.getMax());
      reference[j] =
          range > 0 ? own.getMax() + BEYOND * range : Math.max(worst, own.getMax() + 0.1);
    }
    return reference;
  }
}
