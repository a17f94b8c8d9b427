package org.talweg.papers.fewuniquecandidates;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.talweg.papers.bandit.GaussianBandit;
import org.talweg.search.gp.GaussianProcess;

/**
 * The posterior of every observation by itself, on a dense matrix with a row for each.
 *
 * <pre>
 *   μ(x) = k(x)ᵀ (K + λI)⁻¹ y,   σ²(x) = k(x,x) - k(x)ᵀ (K + λI)⁻¹ k(x)
 * </pre>
 *
 * <p>A candidate has its own variance raised by the nugget that Talweg's processes have, so that
 * both are the posterior of one model. Cost: t³/3 + A t².
 */
final class Textbook {
  private Textbook() {}

  /** By how much two posteriors differ at most over the candidates. */
  record Difference(double mean, double deviation) {}

  static Difference differenceTo(
      GaussianProcess process, GaussianBandit bandit, int[] chosen, double[] costs) {
    int n = bandit.size();
    double[] mean = new double[n];
    double[] variance = new double[n];
    process.predict(bandit.rows(), n, mean, variance);

    int t = chosen.length;
    RealMatrix k = new Array2DRowRealMatrix(t, t);
    for (int i = 0; i < t; i++) {
      for (int j = 0; j < t; j++) {
        double same = chosen[i] == chosen[j] ? GaussianProcess.NUGGET : 0;
        k.setEntry(i, j, kernel(bandit, chosen[i], chosen[j]) + same);
      }
      k.addToEntry(i, i, bandit.model().noise());
    }
    DecompositionSolver solver = new CholeskyDecomposition(k, 1e-12, 0).getSolver();
    RealVector alpha = solver.solve(new ArrayRealVector(costs));
    double inMean = 0;
    double inDeviation = 0;
    for (int x = 0; x < n; x++) {
      int at = x;
      var kx =
          new ArrayRealVector(
              Arrays.stream(chosen).mapToDouble(i -> kernel(bandit, at, i)).toArray());
      double exact = Math.sqrt(1 - kx.dotProduct(solver.solve(kx)));
      inMean = Math.max(inMean, Math.abs(kx.dotProduct(alpha) - mean[x]));
      inDeviation = Math.max(inDeviation, Math.abs(exact - Math.sqrt(variance[x])));
    }
    return new Difference(inMean, inDeviation);
  }

  private static double kernel(GaussianBandit bandit, int i, int j) {
    double q = 0;
    double[] lengths = bandit.model().lengths();
    for (int p = 0; p < lengths.length; p++) {
      double d = (bandit.rows()[i][p] - bandit.rows()[j][p]) / lengths[p];
      q += d * d;
    }
    return Math.exp(-q / 2);
  }
}
