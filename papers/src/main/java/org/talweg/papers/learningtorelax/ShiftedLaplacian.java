package org.talweg.papers.learningtorelax;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.papers.Context;
import org.talweg.search.sequence.SequenceProblem;

/**
 * The paper's first experiment: A_t = L + c_t I, L the 5-point Laplacian on 10 x 10 points with 4
 * on the diagonal, solved by SOR to 1e-8.
 *
 * <p>Shifts are -0.15 + 0.6 X, X of Beta(1/2, 3/2) (high variance) or Beta(2, 6) (low); right-hand
 * sides are standard normal vectors no longer than sqrt(n). A fresh right-hand side for every t,
 * the same for every omega.
 */
final class ShiftedLaplacian {
  static final int SIDE = 10;
  static final double LEAST = -0.15;
  static final double MOST = 0.65;
  private static final double TOLERANCE = 1e-8;

  private ShiftedLaplacian() {}

  /** How the shifts are distributed. */
  enum Variance {
    HIGH,
    LOW;

    @Override
    public String toString() {
      return this == HIGH ? "high-variance shifts" : "low-variance shifts";
    }

    double shift(RandomGenerator random) {
      return LEAST + 0.6 * (this == HIGH ? beta(random, 0.5, 1.5) : beta(random, 2, 6));
    }
  }

  static SequenceProblem problem(Variance variance, int instances, List<Double> grid, long seed) {
    double[] shifts = shifts(variance, instances, seed);
    double[][] right = rightHandSides(instances, seed);
    return SequenceProblem.of(
            "shifted Laplacian, " + variance,
            instances,
            grid,
            (t, omega) -> iterations(shifts[t], right[t], omega))
        .withContexts(
            new SequenceProblem.Contexts(Arrays.stream(shifts).boxed().toList(), LEAST, MOST))
        .withLeastCost(1);
  }

  static int iterations(double shift, double[] right, double omega) {
    return Relaxation.sor(Csr.laplacian(SIDE, 1, shift), right, omega, TOLERANCE).iterations();
  }

  /**
   * Young's optimum for a shift: the Jacobi iteration has spectral radius 4 cos(pi/11) / (4 + c).
   */
  static double youngOptimum(double shift) {
    return Relaxation.youngOptimum(4 * Math.cos(Math.PI / (SIDE + 1)) / (4 + shift));
  }

  static double[] shifts(Variance variance, int instances, long seed) {
    RandomGenerator random = Context.random(seed, "shifts " + variance);
    double[] shifts = new double[instances];
    Arrays.setAll(shifts, t -> variance.shift(random));
    return shifts;
  }

  static double[][] rightHandSides(int instances, long seed) {
    RandomGenerator random = Context.random(seed, "right-hand sides");
    double[][] all = new double[instances][];
    Arrays.setAll(all, t -> truncatedNormal(random));
    return all;
  }

  private static double[] truncatedNormal(RandomGenerator random) {
    double[] b = new double[SIDE * SIDE];
    do {
      Arrays.setAll(b, i -> random.nextGaussian());
    } while (Csr.norm(b) > SIDE);
    return b;
  }

  /** Beta(a, b) as x / (x + y), x and y gamma variables. */
  private static double beta(RandomGenerator random, double a, double b) {
    double x = gamma(random, a);
    double y = gamma(random, b);
    return x / (x + y);
  }

  /** Gamma(a, 1), a a multiple of 1/2: half a chi-square variable of 2a degrees of freedom. */
  private static double gamma(RandomGenerator random, double a) {
    double sum = 0;
    for (int i = 0; i < Math.round(2 * a); i++) {
      double z = random.nextGaussian();
      sum += z * z / 2;
    }
    return sum;
  }
}
