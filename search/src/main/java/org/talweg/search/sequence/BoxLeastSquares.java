package org.talweg.search.sequence;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/**
 * The least of 1/2 theta' G theta - q' theta over the box |theta_j| <= u_j, G positive semidefinite
 * and small, by an active set: solve for the free variables; step towards that as far as the box
 * allows, and fix the variable that stops the step; once none does, free the fixed variable whose
 * gradient pulls it inwards most. Where G is singular, a ridge of 1e-11 of its trace picks about
 * the shortest solution.
 *
 * <p>Source: Stark and Parker 1995. Ends at the optimum after finitely many sets, in practice about
 * as many as variables; O(m^3) each.
 */
final class BoxLeastSquares {
  private static final double RIDGE = 1e-11;

  private BoxLeastSquares() {}

  static double[] minimize(double[][] g, double[] q, double[] u) {
    int m = q.length;
    double trace = IntStream.range(0, m).mapToDouble(j -> g[j][j]).sum();
    double ridge = RIDGE * trace;
    double[] theta = new double[m];
    boolean[] free = new boolean[m];
    Arrays.fill(free, true);
    if (trace == 0) {
      return theta;
    }
    for (int round = 0; round < 10 * m + 10; round++) {
      double[] target = solve(g, q, theta, free, ridge);
      double step = 1;
      int blocking = -1;
      for (int j = 0; j < m; j++) {
        if (free[j] && Math.abs(target[j]) > u[j]) {
          double bound = Math.copySign(u[j], target[j]);
          double here = Math.clamp((bound - theta[j]) / (target[j] - theta[j]), 0.0, 1.0);
          if (blocking < 0 || here < step) {
            step = here;
            blocking = j;
          }
        }
      }
      for (int j = 0; j < m; j++) {
        theta[j] = free[j] ? theta[j] + step * (target[j] - theta[j]) : theta[j];
      }
      if (blocking >= 0) {
        theta[blocking] = Math.copySign(u[blocking], target[blocking]);
        free[blocking] = false;
        continue;
      }
      int inward = -1;
      double most = 1e-12 * trace;
      for (int j = 0; j < m; j++) {
        // At the upper bound a positive gradient pulls inwards, at the lower one a negative.
        double pull = free[j] ? 0 : Math.signum(theta[j]) * gradient(g, q, theta, ridge, j);
        if (pull > most) {
          most = pull;
          inward = j;
        }
      }
      if (inward < 0) {
        return theta;
      }
      free[inward] = true;
    }
    return theta;
  }

  private static double gradient(double[][] g, double[] q, double[] theta, double ridge, int j) {
    double sum = ridge * theta[j] - q[j];
    for (int k = 0; k < q.length; k++) {
      sum += g[j][k] * theta[k];
    }
    return sum;
  }

  /** The unconstrained optimum over the free variables, the others as they are. */
  private static double[] solve(
      double[][] g, double[] q, double[] theta, boolean[] free, double ridge) {
    int[] index = IntStream.range(0, q.length).filter(j -> free[j]).toArray();
    double[] target = theta.clone();
    if (index.length == 0) {
      return target;
    }
    var a = new DMatrixRMaj(index.length, index.length);
    var b = new DMatrixRMaj(index.length, 1);
    for (int r = 0; r < index.length; r++) {
      double right = q[index[r]];
      for (int k = 0; k < q.length; k++) {
        right -= free[k] ? 0 : g[index[r]][k] * theta[k];
      }
      b.set(r, 0, right);
      for (int c = 0; c < index.length; c++) {
        a.set(r, c, g[index[r]][index[c]] + (r == c ? ridge : 0));
      }
    }
    var solver = LinearSolverFactory_DDRM.chol(index.length);
    var x = new DMatrixRMaj(index.length, 1);
    if (!solver.setA(a)) {
      throw new IllegalArgumentException("the matrix is not positive semidefinite");
    }
    solver.solve(b, x);
    for (int r = 0; r < index.length; r++) {
      target[index[r]] = x.get(r, 0);
    }
    return target;
  }
}
