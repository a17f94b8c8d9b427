package org.talweg.search.sobol;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.hipparchus.random.SobolSequenceGenerator;
import org.talweg.model.Point;
import org.talweg.model.Space;

/**
 * Sobol's low-discrepancy sequence in the unit cube with Owen's nested uniform scrambling: the
 * initial design and the starting points of other solvers.
 *
 * <p>The n-th point of Sobol's sequence has coordinates x_j = ⊕_k b_k V_jk, with b the bits of n in
 * Gray code and V the direction numbers of Joe and Kuo. Any 2^m points from a multiple of 2^m on
 * put exactly one into each of 2^m equal slices of every axis. Owen's scrambling flips bit k of x_j
 * by a coin that depends on j and on the k - 1 bits before it, and so keeps that property, makes
 * every point uniform on the cube, and takes the variance of an integral of a smooth function from
 * O(1/n) of random points to O(log(n)^(d-1) / n^3). The coins are a hash of the seed, the
 * coordinate and the leading bits, so that nothing is stored.
 *
 * <p>Source: Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections",
 * SIAM J. Sci. Comput. 30 (2008), whose direction numbers Hipparchus carries; Owen, "Randomly
 * permuted (t,m,s)-nets and (t,s)-sequences" (1995) and "Scrambled net variance for integrals of
 * smooth functions", Ann. Statist. 25 (1997). Coordinates beyond {@value #LARGEST} are uniform
 * random. Cost per point: 52 hashes per coordinate.
 */
public final class SobolSequence {
  /** Coordinates that follow Sobol's sequence; direction numbers of further ones get costly. */
  public static final int LARGEST = 1000;

  private static final int BITS = 52;
  private static final double SCALE = 0x1p52;

  /** Points tried for one that satisfies the known constraints, before one is repaired. */
  private static final int MISSES = 100;

  private final SobolSequenceGenerator sobol;
  private final int dimension;
  private final long seed;
  private final RandomGenerator random;

  /**
   * @param dimension coordinates of each point, at least 1
   * @param seed decides the scrambling; the same seed gives the same points
   */
  public SobolSequence(int dimension, long seed) {
    this.dimension = dimension;
    this.seed = seed;
    sobol = new SobolSequenceGenerator(Math.min(dimension, LARGEST));
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(mix(seed));
  }

  /** The next point, each coordinate in [0,1). */
  public double[] next() {
    double[] plain = sobol.nextVector();
    double[] u = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      u[j] = j < plain.length ? scramble(plain[j], mix(seed + j)) : random.nextDouble();
    }
    return u;
  }

  /**
   * The next point of a space that satisfies its known constraints: those that do not are passed
   * over, and where a hundred in a row do not, the next is repaired.
   */
  public Point next(Space space) {
    for (int i = 0; i < MISSES; i++) {
      Point point = space.fromUnit(next());
      if (space.violation(point) == 0) {
        return point;
      }
    }
    return space.repair(next(), random);
  }

  private static double scramble(double x, long coins) {
    long plain = (long) (x * SCALE);
    long scrambled = 0;
    for (int bit = BITS - 1; bit >= 0; bit--) {
      // The bits above this one, with a leading 1 so that 0 and 00 differ.
      long prefix = (1L << (BITS - 1 - bit)) | (plain >>> bit >>> 1);
      long flip = mix(coins ^ mix(prefix)) & 1;
      scrambled |= (((plain >>> bit) & 1) ^ flip) << bit;
    }
    return scrambled / SCALE;
  }

  /** SplitMix64's step and finaliser. */
  private static long mix(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
