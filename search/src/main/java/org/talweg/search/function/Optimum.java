package org.talweg.search.function;

import java.util.List;
import java.util.function.IntFunction;
import org.talweg.model.Point;

/** What is known about the best a test function can reach over its own space. */
public sealed interface Optimum {
  /**
   * The least value of a single objective, over feasible points.
   *
   * @param value as published, to the digits that its source or this package computed
   * @param precision how far {@code value} may be from the value at {@code points}
   * @param points some points that reach it, in the function's own space; more may exist
   */
  record Least(double value, double precision, List<Point> points) implements Optimum {
    public Least {
      points = List.copyOf(points);
    }

    /** How much worse a value is than the optimum, never below 0. */
    public double regret(double found) {
      return Math.max(0, found - value);
    }
  }

  /**
   * The Pareto front of several objectives, all to be minimised.
   *
   * @param reference the point that bounds the hypervolume, one coordinate per objective
   * @param hypervolume of the whole front with respect to the reference
   * @param precision how far {@code hypervolume} may be from the truth
   * @param sampler gives about as many points of the front, in objective space, as it is asked for,
   *     spread over all of it and none dominated by another
   */
  record Front(
      List<Double> reference,
      double hypervolume,
      double precision,
      IntFunction<List<double[]>> sampler)
      implements Optimum {
    public Front {
      reference = List.copyOf(reference);
    }

    /** The reference as an array. */
    public double[] referencePoint() {
      return reference.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
