package org.talweg.search.function;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What makes one instance of a BBOB function: the shifts x_opt and f_opt, the rotations R and Q,
 * and the random numbers that they come from.
 *
 * <p>The definitions leave the generator open. This is the one of the 2009 competition, which the
 * COCO platform keeps, so that function, dimension and instance name the same problem here as
 * there: Lehmer's x -> 16807 x mod (2^31 - 1) behind Bays and Durham's shuffle of 32 entries,
 * normal numbers by Box and Muller, and a rotation as the Gram-Schmidt basis of a normal matrix's
 * columns. A seed is {@code function + 10000 instance}; of two rotations one is drawn from the seed
 * and one from the seed + 10^6.
 *
 * <p>Cost: O(D^3) for a rotation, once per instance.
 */
record BbobInstance(int function, int dimension, int instance) {
  private static final long MODULUS = 2147483647;

  /** The seed of all but f_opt's numbers. f4 shares f3's and f18 shares f17's. */
  long seed() {
    int family = function == 4 ? 3 : function == 18 ? 17 : function;
    return family + 10_000L * instance;
  }

  /** f_opt: a Cauchy number, of median distance 100 to 0, cut at 1000 and to two digits. */
  double fOpt() {
    double ratio = normal(1, seed())[0] / normal(1, seed() + 1)[0];
    return Math.clamp(Math.floor(100 * 100 * ratio + 0.5) / 100, -1000.0, 1000.0);
  }

  /** x_opt uniform in [-4, 4]^D on a grid of 8e-4, nowhere 0. */
  double[] xOpt() {
    return xOpt(seed());
  }

  double[] xOpt(long seed) {
    double[] x = uniform(dimension, seed);
    for (int i = 0; i < dimension; i++) {
      x[i] = 8 * Math.floor(1e4 * x[i]) / 1e4 - 4;
      if (x[i] == 0) {
        x[i] = -1e-5;
      }
    }
    return x;
  }

  /** The rotation that is applied last, by its definition R in f10 or f15 and Q in f6 or f13. */
  double[][] outer() {
    return rotation(seed() + 1_000_000);
  }

  /** The other rotation. */
  double[][] inner() {
    return rotation(seed());
  }

  /** Signs 1 or -1, as many as dimensions. */
  double[] signs() {
    double[] u = uniform(dimension, seed());
    return IntStream.range(0, dimension).mapToDouble(i -> u[i] < 0.5 ? -1 : 1).toArray();
  }

  private double[][] rotation(long seed) {
    double[] g = normal(dimension * dimension, seed);
    double[][] b = new double[dimension][dimension];
    for (int column = 0; column < dimension; column++) {
      double[] v = new double[dimension];
      System.arraycopy(g, column * dimension, v, 0, dimension);
      for (int earlier = 0; earlier < column; earlier++) {
        double projection = 0;
        for (int k = 0; k < dimension; k++) {
          projection += v[k] * b[k][earlier];
        }
        for (int k = 0; k < dimension; k++) {
          v[k] -= projection * b[k][earlier];
        }
      }
      double length = Math.sqrt(Scalable.sphere(v));
      for (int k = 0; k < dimension; k++) {
        b[k][column] = v[k] / length;
      }
    }
    return b;
  }

  /** Standard normal numbers. */
  static double[] normal(int count, long seed) {
    double[] u = uniform(2 * count, seed);
    double[] g = new double[count];
    for (int i = 0; i < count; i++) {
      double value = Math.sqrt(-2 * Math.log(u[i])) * Math.cos(2 * Math.PI * u[count + i]);
      g[i] = value == 0 ? 1e-99 : value;
    }
    return g;
  }

  /** Numbers in (0, 1). */
  static double[] uniform(int count, long seed) {
    long state = Math.max(1, Math.abs(seed));
    long[] shuffle = new long[32];
    for (int i = 39; i >= 0; i--) {
      state = 16_807 * state % MODULUS;
      if (i < shuffle.length) {
        shuffle[i] = state;
      }
    }
    long drawn = shuffle[0];
    double[] u = new double[count];
    for (int i = 0; i < count; i++) {
      state = 16_807 * state % MODULUS;
      int slot = (int) (drawn / 67_108_865);
      drawn = shuffle[slot];
      shuffle[slot] = state;
      u[i] = drawn / (double) MODULUS;
    }
    return u;
  }

  /** The places of the sorted numbers: a random permutation of 0 .. count - 1. */
  static int[] order(double[] numbers) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> numbers[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
