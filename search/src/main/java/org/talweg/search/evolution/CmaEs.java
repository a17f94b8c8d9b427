package org.talweg.search.evolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hipparchus.distribution.continuous.NormalDistribution;
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
import org.talweg.model.Domain;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.search.Reach;
import org.talweg.search.evolution.CovarianceAdaptation.Sample;

/**
 * BIPOP-CMA-ES: samples a normal distribution whose mean, step size and covariance {@linkplain
 * CovarianceAdaptation learn} from the ranks of the samples, and starts anew where it is exhausted.
 *
 * <p>The first run begins at the best trial known, or in the middle of the unit cube, with λ₀ = 4 +
 * ⌊3 ln n⌋ samples per update and σ = 0.2. Later ones begin at random points, in the regime that
 * has spent fewer evaluations: <em>large</em> with λ = 2^k λ₀ and σ = 0.3 at the k-th time, or
 * <em>small</em> with λ = λ₀ (2^(k-1))^(U²) and σ = 0.3 · 10^(-2U), U uniform on [0,1], for at most
 * half the evaluations of the last large run.
 *
 * <p>Bounds: samples are drawn in ℝⁿ and evaluated where a periodic map takes them into the unit
 * cube, which is the identity between 0.05 and 0.95 and bends quadratically to the bounds, so that
 * an optimum on one is an ordinary minimum of the mapped function (the boundary transformation of
 * Hansen's pycma). They are learnt from where they were drawn. Samples that violate known
 * constraints are drawn anew up to ten times. Whole numbers are cells of their coordinate, with a
 * floor under the step size. Samples never wait for each other: an update is made of any λ results,
 * and those drawn before the last update, or from elsewhere, are drawn in where they lie far out.
 *
 * <p>Source: Hansen, arXiv 1604.00772; Hansen, "Benchmarking a BI-population CMA-ES on the
 * BBOB-2009 function testbed", GECCO 2009. Needs numbers without conditions. Invariant under
 * increasing functions of the objective; up to bounds, under rotations. No guarantee. Cost per
 * trial: O(n²).
 */
public final class CmaEs implements BlackBoxSolver {
  /** Step size of the first run; the middle, or a good point, is worth more than the rest. */
  private static final double FIRST_SIGMA = 0.2;

  /** Step size of later runs. */
  private static final double SIGMA = 0.3;

  /** Range of the best values, per range in the first generation, below which a run has ended. */
  private static final double FLAT = 1e-12;

  /** Where the map into the unit cube bends, on either side of a bound; 0 for whole numbers. */
  private static final double MARGIN = 0.05;

  private static final Capability CAPABILITY =
      Capability.solver(
          "cma-es",
          Form.BLACK_BOX,
          "Learns a normal distribution over the space from ranks, with restarts (BIPOP-CMA-ES).",
          "Hansen 2016; Hansen 2009",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.NOISE,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    Features features = problem.features();
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    if (features.has(Features.CATEGORIES)
        || features.has(Features.PERMUTATIONS)
        || features.has(Features.CONDITIONAL)) {
      return new Estimate.Unfit("takes numbers only, without conditions");
    }
    double n = features.get(Features.DIMENSION);
    if (n > 1000) {
      return new Estimate.Unfit("its covariance has " + (long) n + "² entries");
    }
    double reach = Reach.ofLearning(problem, budget.evaluations(), 0.9, 0.01, 1);
    double seconds = Math.min(budget.evaluations(), 1e9) * (2e-6 + 3e-9 * n * n);
    return new Estimate.Fits(reach, seconds, "learns the shape of the valley");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting);
  }

  /** A sample and what came of it. */
  private record Told(Sample sample, Trial trial) {}

  /** One of the runs between restarts. */
  private static final class Descent {
    final CovarianceAdaptation distribution;
    final boolean large;
    final double evaluationLimit;
    final List<Told> told = new ArrayList<>();

    /** The best of each generation. */
    final List<Trial> best = new ArrayList<>();

    long evaluations = 0;
    int repeats = 0;
    double firstRange = 0;

    Descent(CovarianceAdaptation distribution, boolean large, double evaluationLimit) {
      this.distribution = distribution;
      this.large = large;
      this.evaluationLimit = evaluationLimit;
    }
  }

  private static final class Search implements Strategy {
    private final Space space;
    private final RandomGenerator random;
    private final Comparator<Trial> bestFirst;
    private final int n;
    private final int lambda0;
    private final double[] margin;
    private final IdentityHashMap<Proposal, Sample> pending = new IdentityHashMap<>();
    private @Nullable Trial incumbent;
    private @Nullable Descent descent;
    private int doublings = 0;
    private long spentLarge = 0;
    private long spentSmall = 0;
    private long lastLarge = 0;

    Search(BlackBox problem, Setting setting) {
      space = problem.space();
      random = setting.random();
      bestFirst = Trial.bestFirst(problem.objectives());
      n = space.unitDimension();
      margin = new double[n];
      for (int j = 0; j < n; j++) {
        margin[j] = space.parameters().get(j).domain() instanceof Domain.Int ? 0 : MARGIN;
      }
      lambda0 = Math.max(4 + (int) (3 * Math.log(n)), setting.parallel());
      setting.history().forEach(this::remember);
    }

    private void remember(Trial trial) {
      if (trial.proposal().full()
          && (incumbent == null || bestFirst.compare(trial, incumbent) < 0)) {
        incumbent = trial;
      }
    }

    @Override
    public Optional<Proposal> ask() {
      Descent current = descent == null ? first() : descent;
      descent = current;
      Sample sample = current.distribution.sample(random);
      var point = space.fromUnit(inside(sample.x));
      for (int i = 0; i < 10 && space.violation(point) > 0; i++) {
        sample = current.distribution.sample(random);
        point = space.fromUnit(inside(sample.x));
      }
      var proposal = Proposal.of(point);
      pending.put(proposal, sample);
      return Optional.of(proposal);
    }

    private Descent first() {
      double[] middle = new double[n];
      java.util.Arrays.fill(middle, 0.5);
      double[] mean =
          incumbent != null
              ? outside(space.toUnit(incumbent.point()))
              : space.constraints().isEmpty()
                  ? middle
                  : outside(space.toUnit(space.sample(random)));
      return descent(mean, FIRST_SIGMA, lambda0, true, Double.POSITIVE_INFINITY);
    }

    private Descent descent(
        double[] mean, double sigma, int lambda, boolean large, double evaluationLimit) {
      var next = new Descent(new CovarianceAdaptation(mean, sigma, lambda), large, evaluationLimit);
      next.distribution.floors(floors(mean, lambda));
      return next;
    }

    /** The point of the unit cube that a sample stands for. */
    private double[] inside(double[] x) {
      double[] u = new double[n];
      for (int j = 0; j < n; j++) {
        double a = margin[j];
        double period = 2 * (1 + 2 * a);
        double folded = Math.abs(x[j] + a) % period;
        double y = (folded > period / 2 ? period - folded : folded) - a;
        u[j] =
            y < a
                ? (y + a) * (y + a) / (4 * a)
                : y > 1 - a ? 1 - (1 + a - y) * (1 + a - y) / (4 * a) : y;
      }
      return u;
    }

    /** The sample, of all that stand for it, nearest to a point of the unit cube. */
    private double[] outside(double[] u) {
      double[] x = u.clone();
      for (int j = 0; j < n; j++) {
        double a = margin[j];
        if (u[j] < a) {
          x[j] = -a + 2 * Math.sqrt(a * u[j]);
        } else if (u[j] > 1 - a) {
          x[j] = 1 + a - 2 * Math.sqrt(a * (1 - u[j]));
        }
      }
      return x;
    }

    /**
     * Per coordinate, the standard deviation at which a sample leaves the mean's cell with
     * probability 1/(nλ) where the mean is in its middle; 0 for reals.
     */
    private double[] floors(double[] mean, int lambda) {
      double quantile =
          new NormalDistribution().inverseCumulativeProbability(1 - 0.5 / (1.0 * n * lambda + 1));
      double[] u = inside(mean);
      double[] floors = new double[n];
      for (int j = 0; j < n; j++) {
        Parameter parameter = space.parameters().get(j);
        if (parameter.domain() instanceof Domain.Int(long low, long high, Domain.Scale scale)) {
          double value = parameter.domain().decode(u, j).number();
          double cell =
              scale == Domain.Scale.LINEAR
                  ? 1 / ((double) high - low + 1)
                  : Math.log((value + 0.5) / (value - 0.5)) / Math.log((high + 0.5) / (low - 0.5));
          floors[j] = low == high ? 0 : cell / 2 / quantile;
        }
      }
      return floors;
    }

    @Override
    public void tell(Trial trial) {
      remember(trial);
      Sample sample = pending.remove(trial.proposal());
      Descent current = descent;
      if (sample == null || current == null) {
        return;
      }
      boolean repeat = trial.number() == 0 && !(trial.result() instanceof Result.Rejected);
      current.evaluations += trial.number() == 0 ? 0 : 1;
      current.repeats = repeat ? current.repeats + 1 : 0;
      add(current, new Told(sample, trial));
    }

    /** Another strategy's trial is injected where it beats everything so far. */
    @Override
    public void learn(Trial trial) {
      remember(trial);
      if (trial.equals(incumbent) && descent != null) {
        add(descent, new Told(new Sample(outside(space.toUnit(trial.point())), -1), trial));
      }
    }

    private void add(Descent current, Told told) {
      current.told.add(told);
      CovarianceAdaptation distribution = current.distribution;
      if (current.told.size() < distribution.lambda) {
        return;
      }
      current.told.sort(Comparator.comparing(Told::trial, bestFirst));
      current.best.add(current.told.getFirst().trial);
      if (current.best.size() == 1) {
        double range = range(current.told.stream().map(Told::trial).toList());
        current.firstRange = Double.isFinite(range) ? range : 0;
      }
      distribution.update(current.told.stream().map(Told::sample).toList());
      current.told.clear();
      distribution.floors(floors(distribution.mean(), distribution.lambda));
      if (distribution.exhausted().isPresent() || exhausted(current)) {
        restart(current);
      }
    }

    /** The stops of the tutorial's section B.3 that look at results. */
    private boolean exhausted(Descent current) {
      int lambda = current.distribution.lambda;
      List<Trial> best = current.best;
      int generations = best.size();
      int flat = 10 + (int) Math.ceil(30.0 * n / lambda);
      boolean equal =
          generations >= flat
              && range(best.subList(generations - flat, generations)) <= FLAT * current.firstRange;
      int window = Math.max(120 + 30 * n / lambda, generations / 5);
      boolean stagnant = false;
      if (generations >= window && generations % 10 == 0) {
        int part = 3 * window / 10;
        Trial before = median(best.subList(generations - window, generations - window + part));
        Trial after = median(best.subList(generations - part, generations));
        stagnant = bestFirst.compare(after, before) >= 0;
      }
      return equal
          || stagnant
          || current.repeats > 5 * lambda
          || current.evaluations > current.evaluationLimit
          || generations > 100 + 50 * (n + 3.0) * (n + 3.0) / Math.sqrt(lambda);
    }

    /** Of the costs; infinite where trials without a feasible one are not all alike. */
    private double range(List<Trial> trials) {
      if (!trials.stream().allMatch(Trial::feasible)) {
        Trial first = trials.getFirst();
        boolean alike = trials.stream().allMatch(t -> bestFirst.compare(t, first) == 0);
        return alike ? 0 : Double.POSITIVE_INFINITY;
      }
      var costs =
          trials.stream()
              .mapToDouble(t -> t.assessment().orElseThrow().objective())
              .summaryStatistics();
      return costs.getMax() - costs.getMin();
    }

    private Trial median(List<Trial> trials) {
      return trials.stream().sorted(bestFirst).toList().get(trials.size() / 2);
    }

    private void restart(Descent ended) {
      if (ended.large) {
        spentLarge += ended.evaluations;
        lastLarge = ended.evaluations;
      } else {
        spentSmall += ended.evaluations;
      }
      // Samples of the old distribution would only blur the new one.
      pending.clear();
      double[] mean = outside(space.toUnit(space.sample(random)));
      if (doublings == 0 || spentLarge <= spentSmall) {
        doublings = Math.min(doublings + 1, 12);
        descent = descent(mean, SIGMA, lambda0 << doublings, true, Double.POSITIVE_INFINITY);
      } else {
        double u = random.nextDouble();
        int lambda = (int) (lambda0 * Math.pow(0.5 * (1 << doublings), u * u));
        double sigma = SIGMA * Math.pow(10, -2 * random.nextDouble());
        descent = descent(mean, sigma, lambda, false, lastLarge / 2.0);
      }
    }
  }
}
