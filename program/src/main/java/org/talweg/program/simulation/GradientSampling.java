package org.talweg.program.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/**
 * Common descent of several objectives with kinks, by subgradients that are sought where they are
 * missed ("deterministic gradient sampling"). W approximates the hull of the subgradients of all
 * objectives within eps of x:
 *
 * <pre>
 *   W = one subgradient of each f_i at x
 *   v = -argmin { ||w|| : w in conv W }            ||v|| &lt;= delta: x is (eps, delta)-critical
 *   I = { i : f_i(x + eps v / ||v||) &gt; f_i(x) - c eps ||v|| }        empty: v is accepted
 *   for i in I: bisect the segment for xi in the subdifferential of f_i at x + t v with
 *               v'xi &gt; -c ||v||^2,   by h(t) = f_i(x + t v) - f_i(x) + c~ t ||v||^2;   W gets xi
 *   step: the largest t0 / 2^j of Armijo's condition, at least eps / ||v||
 * </pre>
 *
 * <p>Source: the survey of Bernreuther and others 2023, section 2 (paper nonsmooth-pde-mo); B.
 * Gebken, S. Peitz, "An efficient descent method for locally Lipschitz multiobjective optimization
 * problems", J. Optim. Theory Appl. 188 (2021). Needs values and subgradients. Ends at critical
 * points, one per start; many starts make a front.
 */
public final class GradientSampling implements Solver<SimulationFront, double[]> {
  private static final int STARTS = 100;
  private static final int MOST_STEPS = 1000;
  private static final int MOST_SUBGRADIENTS = 200;
  private static final int MOST_BISECTIONS = 60;

  /**
   * What the method needs to be told.
   *
   * @param eps the radius within which subgradients count
   * @param delta the norm at which a direction is none
   * @param c the share of the decrease that must come true
   * @param t0 the first step tried
   */
  public record Settings(double eps, double delta, double c, double t0) {
    /** As the survey uses them, for problems of unit size. */
    public static Settings defaults() {
      return new Settings(1e-3, 1e-3, 0.25, 1);
    }
  }

  /**
   * Where a descent ended.
   *
   * @param critical whether at an (eps, delta)-critical point
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once
  public record Descent(double[] x, boolean critical, int steps) {}

  @Override
  public Capability capability() {
    return Capability.solver(
        "gradient-sampling",
        SimulationFront.FORM,
        "Descends for all objectives at once, with subgradients found by bisection at kinks.",
        "nonsmooth-pde-mo",
        Trait.LOCAL,
        Trait.MULTI_OBJECTIVE);
  }

  @Override
  public Estimate estimate(SimulationFront problem, Budget budget) {
    return new Estimate.Fits(0.8, 0.1, "critical points of objectives with kinks");
  }

  @Override
  public void solve(SimulationFront problem, Run<double[]> run) throws InterruptedException {
    Settings settings = Settings.defaults();
    for (int start = 0; start < STARTS && !run.over(); start++) {
      var simulation = new Counting(problem.simulation().get());
      double[] x = problem.start(simulation, run.random());
      Descent found = descend(simulation, x, settings);
      run.charge(Resource.EVALUATIONS, simulation.valueCalls());
      try {
        run.offer(found.x());
      } catch (AssessmentException e) {
        run.progress("not a point that can be judged: " + e.getMessage());
      }
      run.progress("start " + (start + 1) + ": " + found.steps() + " steps");
    }
  }

  /** Descends from x. */
  public static Descent descend(Simulation f, double[] x, Settings settings) {
    double[] at = x.clone();
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] values = f.values(at);
      double[] v = direction(f, at, values, settings);
      if (v == null) {
        return new Descent(at, true, step);
      }
      at = step(f, at, values, v, settings);
    }
    return new Descent(at, false, MOST_STEPS);
  }

  /** Whether x is (eps, delta)-critical, by the same test. */
  public static boolean critical(Simulation f, double[] x, Settings settings) {
    return direction(f, x, f.values(x), settings) == null;
  }

  /** A direction of descent for all objectives at radius eps; null at a critical point. */
  private static double @Nullable [] direction(
      Simulation f, double[] x, double[] values, Settings s) {
    List<double[]> w = new ArrayList<>();
    for (int i = 0; i < f.objectives(); i++) {
      w.add(f.subgradient(i, x));
    }
    double[] v = {};
    for (int round = 0; round < MOST_SUBGRADIENTS; round++) {
      MinimumNorm.Point nearest = MinimumNorm.of(w);
      v = Arrays.stream(nearest.x()).map(a -> -a).toArray();
      double norm = norm(f, v);
      if (norm <= s.delta()) {
        return null;
      }
      double[] there = f.values(along(x, s.eps() / norm, v));
      var kept = new ArrayList<double[]>();
      for (int k = 0; k < w.size(); k++) {
        if (nearest.weights()[k] > 0) {
          kept.add(w.get(k));
        }
      }
      w = kept;
      boolean accepted = true;
      for (int i = 0; i < f.objectives(); i++) {
        if (!(there[i] <= values[i] - s.c() * s.eps() * norm)) {
          w.add(missed(f, i, x, values[i], there[i], v, norm, s));
          accepted = false;
        }
      }
      if (accepted) {
        return v;
      }
    }
    return v; // however good: a step that does not descend ends the search
  }

  /** A subgradient on the segment along v that W does not account for. */
  private static double[] missed(
      Simulation f,
      int i,
      double[] x,
      double value,
      double there,
      double[] v,
      double norm,
      Settings s) {
    double least = -(there - value) / (s.eps() * norm);
    double c = (s.c() + least) / 2;
    double a = 0;
    double b = s.eps() / norm;
    double hb = there - value + c * b * norm * norm;
    double[] xi = {};
    for (int k = 0; k < MOST_BISECTIONS; k++) {
      double t = (a + b) / 2;
      double[] middle = along(x, t, v);
      xi = f.subgradient(i, middle);
      if (f.weight() * MinimumNorm.dot(v, xi) > -s.c() * norm * norm) {
        return xi;
      }
      double h = f.values(middle)[i] - value + c * t * norm * norm;
      if (hb > h) {
        a = t;
      } else {
        b = t;
        hb = h;
      }
    }
    return xi;
  }

  private static double[] step(Simulation f, double[] x, double[] values, double[] v, Settings s) {
    double norm = norm(f, v);
    double shortest = s.eps() / norm;
    for (double t = s.t0(); t > shortest; t /= 2) {
      double[] next = along(x, t, v);
      double[] there = f.values(next);
      boolean descends = true;
      for (int i = 0; i < there.length; i++) {
        descends &= there[i] <= values[i] - s.c() * t * norm * norm;
      }
      if (descends) {
        return next;
      }
    }
    return along(x, shortest, v);
  }

  static double norm(Simulation f, double[] v) {
    return Math.sqrt(f.weight() * MinimumNorm.dot(v, v));
  }

  static double[] along(double[] x, double t, double[] v) {
    double[] next = new double[x.length];
    Arrays.setAll(next, j -> x[j] + t * v[j]);
    return next;
  }
}
