package org.talweg.program.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Sweep;
import org.talweg.model.Dominance;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * What all sweeps of a front begin with: its ends, and with them the ideal point, the ranges r of
 * the objectives, and a bound on how bad each may be.
 *
 * <pre>
 *   first    min f_i                                            for each i
 *   then     min f_i / r_i + d sum of f_j / r_j over j != i     for each i: an end of the front
 * </pre>
 *
 * with d = {@value #SLIGHTLY}, so that of several best points of one objective one that the others
 * do not regret is taken. Then {@link #point}s between.
 */
abstract class FrontCourse implements Sweep.Course<Program, PrimalDual, PrimalDual> {
  static final double SLIGHTLY = 1e-3;

  final ParetoProgram problem;
  final int k;

  /** The best value of each objective, as a cost. */
  final double[] ideal;

  /** From the best to the worst value of each objective on the front's ends. */
  final double[] range;

  private final List<double[]> costs = new ArrayList<>();
  private double[] start;
  private int step = 0;

  FrontCourse(ParetoProgram problem) {
    this.problem = problem;
    this.k = problem.count();
    this.ideal = new double[k];
    this.range = new double[k];
    Arrays.fill(range, 1);
    this.start = problem.algebra().start();
  }

  /** The program with that number, from 0, between the ends; empty after the last. */
  abstract Optional<Reformulated<Program, PrimalDual, PrimalDual>> point(int number);

  /** Where to begin the next search. */
  double[] start() {
    return start;
  }

  @Override
  public Optional<Reformulated<Program, PrimalDual, PrimalDual>> next(
      Optional<Solution<PrimalDual>> last) {
    boolean feasible = last.filter(s -> s.assessment().feasible()).isPresent();
    if (feasible) {
      start = last.get().solution().x();
    }
    if (step > 0 && step <= 2 * k) {
      if (!feasible) {
        return Optional.empty(); // without its ends there is no front to go along
      }
      costs.add(Dominance.costs(problem.objectives(), last.get().assessment()));
      if (step == k || step == 2 * k) {
        measure(costs.subList(step - k, step));
      }
    }
    int now = step++;
    if (now < k) {
      double[] weights = new double[k];
      weights[now] = 1;
      return Optional.of(weighted(weights));
    } else if (now < 2 * k) {
      double[] weights = new double[k];
      Arrays.setAll(weights, i -> (i == now - k ? 1 : SLIGHTLY) / range[i]);
      return Optional.of(weighted(weights));
    }
    return point(now - 2 * k);
  }

  /** The best of one objective alone may be dominated. */
  @Override
  public boolean onFront() {
    return step > k;
  }

  private void measure(List<double[]> ends) {
    for (int i = 0; i < k; i++) {
      double best = Double.POSITIVE_INFINITY;
      double worst = Double.NEGATIVE_INFINITY;
      for (double[] end : ends) {
        best = Math.min(best, end[i]);
        worst = Math.max(worst, end[i]);
      }
      ideal[i] = best;
      range[i] = Math.max(worst - best, 1e-9 * Math.max(1, Math.abs(best)));
    }
  }

  /** The weighted sum; its weights are the proof's. */
  Reformulated<Program, PrimalDual, PrimalDual> weighted(double[] weights) {
    Program sum = problem.program(problem.sum(weights), List.of(), new double[0], start);
    return new Reformulated<>(sum, point -> with(point, weights), (x, judged) -> judged);
  }

  /** The point with the multipliers of the program's own rows, weights, and those of kinks. */
  PrimalDual with(PrimalDual point, double[] weights) {
    int n = problem.algebra().variables();
    int m = problem.algebra().constraints().size();
    double[] x = Arrays.copyOf(point.x(), n);
    return point.hasDuals()
        ? new PrimalDual(x, Arrays.copyOf(point.y(), m), Arrays.copyOf(point.z(), n))
            .with(
                DoubleStream.concat(Arrays.stream(weights), Arrays.stream(point.more())).toArray())
        : PrimalDual.of(x);
  }

  /**
   * Weights that sum to 1, evenly spread, at most so many and without those of a single objective:
   * all multiples of 1 / h.
   */
  static List<double[]> lattice(int k, int most) {
    int h = 2;
    while (count(k, h + 1) - k <= most) {
      h++;
    }
    var all = new ArrayList<double[]>();
    spread(new double[k], 0, h, h, all);
    all.removeIf(weights -> Arrays.stream(weights).anyMatch(w -> w == 1));
    return all;
  }

  /** h + k - 1 over k - 1. */
  private static double count(int k, int h) {
    double count = 1;
    for (int i = 1; i < k; i++) {
      count = count * (h + i) / i;
    }
    return count;
  }

  private static void spread(double[] weights, int i, int left, int h, List<double[]> all) {
    if (i == weights.length - 1) {
      weights[i] = (double) left / h;
      all.add(weights.clone());
      return;
    }
    for (int part = left; part >= 0; part--) {
      weights[i] = (double) part / h;
      spread(weights, i + 1, left - part, h, all);
    }
  }
}
