package org.talweg.search.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.evolution.CovarianceAdaptation;
import org.talweg.search.evolution.CovarianceAdaptation.Sample;

/**
 * CMA-ES with one ranking per generation: λ = m - 1 samples and the incumbent are ordered, and the
 * {@linkplain CovarianceAdaptation distribution} learns from the order of the samples, which is all
 * that it needs. The incumbent is shown so that the oracle says whether it is beaten.
 *
 * <p>Samples outside of the unit cube are reflected at its sides and learnt from where they were
 * drawn. Those that the oracle did not tell apart are ordered as they were drawn. When the
 * distribution is exhausted it begins anew around the incumbent.
 *
 * <p>Source: Hansen, arXiv 1604.00772. Needs numbers without conditions, and five candidates at a
 * time. Invariant under strictly increasing functions of the hidden objective. Cost per question:
 * O(m n²).
 */
public final class RankingCmaEs implements Solver<RankingProblem, Preferred> {
  private static final double SIGMA = 0.2;

  private static final Capability CAPABILITY =
      Capability.solver(
          "ranking-cma-es",
          RankingProblem.RANKING,
          "Learns a normal distribution over the space, one ranking per generation (CMA-ES).",
          "Hansen 2016",
          Trait.GLOBAL,
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(RankingProblem problem, Budget budget) {
    if (problem.shown() < 5) {
      return new Estimate.Unfit("needs five candidates or more at a time");
    }
    return Numbers.estimate(problem, budget, 0.9, 0.02, "a generation for every ranking");
  }

  @Override
  public void solve(RankingProblem problem, Run<Preferred> run) throws InterruptedException {
    var interview = new Interview(problem, run);
    Space space = problem.space();
    RandomGenerator random = run.random();
    Point start = Numbers.start(space, random);
    int lambda = problem.shown() - 1;
    var distribution = new CovarianceAdaptation(space.toUnit(start), SIGMA, lambda);
    while (!interview.over()) {
      Point incumbent = interview.incumbent() == null ? start : interview.incumbent();
      if (distribution.exhausted().isPresent()) {
        distribution = new CovarianceAdaptation(space.toUnit(incumbent), SIGMA, lambda);
      }
      var samples = new ArrayList<Sample>();
      var candidates = new ArrayList<Point>();
      for (int i = 0; i < lambda; i++) {
        Sample sample = distribution.sample(random);
        samples.add(sample);
        candidates.add(space.fromUnit(reflected(sample.x())));
      }
      candidates.add(incumbent);
      Ranking ranking = interview.rank(candidates);
      List<Sample> bestFirst =
          ranking.order().stream().filter(i -> i < lambda).map(samples::get).toList();
      distribution.update(bestFirst);
    }
  }

  private static double[] reflected(double[] x) {
    return Arrays.stream(x).map(c -> Math.abs(c) % 2).map(c -> c > 1 ? 2 - c : c).toArray();
  }
}
