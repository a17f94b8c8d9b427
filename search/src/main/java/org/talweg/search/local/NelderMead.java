package org.talweg.search.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.CallbackStrategy;
import org.talweg.engine.CallbackStrategy.Evaluate;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.model.Space;
import org.talweg.search.Reach;

/**
 * The Nelder-Mead simplex with parameters that suit the dimension.
 *
 * <p>Of n + 1 vertices ordered from best to worst, with the centroid x̄ of all but the worst, one
 * iteration tries
 *
 * <pre>
 *   reflection   x_r = x̄ + α (x̄ - x_{n+1})      expansion  x_e = x̄ + β (x_r - x̄)
 *   contraction  x_c = x̄ ± γ (x_r - x̄)          shrinking  x_i = x_1 + δ (x_i - x_1)
 *   α = 1,  β = 1 + 2/n,  γ = 3/4 - 1/(2n),  δ = 1 - 1/n
 * </pre>
 *
 * in the unit cube, where points outside are moved to its surface. The first simplex has edges of
 * 0.1 along the axes, at the best trial known, or of 0.25 in the middle where there is none; it and
 * shrunken ones are evaluated in parallel. A simplex smaller than 1e-9 is replaced by a new one at
 * its best vertex, since it may have degenerated; when that comes back to where it began, the
 * method is finished.
 *
 * <p>Source: Gao and Han, "Implementing the Nelder-Mead simplex algorithm with adaptive
 * parameters", Comput. Optim. Appl. 51 (2012). Needs reals without conditions. Ranks only, so
 * constraints and failures need no care. May stall at points that are no optimum, in many
 * dimensions above all. Cost per step: O(n²).
 */
public final class NelderMead implements BlackBoxSolver {
  private static final double SMALLEST = 1e-9;

  private static final Capability CAPABILITY =
      Capability.solver(
          "nelder-mead",
          Form.BLACK_BOX,
          "Moves a simplex downhill from the best point known.",
          "Gao and Han 2012",
          Trait.LOCAL,
          Trait.CONSTRAINTS);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    return Local.unfit(problem)
        .<Estimate>map(Estimate.Unfit::new)
        .orElseGet(
            () ->
                new Estimate.Fits(
                    Reach.ofLearning(problem, budget.evaluations(), 0.5, 0.02, 1.5),
                    0,
                    "a simplex downhill"));
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new CallbackStrategy(evaluate -> new Search(problem, setting, evaluate).run());
  }

  /** A point in the unit cube and what came of it. */
  private static final class Vertex {
    final double[] u;
    final Trial trial;

    Vertex(double[] u, Trial trial) {
      this.u = u;
      this.trial = trial;
    }
  }

  private static final class Search {
    private final Space space;
    private final Evaluate evaluate;
    private final Comparator<Vertex> bestFirst;
    private final double[] start;
    private final double edge;
    private final int n;

    Search(BlackBox problem, Setting setting, Evaluate evaluate) {
      space = problem.space();
      this.evaluate = evaluate;
      Comparator<Trial> trials = Trial.bestFirst(problem.objectives());
      bestFirst = (a, b) -> trials.compare(a.trial, b.trial);
      var known = Local.best(problem, setting, evaluate);
      start = known.map(t -> space.toUnit(t.point())).orElseGet(() -> Local.middle(space));
      edge = known.isPresent() ? 0.1 : 0.25;
      n = space.unitDimension();
    }

    void run() {
      double[] from = start;
      double[] to = descended(from);
      while (distance(from, to) > 1e-7) {
        from = to;
        to = descended(from);
      }
    }

    private double[] descended(double[] from) {
      int dimension = Math.max(2, n);
      double alpha = 1;
      double beta = 1 + 2.0 / dimension;
      double gamma = 0.75 - 0.5 / dimension;
      double delta = 1 - 1.0 / dimension;
      List<Vertex> simplex = evaluated(axes(from));
      while (true) {
        simplex.sort(bestFirst);
        Vertex best = simplex.getFirst();
        Vertex worst = simplex.getLast();
        if (size(simplex) < SMALLEST) {
          return best.u;
        }
        double[] centroid = centroid(simplex);
        Vertex reflected = evaluated(along(centroid, worst.u, -alpha));
        Vertex next;
        if (bestFirst.compare(reflected, best) < 0) {
          Vertex expanded = evaluated(along(centroid, reflected.u, beta));
          next = bestFirst.compare(expanded, reflected) < 0 ? expanded : reflected;
        } else if (bestFirst.compare(reflected, simplex.get(n - 1)) < 0) {
          next = reflected;
        } else {
          boolean outside = bestFirst.compare(reflected, worst) < 0;
          Vertex contracted = evaluated(along(centroid, outside ? reflected.u : worst.u, gamma));
          boolean accepted =
              outside
                  ? bestFirst.compare(contracted, reflected) <= 0
                  : bestFirst.compare(contracted, worst) < 0;
          if (!accepted) {
            simplex = shrunken(simplex, delta);
            continue;
          }
          next = contracted;
        }
        simplex.set(n, next);
      }
    }

    /** The start and a point an edge from it along each axis, inwards. */
    private List<double[]> axes(double[] from) {
      var points = new ArrayList<double[]>();
      points.add(from);
      for (int j = 0; j < n; j++) {
        double[] u = from.clone();
        u[j] += u[j] + edge > 1 ? -edge : edge;
        points.add(u);
      }
      return points;
    }

    private List<Vertex> shrunken(List<Vertex> simplex, double delta) {
      Vertex best = simplex.getFirst();
      List<Vertex> next =
          evaluated(
              simplex.subList(1, n + 1).stream().map(v -> along(best.u, v.u, delta)).toList());
      next.addFirst(best);
      return next;
    }

    /** origin + factor (towards - origin), moved into the cube. */
    private double[] along(double[] origin, double[] towards, double factor) {
      double[] u = new double[n];
      for (int j = 0; j < n; j++) {
        u[j] = Math.clamp(origin[j] + factor * (towards[j] - origin[j]), 0.0, 1.0);
      }
      return u;
    }

    private double[] centroid(List<Vertex> simplex) {
      double[] centroid = new double[n];
      for (Vertex vertex : simplex.subList(0, n)) {
        for (int j = 0; j < n; j++) {
          centroid[j] += vertex.u[j] / n;
        }
      }
      return centroid;
    }

    private Vertex evaluated(double[] u) {
      return new Vertex(u, evaluate.at(space.fromUnit(u)));
    }

    private List<Vertex> evaluated(List<double[]> points) {
      List<Trial> trials = evaluate.all(points.stream().map(space::fromUnit).toList());
      var vertices = new ArrayList<Vertex>();
      for (int i = 0; i < points.size(); i++) {
        vertices.add(new Vertex(points.get(i), trials.get(i)));
      }
      return vertices;
    }

    private static double size(List<Vertex> simplex) {
      double size = 0;
      for (Vertex vertex : simplex) {
        size = Math.max(size, distance(simplex.getFirst().u, vertex.u));
      }
      return size;
    }

    private static double distance(double[] a, double[] b) {
      double distance = 0;
      for (int j = 0; j < a.length; j++) {
        distance = Math.max(distance, Math.abs(a[j] - b[j]));
      }
      return distance;
    }
  }
}
