package org.talweg.search.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Reach;
import org.talweg.search.gp.Encoding;
import org.talweg.search.sobol.InitialDesign;

/**
 * Tree-structured Parzen estimator: makes one density of the good trials and one of the others, and
 * evaluates the candidate, of several drawn from the first, at which their ratio is greatest.
 *
 * <pre>
 *   l(x) ∝ Σ_{i≤k} (k + 1 - i) κ(x | x_(i)) + w_0 prior,   g(x) ∝ Σ_{i>k} κ(x | x_(i)) + prior
 *   x = argmax over candidates from l of ln l(x) - ln g(x),   k = min(⌈0.15 n⌉, 25)
 * </pre>
 *
 * with x_(i) the i-th best trial and w_0 the mean weight. Kernels are products over all parameters
 * (multivariate), normal with the bandwidth 0.7 (n+1)^(-1/(d+4)) times the deviation of their
 * points' values: see {@link Mixture}, which also says how conditions are a tree.
 *
 * <p>Constraints and failures enter by rank: infeasible trials come after feasible ones, and failed
 * ones are never good. Pending points count as bad, which keeps proposals apart. Beyond 400 bad
 * trials, every so many-th of them by rank stands for all, so that the time per proposal stays
 * bounded.
 *
 * <p>Source: Bergstra, Bardenet, Bengio and Kégl, "Algorithms for hyper-parameter optimization",
 * NIPS 2011; Watanabe, "Tree-structured Parzen estimator: understanding its algorithm components",
 * arXiv 2304.11127, for multivariate kernels and weights (theirs by improvement, here by rank).
 * Needs one objective and nothing else. Ranks only: an increasing function of the objective changes
 * no proposal. No guarantee. Cost per trial: O(n d) multiply-adds per candidate.
 */
public final class Tpe implements BlackBoxSolver {
  private static final double GOOD = 0.15;
  private static final int MOST_GOOD = 25;
  private static final int MOST_BAD = 400;
  private static final int CANDIDATES = 24;

  /** Weight of the prior, in trials. */
  private static final double PRIOR = 1;

  /** Bandwidth per standard deviation, before it shrinks with the number of trials. */
  private static final double BANDWIDTH = 0.7;

  /** The least bandwidth in a number's unit interval. */
  private static final double LEAST_BANDWIDTH = 2e-3;

  private static final int DESIGN = 10;

  /** Random points tried where a proposal would repeat another. */
  private static final int TRIES = 20;

  private static final Capability CAPABILITY =
      Capability.solver(
          "tpe",
          Form.BLACK_BOX,
          "Looks where good trials lie more densely than others (tree-structured Parzen estimator).",
          "Bergstra et al. 2011; Watanabe 2023",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.MIXED,
          Trait.NOISE,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    double n = Math.min(budget.evaluations(), 1e9);
    double d = problem.features().get(Features.DIMENSION);
    double reach = Reach.ofLearning(problem, n, 0.45, 0.025, 1);
    double seconds = n * (5e-5 + Math.min(n, MOST_BAD) * (1e-6 + 1.5e-7 * d));
    return new Estimate.Fits(reach, seconds, "densities of good and bad trials");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting);
  }

  /** A finished trial with its encoding. */
  private record Told(Trial trial, double[] row) {}

  private record Asked(Proposal proposal, double[] row) {}

  private static final class Search implements Strategy {
    private final Space space;
    private final boolean noisy;
    private final RandomGenerator random;
    private final Encoding encoding;
    private final InitialDesign design;
    private final Comparator<Told> bestFirst;

    /** Best first; of equals, the older first. */
    private final List<Told> told = new ArrayList<>();

    private final List<Asked> pending = new ArrayList<>();
    private final Set<Point> seen = new HashSet<>();
    private int toDesign;

    Search(BlackBox problem, Setting setting) {
      space = problem.space();
      noisy = problem.noise().present();
      random = setting.random();
      encoding = Encoding.of(space);
      design = new InitialDesign(problem, setting);
      bestFirst = Comparator.comparing(Told::trial, Trial.bestFirst(problem.objectives()));
      toDesign = (int) Math.clamp(setting.budget().evaluations() / 6, 2, DESIGN);
      setting.history().forEach(this::learn);
    }

    @Override
    public Optional<Proposal> ask() {
      int eligible = 0;
      while (eligible < told.size() && informative(told.get(eligible).trial)) {
        eligible++;
      }
      boolean designing = told.size() + pending.size() < toDesign || eligible == 0;
      Point point = designing ? design.next() : best(eligible);
      boolean possible = true;
      for (int i = 0; i < TRIES && possible && !fresh(point); i++) {
        point = space.sample(random);
        possible = space.violation(point) == 0;
      }
      seen.add(point);
      var proposal = Proposal.of(point);
      pending.add(new Asked(proposal, encoding.row(point)));
      return Optional.of(proposal);
    }

    private static boolean informative(Trial trial) {
      return trial.result() instanceof Result.Done || trial.result() instanceof Result.Stopped;
    }

    private boolean fresh(Point point) {
      return (noisy || !seen.contains(point)) && space.violation(point) == 0;
    }

    /** Of candidates from the good density, the one of the greatest ratio. */
    private Point best(int eligible) {
      int n = told.size();
      int good = Math.clamp((long) Math.ceil(GOOD * n), 1, Math.min(eligible, MOST_GOOD));
      double[] weights = new double[good + 1];
      for (int i = 0; i < good; i++) {
        weights[i] = good - i;
      }
      weights[good] = PRIOR * (good + 1) / 2.0;
      Mixture below = mixture(rows(told.subList(0, good)), weights);
      double[][] bad = bad(good);
      weights = new double[bad.length + 1];
      Arrays.fill(weights, 1);
      weights[bad.length] = PRIOR;
      Mixture above = mixture(bad, weights);
      @Nullable Point best = null;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < CANDIDATES; i++) {
        Point point = space.fromUnit(below.draw(random));
        if (fresh(point)) {
          double[] row = encoding.row(point);
          double ratio = below.logDensity(row) - above.logDensity(row);
          if (best == null || ratio > greatest) {
            greatest = ratio;
            best = point;
          }
        }
      }
      return best == null ? space.sample(random) : best;
    }

    private static double[][] rows(List<Told> trials) {
      return trials.stream().map(Told::row).toArray(double[][]::new);
    }

    /** The rows of the bad trials, or of some evenly by rank, and of everything pending. */
    private double[][] bad(int good) {
      int all = told.size() - good;
      int some = Math.min(all, MOST_BAD);
      double[][] rows = new double[some + pending.size()][];
      for (int i = 0; i < some; i++) {
        rows[i] = told.get(good + (int) ((long) i * all / some)).row;
      }
      for (int i = 0; i < pending.size(); i++) {
        rows[some + i] = pending.get(i).row;
      }
      return rows;
    }

    private Mixture mixture(double[][] rows, double[] weights) {
      double n = rows.length + 1;
      double shrunk = BANDWIDTH * Math.pow(n, -1 / (space.parameters().size() + 4.0));
      return new Mixture(
          space, rows, weights, new Mixture.Widths(LEAST_BANDWIDTH, shrunk, PRIOR / n));
    }

    @Override
    public void tell(Trial trial) {
      pending.removeIf(asked -> asked.proposal == trial.proposal());
      insert(trial);
    }

    @Override
    public void learn(Trial trial) {
      if (trial.proposal().full()) {
        seen.add(trial.point());
        insert(trial);
      }
    }

    private void insert(Trial trial) {
      if (trial.result() instanceof Result.Rejected) {
        return; // says nothing that the space does not
      }
      var next = new Told(trial, encoding.row(trial.point()));
      int place = told.size();
      while (place > 0 && bestFirst.compare(told.get(place - 1), next) > 0) {
        place--;
      }
      told.add(place, next);
    }
  }
}
