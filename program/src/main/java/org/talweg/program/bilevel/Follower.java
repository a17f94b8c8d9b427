package org.talweg.program.bilevel;

import java.util.Arrays;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Sparsity;
import org.talweg.program.factor.MultifrontalLdl;
import org.talweg.program.interior.InteriorPoint;
import org.talweg.program.interior.Parameters;
import org.talweg.program.interior.Solution;

/**
 * Solves the lower level at a fixed x, alone or with a proximal term,
 *
 * <pre>
 *   min over y in Y with g(x, y) in its bounds of  f(x, y) + w/2 ||y - c||^2,
 * </pre>
 *
 * by the interior-point method with the exact derivatives, to a KKT error of 1e-8. This is what the
 * judge relies on; no solver of the form has a hand in it.
 */
final class Follower {
  private static final InteriorPoint SOLVER =
      new InteriorPoint(
          Parameters.defaults(), s -> new MultifrontalLdl(s.rows(), s.row(), s.column()));

  private final Nlp lower;
  private final int n;
  private final Box y;
  private final Sparsity hessian; // the lower level's and the diagonal of y
  private final int[] place; // of the lower level's entries
  private final int[] diagonal; // of the diagonal's

  Follower(Nlp lower, int n, Box y) {
    this.lower = lower;
    this.n = n;
    this.y = y;
    Sparsity own = lower.hessianSparsity();
    int size = lower.variables();
    int[] row = new int[own.size() + size - n];
    int[] column = new int[row.length];
    this.place = new int[own.size()];
    this.diagonal = new int[size - n];
    int k = 0;
    int at = 0;
    for (int i = 0; i < size; i++) {
      for (; k < own.size() && own.row()[k] == i && own.column()[k] < i; k++, at++) {
        row[at] = i;
        column[at] = own.column()[k];
        place[k] = at;
      }
      boolean given = k < own.size() && own.row()[k] == i;
      if (given) {
        place[k++] = at;
      }
      if (i >= n) {
        diagonal[i - n] = at;
      }
      if (given || i >= n) {
        row[at] = i;
        column[at++] = i;
      }
    }
    this.hessian = new Sparsity(size, size, Arrays.copyOf(row, at), Arrays.copyOf(column, at));
  }

  /** What the follower does: the interior-point method's solution in terms of z = (x, y). */
  Solution answer(double[] x, double[] from) {
    return near(x, from, 0);
  }

  /** The same with a proximal term of that weight about c, from c. */
  Solution near(double[] x, double[] c, double weight) {
    var nlp = new Fixed(x, c, weight);
    return SOLVER.solve(nlp, PrimalDual.of(nlp.start()), () -> false, words -> {});
  }

  /** y of a solution. */
  double[] y(Solution solution) {
    return Arrays.copyOfRange(solution.point().x(), n, lower.variables());
  }

  private final class Fixed implements Nlp {
    private final double[] x;
    private final double[] c;
    private final double weight;
    private final double[] values = new double[place.length];

    Fixed(double[] x, double[] c, double weight) {
      this.x = x;
      this.c = c;
      this.weight = weight;
    }

    @Override
    public int variables() {
      return lower.variables();
    }

    @Override
    public int constraints() {
      return lower.constraints();
    }

    @Override
    public double[] lower() {
      return LeaderFollower.joint(x, y.lower());
    }

    @Override
    public double[] upper() {
      return LeaderFollower.joint(x, y.upper());
    }

    @Override
    public double[] constraintLower() {
      return lower.constraintLower();
    }

    @Override
    public double[] constraintUpper() {
      return lower.constraintUpper();
    }

    @Override
    public double[] start() {
      return LeaderFollower.joint(x, c);
    }

    @Override
    public double objective(double[] z) {
      double square = 0;
      for (int j = 0; j < c.length; j++) {
        square += (z[n + j] - c[j]) * (z[n + j] - c[j]);
      }
      return lower.objective(z) + weight / 2 * square;
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
      lower.gradient(z, gradient);
      for (int j = 0; j < c.length; j++) {
        gradient[n + j] += weight * (z[n + j] - c[j]);
      }
    }

    @Override
    public void constraints(double[] z, double[] g) {
      lower.constraints(z, g);
    }

    @Override
    public Sparsity jacobianSparsity() {
      return lower.jacobianSparsity();
    }

    @Override
    public void jacobian(double[] z, double[] entries) {
      lower.jacobian(z, entries);
    }

    @Override
    public Sparsity hessianSparsity() {
      return hessian;
    }

    @Override
    public void hessian(double[] z, double sigma, double[] multipliers, double[] entries) {
      lower.hessian(z, sigma, multipliers, values);
      Arrays.fill(entries, 0, hessian.size(), 0);
      for (int k = 0; k < place.length; k++) {
        entries[place[k]] += values[k];
      }
      for (int at : diagonal) {
        entries[at] += sigma * weight;
      }
    }
  }
}
