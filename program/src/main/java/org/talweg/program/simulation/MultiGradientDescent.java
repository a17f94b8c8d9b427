package org.talweg.program.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/**
 * Steepest descent of several objectives: along the negative of the vector of least norm in the
 * hull of their gradients, by Armijo steps.
 *
 * <pre>
 *   v = -argmin { ||w|| : w in conv { grad f_1(x), .., grad f_k(x) } }
 *   t = the largest t0 / 2^j with f_i(x + t v) &lt;= f_i(x) - c t ||v||^2 for all i
 * </pre>
 *
 * With a number of samples, gradients at that many random points within eps count too ("gradient
 * sampling"). For smooth objectives; where they have kinks it may stall, which makes it a baseline.
 *
 * <p>Source: J. Fliege, B. Svaiter, "Steepest descent methods for multicriteria optimization",
 * Math. Methods Oper. Res. 51 (2000).
 */
public final class MultiGradientDescent implements Solver<SimulationFront, double[]> {
  private static final int STARTS = 100;
  private static final int MOST_STEPS = 1000;
  private static final double SHORTEST = 1e-12;

  @Override
  public Capability capability() {
    return Capability.solver(
        "multi-gradient-descent",
        SimulationFront.FORM,
        "Descends along the least vector in the hull of the objectives' gradients.",
        "Fliege and Svaiter 2000",
        Trait.LOCAL,
        Trait.MULTI_OBJECTIVE);
  }

  @Override
  public Estimate estimate(SimulationFront problem, Budget budget) {
    return new Estimate.Fits(0.5, 0.1, "for objectives without kinks");
  }

  @Override
  public void solve(SimulationFront problem, Run<double[]> run) throws InterruptedException {
    for (int start = 0; start < STARTS && !run.over(); start++) {
      var simulation = new Counting(problem.simulation().get());
      double[] x = problem.start(simulation, run.random());
      double[] found =
          descend(simulation, x, GradientSampling.Settings.defaults(), 0, run.random());
      run.charge(Resource.EVALUATIONS, simulation.valueCalls());
      try {
        run.offer(found);
      } catch (AssessmentException e) {
        run.progress("not a point that can be judged: " + e.getMessage());
      }
    }
  }

  /** Descends from x until the direction is shorter than delta or no step descends. */
  public static double[] descend(
      Simulation f, double[] x, GradientSampling.Settings s, int samples, RandomGenerator random) {
    double[] at = x.clone();
    double[] values = f.values(at);
    for (int step = 0; step < MOST_STEPS; step++) {
      List<double[]> w = new ArrayList<>();
      for (int i = 0; i < f.objectives(); i++) {
        w.add(f.subgradient(i, at));
        for (int k = 0; k < samples; k++) {
          w.add(f.subgradient(i, near(at, s.eps(), random)));
        }
      }
      double[] v = Arrays.stream(MinimumNorm.of(w).x()).map(a -> -a).toArray();
      double norm = GradientSampling.norm(f, v);
      if (norm <= s.delta()) {
        return at;
      }
      boolean descends = false;
      for (double t = s.t0(); t * norm > SHORTEST && !descends; t /= 2) {
        double[] next = GradientSampling.along(at, t, v);
        double[] there = f.values(next);
        descends = true;
        for (int i = 0; i < there.length; i++) {
          descends &= there[i] <= values[i] - s.c() * t * norm * norm;
        }
        if (descends) {
          at = next;
          values = there;
        }
      }
      if (!descends) {
        return at;
      }
    }
    return at;
  }

  /** Uniform in the ball, for a weight of 1. */
  private static double[] near(double[] x, double eps, RandomGenerator random) {
    double[] way = random.doubles(x.length).toArray();
    double norm = 0;
    for (int j = 0; j < way.length; j++) {
      way[j] = random.nextGaussian();
      norm += way[j] * way[j];
    }
    double length = eps * Math.pow(random.nextDouble(), 1.0 / x.length) / Math.sqrt(norm);
    return GradientSampling.along(x, length, way);
  }
}
