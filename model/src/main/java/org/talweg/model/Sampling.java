package org.talweg.model;

import java.util.random.RandomGenerator;

/**
 * Random points that satisfy known constraints: rejection first, which leaves the distribution
 * uniform, and where that is hopeless a random walk towards less violation.
 */
final class Sampling {
  /** Random points tried before the walk. */
  private static final int SAMPLES = 200;

  /** Steps of the walk. */
  private static final int STEPS = 5_000;

  private Sampling() {}

  static Point sample(Space space, RandomGenerator random) {
    double[] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < SAMPLES; i++) {
      double[] u = uniform(space.unitDimension(), random);
      Point point = space.fromUnit(u);
      double violation = space.violation(point);
      if (violation == 0) {
        return point;
      }
      if (i == 0 || violation < least) {
        best = u;
        least = violation;
      }
    }
    return repair(space, best, random);
  }

  private static double[] uniform(int dimension, RandomGenerator random) {
    double[] u = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      u[k] = random.nextDouble();
    }
    return u;
  }

  static Point repair(Space space, double[] start, RandomGenerator random) {
    double[] best = start.clone();
    Point point = space.fromUnit(best);
    double least = space.violation(point);
    for (int i = 0; i < STEPS && least > 0; i++) {
      double[] u = step(best, random);
      Point next = space.fromUnit(u);
      double violation = space.violation(next);
      if (violation <= least) {
        best = u;
        point = next;
        least = violation;
      }
    }
    return point;
  }

  /** Changes one coordinate, and any other with probability 1/d, by 1e-8 to 1 in size. */
  private static double[] step(double[] from, RandomGenerator random) {
    double[] u = from.clone();
    double size = Math.pow(10, -8 * random.nextDouble());
    int changed = random.nextInt(u.length);
    for (int k = 0; k < u.length; k++) {
      if (k == changed || random.nextInt(u.length) == 0) {
        u[k] = Math.clamp(u[k] + size * random.nextGaussian(), 0.0, 1.0);
      }
    }
    return u;
  }
}
