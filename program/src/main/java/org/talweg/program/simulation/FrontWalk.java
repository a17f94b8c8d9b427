package org.talweg.program.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleBiFunction;
import org.talweg.program.bounded.Lbfgsb;

/**
 * Walks along the front of two smooth objectives, each point found by a quasi-Newton method from
 * the one before.
 *
 * <p><b>Weighted sums:</b> min a J_1(u) + (1 - a) J_2(u), a evenly from 1 to 0.
 *
 * <p><b>Reference points:</b> min 1/2 ||J(u) - z||^2 for z below the front, J normalised by its
 * ends to [0, 1]. With n the front's unit normal at the last point (there J - z over its length; at
 * the start (1, 0)) and t = (n_2, -n_1) its tangent toward smaller J_2, the next reference is
 *
 * <pre>
 *   z = J + h_par t - h_perp n,
 * </pre>
 *
 * so that the points come at about even distances h_par. Ends where J_2 reaches its end.
 *
 * <p>A search ends where the gradient is small, or at a kink where it finds no more descent.
 *
 * <p>Source: the survey of Bernreuther and others 2023, section 3 (paper nonsmooth-pde-mo).
 */
final class FrontWalk {
  private static final int MOST_ITERATIONS = 500;
  private static final int MOST_POINTS = 500;

  /** Evaluations without a decrease of 1e-12 of the value after which a search ends. */
  private static final int PATIENCE = 10;

  /** Of the largest component of the gradient, in variables in which lengths are plain. */
  static final double TOLERANCE = 1e-7;

  /** A point of the front. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once
  record Member(double[] u, double[] values) {}

  private final Simulation simulation;
  private final double tolerance;
  private final BooleanSupplier over;

  FrontWalk(Simulation simulation, double tolerance, BooleanSupplier over) {
    if (simulation.objectives() != 2) {
      throw new IllegalArgumentException("a walk is along the front of two objectives");
    }
    this.simulation = simulation;
    this.tolerance = tolerance;
    this.over = over;
  }

  /**
   * The least of a function of the objectives.
   *
   * @param value of J, which fills in its derivatives in J_1 and J_2
   */
  private Member minimum(double[] start, ToDoubleBiFunction<double[], double[]> value) {
    double scale = Math.sqrt(simulation.weight()); // variables in which lengths are plain
    int n = start.length;
    double[] free = new double[n];
    Arrays.fill(free, Double.POSITIVE_INFINITY);
    double[] minus = Arrays.stream(free).map(v -> -v).toArray();
    var progress = new Progress();
    Lbfgsb.Result found =
        Lbfgsb.minimise(
            (v, gradient) -> {
              double[] u = Arrays.stream(v).map(a -> a / scale).toArray();
              double[] factors = new double[2];
              double f = value.applyAsDouble(simulation.values(u), factors);
              progress.hear(f);
              Arrays.fill(gradient, 0);
              for (int i = 0; i < 2; i++) {
                double[] g = simulation.subgradient(i, u);
                for (int j = 0; j < n; j++) {
                  gradient[j] += scale * factors[i] * g[j];
                }
              }
              return f;
            },
            Arrays.stream(start).map(a -> a * scale).toArray(),
            minus,
            free,
            tolerance,
            MOST_ITERATIONS,
            () -> progress.stalled() || over.getAsBoolean());
    double[] u = Arrays.stream(found.x()).map(a -> a / scale).toArray();
    return new Member(u, simulation.values(u));
  }

  /** Sees when a kink lets nothing more through. */
  private static final class Progress {
    private double best = Double.POSITIVE_INFINITY;
    private int since = 0;

    void hear(double value) {
      since = value < best - 1e-12 * Math.abs(best) ? 0 : since + 1;
      best = Math.min(best, value);
    }

    boolean stalled() {
      return since >= PATIENCE;
    }
  }

  private Member weighted(double[] start, double a) {
    return minimum(
        start,
        (values, factors) -> {
          factors[0] = a;
          factors[1] = 1 - a;
          return a * values[0] + (1 - a) * values[1];
        });
  }

  /** The points of evenly spread weights from a = 1 to 0. */
  List<Member> weightedSums(double[] start, int points) {
    var all = new ArrayList<Member>();
    double[] from = start;
    for (int k = 0; k < points && !over.getAsBoolean(); k++) {
      Member next = weighted(from, 1 - (double) k / (points - 1));
      all.add(next);
      from = next.u();
    }
    return all;
  }

  /** The points of a walk by reference points, from the end of least J_1 on. */
  List<Member> referencePoints(double[] start, double parallel, double perpendicular) {
    Member first = weighted(start, 1);
    Member last = weighted(first.u(), 0);
    double[] low = {first.values()[0], last.values()[1]};
    double[] range = {last.values()[0] - low[0], first.values()[1] - low[1]};
    var all = new ArrayList<>(List.of(first));
    double[] normal = {1, 0};
    Member at = first;
    while (all.size() < MOST_POINTS && !over.getAsBoolean()) {
      double[] j = normalised(at.values(), low, range);
      double[] z = {
        j[0] + parallel * normal[1] - perpendicular * normal[0],
        j[1] - parallel * normal[0] - perpendicular * normal[1]
      };
      Member next =
          minimum(
              at.u(),
              (values, factors) -> {
                double[] far = normalised(values, low, range);
                double d0 = far[0] - z[0];
                double d1 = far[1] - z[1];
                factors[0] = d0 / range[0];
                factors[1] = d1 / range[1];
                return 0.5 * (d0 * d0 + d1 * d1);
              });
      double[] there = normalised(next.values(), low, range);
      double d0 = there[0] - z[0];
      double d1 = there[1] - z[1];
      double norm = Math.hypot(d0, d1);
      if (!(there[1] < j[1]) || d0 <= 1e-3 * norm || there[1] <= 1e-3) {
        break; // at the end of least J_2
      }
      normal = new double[] {d0 / norm, d1 / norm};
      all.add(next);
      at = next;
    }
    all.add(last);
    return all;
  }

  private static double[] normalised(double[] values, double[] low, double[] range) {
    return new double[] {(values[0] - low[0]) / range[0], (values[1] - low[1]) / range[1]};
  }
}
