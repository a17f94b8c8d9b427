package org.talweg.search.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Constraint;
import org.talweg.model.Domain;
import org.talweg.model.Dominance;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Reach;
import org.talweg.search.bayes.Slack;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.PosteriorSample;
import org.talweg.search.gp.Surrogate;
import org.talweg.search.sobol.InitialDesign;

/**
 * TuRBO: Bayesian optimisation in a trust region, with restarts.
 *
 * <p>A Gaussian process is fitted to the trials since the last restart. Candidates lie in a box
 * about the best of them, clipped to the unit cube, whose sides are {@linkplain TrustRegion L l_p /
 * (Π l)^(1/d)}; each has every coordinate of the best point but those drawn anew, each with
 * probability min(20/d, 1) and at least one, or takes a small step along all ({@link Candidates}).
 * Thompson sampling picks one: f drawn from the posterior on all candidates,
 *
 * <pre>
 *   x = argmin f(x)   over candidates with g_j(x) ≤ 0 for all j,
 *       or argmin Σ_j max(0, g_j(x)) where there is none
 * </pre>
 *
 * with g_j drawn from the posterior of the j-th measured constraint's {@link Slack} (SCBO). The box
 * doubles after 3 improvements in a row and halves after max(4, d) trials without one; below 2⁻⁷
 * the search begins anew elsewhere. An improvement is at least a thousandth of the distance from
 * the median to the best value, so that a positive affine map of the objective changes no proposal
 * (the paper takes a thousandth of the best value). Failed trials are modelled as the worst value
 * known. Pending points are kept apart by the sampling itself.
 *
 * <p>Source: Eriksson, Pearce, Gardner, Turner and Poloczek, "Scalable global optimization via
 * local Bayesian optimization", NeurIPS 2019; Eriksson and Poloczek, "Scalable constrained Bayesian
 * optimization", AISTATS 2021. Needs one objective and numbers or ordinals without conditions. No
 * guarantee. The model holds 256 points and an update of it at most, whatever was observed, so that
 * the cost per trial is bounded: m n²/2 + m² n/2 for m candidates, and a fit at every twentieth.
 */
public final class Turbo implements BlackBoxSolver {
  /** Points in the posterior, and in a fit of its hyper-parameters. */
  private static final int MODELLED = 256;

  private static final int FITTED = 128;
  private static final int CANDIDATES = 256;

  /** Random points tried where a proposal would repeat another. */
  private static final int TRIES = 20;

  /** Improvement that counts, in units of the distance from the median to the best value. */
  private static final double SUCCESS = 1e-3;

  private static final Capability CAPABILITY =
      Capability.solver(
          "turbo",
          Form.BLACK_BOX,
          "Models a box about the best point, which grows and shrinks with success (TuRBO).",
          "Eriksson et al. 2019",
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
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    boolean ordered =
        problem.space().parameters().stream()
            .noneMatch(
                p ->
                    p.when().isPresent()
                        || p.domain() instanceof Domain.Choice
                        || p.domain() instanceof Domain.Permutation);
    if (!ordered) {
      return new Estimate.Unfit("takes numbers and ordinals only, without conditions");
    }
    double n = Math.min(budget.evaluations(), 1e9);
    double d = problem.features().get(Features.DIMENSION);
    double reach = Reach.ofLearning(problem, n, 0.75, 0.03, 1);
    return new Estimate.Fits(reach, n * (0.006 + 7e-4 * d), "a local model in many dimensions");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting);
  }

  /** A proposal, and whether the present region made it. */
  private record Asked(Proposal proposal, int restart, boolean designed) {}

  private static final class Search implements Strategy {
    private final List<Objective> objectives;
    private final Space space;
    private final List<Constraint> constraints;
    private final boolean noisy;
    private final int d;
    private final RandomGenerator random;
    private final Encoding encoding;
    private final InitialDesign design;
    private final Comparator<Trial> bestFirst;
    private final List<Asked> pending = new ArrayList<>();
    private final Set<Point> seen = new HashSet<>();
    private final int designSize;
    private int toDesign;
    private int restarts = 0;
    private TrustRegion region;
    private Surrogate cost;
    private final List<Surrogate> slacks = new ArrayList<>();

    /** The costs told since the last restart, ascending. */
    private final List<Double> costs = new ArrayList<>();

    private @Nullable Trial best;

    Search(BlackBox problem, Setting setting) {
      objectives = problem.objectives();
      space = problem.space();
      constraints = problem.constraints();
      noisy = problem.noise().present();
      d = space.parameters().size();
      random = setting.random();
      encoding = Encoding.of(space);
      design = new InitialDesign(problem, setting);
      bestFirst = Trial.bestFirst(objectives);
      designSize = (int) Math.clamp(setting.budget().evaluations() / 10, 4, 2.0 * d + 2);
      region = TrustRegion.fresh(d);
      cost = surrogate();
      constraints.forEach(_ -> slacks.add(surrogate()));
      setting.history().forEach(this::learn);
      toDesign = Math.max(0, designSize - cost.observations().size());
    }

    private Surrogate surrogate() {
      Surrogate.Settings s = noisy ? Surrogate.Settings.noisy() : Surrogate.Settings.noiseFree();
      return new Surrogate(
          encoding,
          new Surrogate.Settings(s.kernel(), s.noise(), s.replicates(), s.warp(), MODELLED, FITTED),
          random);
    }

    @Override
    public Optional<Proposal> ask() {
      Trial incumbent = best;
      boolean designing = toDesign > 0 || cost.observations().size() == 0;
      boolean exhausted = !noisy && seen.size() >= space.cardinality();
      Point point =
          designing || exhausted || incumbent == null ? design.next() : proposed(incumbent);
      boolean possible = true;
      for (int i = 0; i < TRIES && possible && !exhausted && !fresh(point); i++) {
        point = space.sample(random);
        possible = space.violation(point) == 0;
      }
      toDesign = Math.max(0, toDesign - 1);
      seen.add(point);
      var proposal = Proposal.of(point);
      pending.add(new Asked(proposal, restarts, designing));
      return Optional.of(proposal);
    }

    private boolean fresh(Point point) {
      return (noisy || !seen.contains(point)) && space.violation(point) == 0;
    }

    /** The candidate, not yet proposed, that a draw from the posterior puts first. */
    private Point proposed(Trial best) {
      double[] centre =
          noisy && constraints.isEmpty()
              ? cost.observations().row(cost.incumbent())
              : encoding.row(best.point());
      double[] lengthScales = cost.process().hyperparameters().lengths();
      double[][] candidates =
          Candidates.about(centre, region.sides(lengthScales), encoding, CANDIDATES, random);
      double[] f = PosteriorSample.of(cost.process(), candidates).draw(random);
      double[] v = new double[f.length];
      for (Surrogate slack : slacks) {
        if (slack.observations().size() > 0) {
          double[] g = PosteriorSample.of(slack.process(), candidates).draw(random);
          double limit = slack.outputs().toModel(0);
          for (int i = 0; i < v.length; i++) {
            v[i] += Math.max(0, g[i] - limit);
          }
        }
      }
      return IntStream.range(0, f.length)
          .boxed()
          .sorted(Comparator.<Integer>comparingDouble(i -> v[i]).thenComparingDouble(i -> f[i]))
          .map(i -> encoding.point(candidates[i]))
          .filter(this::fresh)
          .findFirst()
          .orElseGet(() -> space.sample(random));
    }

    @Override
    public void tell(Trial trial) {
      Asked asked = null;
      for (Asked a : pending) {
        asked = a.proposal == trial.proposal() ? a : asked;
      }
      pending.remove(asked);
      if (asked == null || asked.restart != restarts) {
        return;
      }
      boolean success = add(trial);
      if (!asked.designed) {
        region = region.after(success);
        if (region.exhausted()) {
          restart();
        }
      }
    }

    private void restart() {
      restarts++;
      region = TrustRegion.fresh(d);
      cost = surrogate();
      slacks.replaceAll(_ -> surrogate());
      costs.clear();
      best = null;
      toDesign = designSize;
    }

    /** Another strategy's trial is an observation like any other, and may move the region. */
    @Override
    public void learn(Trial trial) {
      if (trial.proposal().full()) {
        seen.add(trial.point());
        add(trial);
      }
    }

    /** Whether the trial is a success. */
    private boolean add(Trial trial) {
      double[] row = encoding.row(trial.point());
      switch (trial.result()) {
        case Result.Done(Assessment a) -> {
          observe(row, Dominance.costs(objectives, a)[0]);
          for (int j = 0; j < slacks.size(); j++) {
            double slack = Slack.of(constraints.get(j), trial.point(), a.quantities());
            if (Double.isFinite(slack)) {
              slacks.get(j).add(row, slack);
            }
          }
        }
        case Result.Stopped(_, double value) ->
            observe(row, objectives.getFirst().direction().cost(value));
        case Result.Failed _, Result.TimedOut _ -> {
          if (!costs.isEmpty()) {
            cost.add(row, costs.getLast());
          }
        }
        case Result.Rejected _ -> {}
      }
      Trial before = best;
      if (before == null || bestFirst.compare(trial, before) < 0) {
        best = trial;
        return before == null
            || !before.feasible()
            || cost(trial) < cost(before) - SUCCESS * (median() - cost(before));
      }
      return false;
    }

    private void observe(double[] row, double value) {
      double y = Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
      cost.add(row, y);
      int place = java.util.Collections.binarySearch(costs, y);
      costs.add(place < 0 ? -place - 1 : place, y);
    }

    private double median() {
      return costs.get(costs.size() / 2);
    }

    private double cost(Trial trial) {
      return Dominance.costs(objectives, trial.assessment().orElseThrow())[0];
    }
  }
}
