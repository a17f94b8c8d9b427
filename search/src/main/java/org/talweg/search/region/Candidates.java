package org.talweg.search.region;

import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.model.Parameter;
import org.talweg.search.gp.Encoding;

/**
 * Random points of a trust region. Most have the centre's coordinates but those drawn anew,
 * uniformly in the box, each with probability min(20/d, 1) and at least one (Regis and Shoemaker
 * 2013; Eriksson et al. 2019, supplement). The others differ from the centre in all coordinates, by
 * normal steps whose deviation, in half sides of the box, is log-uniform between 1 and 10^-2.5:
 * where the model knows the way down, a box is too coarse to follow it.
 */
final class Candidates {
  /** Coordinates drawn anew, in expectation. */
  private static final double CHANGES = 20;

  /** Share of the candidates that are near the centre. */
  private static final double NEAR = 0.3;

  /** Powers of ten that their steps span. */
  private static final double POWERS = 2.5;

  private Candidates() {}

  /**
   * @param centre an encoded point
   * @param sides of the box about it, one per parameter; it is clipped to the unit cube, and a
   *     whole number or level can always move to its neighbours
   */
  static double[][] about(
      double[] centre, double[] sides, Encoding encoding, int count, RandomGenerator random) {
    List<Parameter> parameters = encoding.space().parameters();
    int d = centre.length;
    double[] low = new double[d];
    double[] high = new double[d];
    for (int p = 0; p < d; p++) {
      double cell = 1 / parameters.get(p).domain().cardinality();
      double half = Math.max(sides[p] / 2, 1.5 * cell);
      low[p] = Math.max(0, centre[p] - half);
      high[p] = Math.min(1, centre[p] + half);
    }
    double[][] candidates = new double[count][];
    for (int c = 0; c < count; c++) {
      double[] unit = centre.clone();
      if (c < NEAR * count) {
        step(unit, low, high, random);
      } else {
        redraw(unit, low, high, random);
      }
      candidates[c] = encoding.row(unit);
    }
    return candidates;
  }

  private static void step(double[] unit, double[] low, double[] high, RandomGenerator random) {
    double step = Math.pow(10, -POWERS * random.nextDouble());
    for (int p = 0; p < unit.length; p++) {
      double half = (high[p] - low[p]) / 2;
      unit[p] = Math.clamp(unit[p] + step * half * random.nextGaussian(), low[p], high[p]);
    }
  }

  private static void redraw(double[] unit, double[] low, double[] high, RandomGenerator random) {
    double share = Math.min(1, CHANGES / unit.length);
    int changed = random.nextInt(unit.length);
    for (int p = 0; p < unit.length; p++) {
      if (p == changed || random.nextDouble() < share) {
        unit[p] = low[p] + (high[p] - low[p]) * random.nextDouble();
      }
    }
  }
}
