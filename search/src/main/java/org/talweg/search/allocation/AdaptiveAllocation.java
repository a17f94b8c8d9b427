package org.talweg.search.allocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;

/**
 * Collects in batches of equal cost, each from the group whose next samples are expected to raise
 * the utility most per unit of cost:
 *
 * <pre>
 *   begin with n_0 samples of every group
 *   repeat: estimate the changed group's scores at nine sizes from n_g / 8 to 3/4 n_g
 *           and fit a {@link LearningCurve}
 *           g = argmax over groups and k in {1, 2, 4} of
 *               (U(..., s_g(n_g + k delta / c_g), ...) - U(s(n))) / k
 *           n_g += delta / c_g
 * </pre>
 *
 * <p>Three things keep it from starving a group whose curve has not taken off yet: it looks four
 * batches ahead; a fit that is flat is taken to have a tenth of the way to 1 before it; and every
 * tenth batch goes to the group that was collected from longest ago. The minimum is softened, so
 * that it does not chatter between groups that are nearly worst. What is left after the last whole
 * batch goes the same way.
 *
 * <p>Source: arXiv 2202.01327, whose theorem is: with concave curves and a separable concave
 * utility this rule, with the true slopes, reaches the optimum up to a batch; so it needs no more
 * of the curves than can be estimated from what has been collected. Estimator and look-ahead are
 * ours. Each batch takes at most nine estimates.
 */
public final class AdaptiveAllocation implements Solver<AllocationProblem, Allocation> {
  private static final int EXPLORE = 10;
  private static final int SIZES = 9;
  private static final int BATCHES = 60;
  private static final double TEMPERATURE = 0.01;

  private static final Capability CAPABILITY =
      Capability.solver(
          "adaptive-allocation",
          AllocationProblem.ALLOCATION,
          "Collects each batch from the group whose fitted learning curve promises most.",
          "equitable-sampling",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(AllocationProblem problem, Budget budget) {
    return new Estimate.Fits(0.6, BATCHES * 1e-3, "follows the groups' learning curves");
  }

  @Override
  public void solve(AllocationProblem problem, Run<Allocation> run) throws InterruptedException {
    int groups = problem.groups().size();
    int[] n = new int[groups];
    Arrays.fill(n, problem.first());
    LearningCurve[] curves = new LearningCurve[groups];
    for (int g = 0; g < groups; g++) {
      curves[g] = curve(problem, g, n[g]);
    }
    double batch = problem.budget() / BATCHES;
    int[] collected = new int[groups];
    for (int step = 1; !run.over(); step++) {
      double left = problem.budget() - problem.cost(Allocation.of(n));
      int next =
          step % EXPLORE == 0
              ? longestAgo(problem, collected, n, Math.min(batch, left))
              : best(problem, curves, n, Math.min(batch, left));
      if (next < 0) {
        break;
      }
      n[next] += number(Math.min(batch, left), problem.groups().get(next).cost());
      collected[next] = step;
      curves[next] = curve(problem, next, n[next]);
      run.progress(Allocation.of(n).samples() + " of a budget of " + problem.budget());
    }
    try {
      run.offer(Allocation.of(n));
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Samples in a batch of that cost: as many as it pays for, one at least. */
  static int number(double batch, double cost) {
    return (int) Math.max(1, Math.floor(batch / cost + 1e-9));
  }

  /** The group with the largest gain among those with an affordable batch; -1 if there is none. */
  private static int best(
      AllocationProblem problem, LearningCurve[] curves, int[] n, double batch) {
    return best(problem, n, batch, (g, samples) -> curves[g].at(samples));
  }

  /** What a group would score with so many samples. */
  @FunctionalInterface
  public interface Scores {
    double of(int group, int samples);
  }

  /**
   * The allocation by the same rule with curves that are known: what adapting can reach at best.
   */
  public static Allocation withKnownCurves(AllocationProblem problem, Scores curves) {
    int[] n = new int[problem.groups().size()];
    Arrays.fill(n, problem.first());
    double batch = problem.budget() / BATCHES;
    while (true) {
      double left = problem.budget() - problem.cost(Allocation.of(n));
      int next = best(problem, n, Math.min(batch, left), curves);
      if (next < 0) {
        return Allocation.of(n);
      }
      n[next] += number(Math.min(batch, left), problem.groups().get(next).cost());
    }
  }

  /** The group with an affordable batch whose last one lies farthest back; -1 if there is none. */
  private static int longestAgo(AllocationProblem problem, int[] collected, int[] n, double batch) {
    int oldest = -1;
    for (int g = 0; g < n.length; g++) {
      if (affordable(problem, n, g, batch) && (oldest < 0 || collected[g] < collected[oldest])) {
        oldest = g;
      }
    }
    return oldest;
  }

  private static boolean affordable(AllocationProblem problem, int[] n, int g, double batch) {
    double cost = problem.groups().get(g).cost();
    return problem.affordable(problem.cost(Allocation.of(n)) + number(batch, cost) * cost);
  }

  private static int best(AllocationProblem problem, int[] n, double batch, Scores curves) {
    double[] scores = new double[n.length];
    Arrays.setAll(scores, g -> curves.of(g, n[g]));
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int g = 0; g < n.length; g++) {
      if (affordable(problem, n, g, batch)) {
        int samples = number(batch, problem.groups().get(g).cost());
        double gain = gain(problem, curves, scores, n, g, samples);
        if (gain > most) {
          most = gain;
          best = g;
        }
      }
    }
    return best;
  }

  /** The best gain per unit of cost over one, two and four batches of group g. */
  private static double gain(
      AllocationProblem problem, Scores curves, double[] scores, int[] n, int g, int samples) {
    double before = problem.utility().softened(scores, problem.weights(), TEMPERATURE);
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 1; k <= 4; k *= 2) {
      double[] after = scores.clone();
      after[g] = curves.of(g, n[g] + k * samples);
      double gain = problem.utility().softened(after, problem.weights(), TEMPERATURE) - before;
      best = Math.max(best, gain / (k * samples * problem.groups().get(g).cost()));
    }
    return best;
  }

  private static LearningCurve curve(AllocationProblem problem, int g, int n)
      throws InterruptedException {
    List<Integer> sizes = new ArrayList<>();
    double largest = Math.max(1, Math.floor(0.75 * n));
    double smallest = Math.max(1, Math.floor(n / 8.0));
    for (int k = 0; k < SIZES; k++) {
      int size = (int) Math.rint(smallest * Math.pow(largest / smallest, k / (SIZES - 1.0)));
      if (!sizes.contains(size)) {
        sizes.add(size);
      }
    }
    double[] scores = new double[sizes.size()];
    for (int k = 0; k < scores.length; k++) {
      double score = problem.learner().estimate(g, sizes.get(k), n);
      if (!Double.isFinite(score)) {
        throw new IllegalStateException(
            "group %s scores %s with %d samples: a score is a number"
                .formatted(problem.groups().get(g).name(), score, sizes.get(k)));
      }
      scores[k] = score;
    }
    LearningCurve fitted = LearningCurve.fit(sizes.stream().mapToInt(v -> v).toArray(), scores);
    return fitted.b() > 0 ? fitted : LearningCurve.rising(n, fitted.a());
  }
}
