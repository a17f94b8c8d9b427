package org.talweg.search.region;

import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.model.Parameter;
import org.talweg.search.gp.Encoding;

/**
 * Random points of a trust region: each has the centre's coordinates but those drawn anew,
 * uniformly in the box, each with probability min(20/d, 1) and at least one (Regis and Shoemaker
 * 2013; Eriksson et al. 2019, supplement).
 */
final class Candidates {
  /** Coordinates drawn anew, in expectation. */
  private static final double CHANGES = 20;

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
    double share = Math.min(1, CHANGES / d);
    double[][] candidates = new double[count][];
    for (int c = 0; c < count; c++) {
      double[] unit = centre.clone();
      int changed = random.nextInt(d);
      for (int p = 0; p < d; p++) {
        if (p == changed || random.nextDouble() < share) {
          double cell = 1 / parameters.get(p).domain().cardinality();
          double half = Math.max(sides[p] / 2, 1.5 * cell);
          double low = Math.max(0, centre[p] - half);
          double high = Math.min(1, centre[p] + half);
          unit[p] = low + (high - low) * random.nextDouble();
        }
      }
      candidates[c] = encoding.row(unit);
    }
    return candidates;
  }
}
