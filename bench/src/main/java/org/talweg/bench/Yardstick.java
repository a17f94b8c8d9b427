package org.talweg.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Trial;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Dominance;
import org.talweg.model.Objective;
import org.talweg.search.function.Optimum;
import org.talweg.search.pareto.Hypervolume;

/**
 * Measures how far a set of trials is from the best known: simple regret for one objective, the
 * hypervolume that is missing for several. Only feasible trials at full fidelity count; without any
 * the gap is infinite.
 */
public sealed interface Yardstick {
  /** Random points that set the scale of a problem's gaps. */
  int RANDOM_POINTS = 200;

  /**
   * One objective.
   *
   * @param cost the least cost known: the value to be minimised, or less the value to be maximised
   */
  record Least(double cost) implements Yardstick {
    public Least {
      if (!Double.isFinite(cost)) {
        throw new IllegalArgumentException("the best known cost is a number, not " + cost);
      }
    }
  }

  /**
   * Several objectives.
   *
   * @param reference the point, in costs, that bounds the hypervolume
   * @param scale the costs' units: hypervolumes are of costs divided by these
   * @param hypervolume of the whole front, so scaled
   */
  record Front(double[] reference, double[] scale, double hypervolume) implements Yardstick {
    /** A front that is known point by point: the hypervolume is computed. */
    public static Front of(List<double[]> costs, double[] reference, double[] scale) {
      var empty = new Front(reference, scale, 0);
      return new Front(reference, scale, empty.volume(costs));
    }

    private double volume(List<double[]> costs) {
      return Hypervolume.of(costs.stream().map(this::scaled).toList(), scaled(reference));
    }

    private double[] scaled(double[] costs) {
      double[] scaled = new double[costs.length];
      Arrays.setAll(scaled, i -> costs[i] / scale[i]);
      return scaled;
    }
  }

  /** The yardstick of a test function. */
  static Yardstick of(Optimum optimum) {
    return switch (optimum) {
      case Optimum.Least least -> new Least(least.value());
      case Optimum.Front front -> {
        double[] ones = new double[front.reference().size()];
        Arrays.fill(ones, 1);
        yield new Front(front.referencePoint(), ones, front.hypervolume());
      }
    };
  }

  /** A gauge of the gap that falls as trials come in. */
  default Gauge gauge(List<Objective> objectives) {
    return new Gauge(this, objectives);
  }

  /** The gap to the best known after every trial so far; never rises, never below 0. */
  final class Gauge {
    private final Yardstick yardstick;
    private final List<Objective> objectives;
    private final List<double[]> front = new ArrayList<>();
    private double gap = Double.POSITIVE_INFINITY;

    private Gauge(Yardstick yardstick, List<Objective> objectives) {
      this.yardstick = yardstick;
      this.objectives = objectives;
    }

    /** Takes in a trial. */
    public void add(Trial trial) {
      if (!trial.feasible()) {
        return;
      }
      double[] costs = Dominance.costs(objectives, trial.assessment().orElseThrow());
      double now =
          switch (yardstick) {
            case Least(double cost) -> costs[0] - cost;
            case Front all -> {
              front.removeIf(other -> atLeastAsGood(costs, other));
              if (front.stream().noneMatch(other -> atLeastAsGood(other, costs))) {
                front.add(costs);
              }
              yield all.hypervolume() - all.volume(front);
            }
          };
      gap = Math.min(gap, Math.max(0, now));
    }

    private static boolean atLeastAsGood(double[] a, double[] b) {
      for (int i = 0; i < a.length; i++) {
        if (a[i] > b[i]) {
          return false;
        }
      }
      return true;
    }

    /** The gap now, infinite before the first feasible trial. */
    public double gap() {
      return gap;
    }
  }

  /**
   * The median gap of {@value #RANDOM_POINTS} random points, each for itself: the scale on which a
   * problem's gaps are compared with those of others. Infeasible points are drawn again, as often
   * as there are points; where none is feasible the scale is that of the best cost.
   */
  default double randomGap(BlackBox problem) throws InterruptedException {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    double[] gaps = new double[RANDOM_POINTS];
    int found = 0;
    for (int i = 0; i < RANDOM_POINTS * RANDOM_POINTS && found < RANDOM_POINTS; i++) {
      if (i >= 2 * RANDOM_POINTS && found > 0) {
        break; // feasible points are rare: as many as there are will do
      }
      var proposal = Proposal.of(problem.space().sample(random));
      Gauge gauge = gauge(problem.objectives());
      try {
        gauge.add(new Trial(i + 1, proposal, new Result.Done(problem.assess(proposal.point()))));
      } catch (AssessmentException e) {
        continue;
      }
      if (Double.isFinite(gauge.gap())) {
        gaps[found++] = gauge.gap();
      }
    }
    double[] sorted = Arrays.copyOf(gaps, found);
    Arrays.sort(sorted);
    double median = found == 0 ? 0 : sorted[found / 2];
    if (median > 0) {
      return median;
    }
    return switch (this) {
      case Least(double cost) ->
          found > 0 && sorted[found - 1] > 0 ? sorted[found - 1] : Math.max(1, Math.abs(cost));
      case Front all -> all.hypervolume();
    };
  }
}
