package org.talweg.search.gp;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;

/** The textbook formulas on dense matrices, solved by LU: what the fast code must equal. */
final class Naive {
  private final Encoding encoding;
  private final Kernel kernel;
  private final Hyperparameters h;
  private final double[][] rows;
  private final RealMatrix covariance;
  private final ArrayRealVector centred;
  private final LUDecomposition lu;

  /** Every observation has a row of its own. */
  Naive(Encoding encoding, Kernel kernel, Hyperparameters h, double[][] rows, double[] y) {
    this(encoding, kernel, h, rows, y, 0);
  }

  /** With so much on the diagonal beside the noise, relative to the signal. */
  Naive(
      Encoding encoding,
      Kernel kernel,
      Hyperparameters h,
      double[][] rows,
      double[] y,
      double nugget) {
    this.encoding = encoding;
    this.kernel = kernel;
    this.h = h;
    this.rows = rows;
    int n = rows.length;
    covariance = new Array2DRowRealMatrix(n, n);
    centred = new ArrayRealVector(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance.setEntry(i, j, k(rows[i], rows[j]));
      }
      covariance.addToEntry(i, i, h.noise() + nugget * h.signal());
      centred.setEntry(i, y[i] - h.mean());
    }
    lu = new LUDecomposition(covariance, 0);
  }

  double k(double[] a, double[] b) {
    double q = 0;
    for (int p = 0; p < h.lengths().length; p++) {
      q += encoding.columns().get(p).squaredDistance(a, b) / (h.lengths()[p] * h.lengths()[p]);
    }
    double r = Math.sqrt(q);
    return h.signal()
        * switch (kernel) {
          case MATERN_5_2 -> (1 + Math.sqrt(5) * r + 5 * q / 3) * Math.exp(-Math.sqrt(5) * r);
          case RBF -> Math.exp(-q / 2);
        };
  }

  private ArrayRealVector k(double[] x) {
    var k = new ArrayRealVector(rows.length);
    for (int i = 0; i < rows.length; i++) {
      k.setEntry(i, k(x, rows[i]));
    }
    return k;
  }

  double mean(double[] x) {
    return h.mean() + k(x).dotProduct(lu.getSolver().solve(centred));
  }

  double covariance(double[] x, double[] z) {
    return k(x, z) - k(x).dotProduct(lu.getSolver().solve(k(z)));
  }

  double logLikelihood() {
    double logDeterminant = 0;
    for (int i = 0; i < rows.length; i++) {
      logDeterminant += Math.log(Math.abs(lu.getU().getEntry(i, i)));
    }
    return -0.5
        * (centred.dotProduct(lu.getSolver().solve(centred))
            + logDeterminant
            + rows.length * Math.log(2 * Math.PI));
  }
}
