package org.talweg.search.function;

import static org.talweg.search.function.BbobTransforms.oscillate;
import static org.talweg.search.function.BbobTransforms.part;
import static org.talweg.search.function.BbobTransforms.penalty;
import static org.talweg.search.function.BbobTransforms.times;

import org.talweg.search.function.Bbob.Raw;

/**
 * BBOB f21 and f22: Gaussian peaks of random place, height and shape.
 *
 * <pre>
 * f(x) = T_osz(10 - max_i w_i exp(-1/(2D) (x - y_i)' R' C_i R (x - y_i)))^2 + f_pen(x)
 * w_1  = 10,  w_i = 1.1 + 8 (i - 2)/(n - 2);   C_i = Lambda^{a_i} / a_i^(1/4), its diagonal permuted
 * </pre>
 *
 * with a_i for i > 1 a permutation of 1000^(2j/(n-2)), j = 0 .. n-2. For f21 n = 101 and a_1 =
 * 1000; for f22 n = 21 and a_1 = 1000^2. The definition's symbols, see {@link Bbob} for the source.
 * What R y_i is does not change, so that an evaluation costs O(n D + D^2).
 */
final class BbobGallagher {
  private BbobGallagher() {}

  /**
   * @param first a_1
   * @param range peaks lie in [-range, range]^D, the first at 0.8 of its place
   */
  static Raw peaks(BbobInstance random, int n, double first, double range) {
    int d = random.dimension();
    double[][] r = random.inner();
    double[][] places = places(random, n, range);
    double[][] rotated = new double[n][];
    double[][] shapes = new double[n][];
    double[] heights = new double[n];
    int[] ranks = BbobInstance.order(BbobInstance.uniform(n - 1, random.seed()));
    for (int i = 0; i < n; i++) {
      rotated[i] = times(r, places[i]);
      double a = i == 0 ? first : Math.pow(1000, 2.0 * ranks[i - 1] / (n - 2));
      int[] order = BbobInstance.order(BbobInstance.uniform(d, random.seed() + 1000L * i));
      shapes[i] = new double[d];
      for (int k = 0; k < d; k++) {
        shapes[i][k] = Math.pow(a, part(order[k], d) / 2 - 0.25);
      }
      heights[i] = i == 0 ? 10 : 1.1 + 8.0 * (i - 1) / (n - 2);
    }
    return new Raw(
        places[0],
        x -> {
          double[] z = times(r, x);
          double highest = 0;
          for (int i = 0; i < n; i++) {
            double distance = 0;
            for (int k = 0; k < d; k++) {
              double away = z[k] - rotated[i][k];
              distance += shapes[i][k] * away * away;
            }
            highest = Math.max(highest, heights[i] * Math.exp(-distance / (2.0 * d)));
          }
          double depth = oscillate(10 - highest);
          return depth * depth + penalty(x);
        });
  }

  private static double[][] places(BbobInstance random, int n, double range) {
    int d = random.dimension();
    double[] u = BbobInstance.uniform(n * d, random.seed());
    double[][] places = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        places[i][k] = (i == 0 ? 0.8 : 1) * (2 * range * u[i * d + k] - range);
      }
    }
    return places;
  }
}
