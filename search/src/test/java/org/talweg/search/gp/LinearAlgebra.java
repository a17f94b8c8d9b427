package org.talweg.search.gp;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionBlock_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;

/**
 * Compares the time of a Cholesky factorisation, which dominates a fit, among {@link Triangular},
 * EJML and Hipparchus. Not a test: {@link #main} prints medians of CPU time, and each as a multiple
 * of the first.
 */
final class LinearAlgebra {
  private LinearAlgebra() {}

  public static void main(String[] arguments) {
    System.out.println("n: Triangular ms; EJML, EJML blocked, Hipparchus as multiples");
    for (int n : new int[] {50, 100, 200, 500, 1000}) {
      double[][] a = covariance(n);
      int times = Math.max(7, 4_000_000 / (n * n));
      double own =
          median(
              times,
              () -> {
                double[][] copy = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
                if (!Triangular.factor(copy, n)) {
                  throw new IllegalStateException();
                }
              });
      double inner = median(times, () -> ejml(a, new CholeskyDecompositionInner_DDRM(true)));
      double block = median(times, () -> ejml(a, new CholeskyDecompositionBlock_DDRM(60)));
      double hipparchus =
          n > 500
              ? Double.NaN
              : median(
                  Math.min(times, 50),
                  () -> {
                    var _ = new CholeskyDecomposition(MatrixUtils.createRealMatrix(a), 1e-9, 0);
                  });
      System.out.printf(
          Locale.ROOT,
          "%d: %.3f; %.2f, %.2f, %.2f%n",
          n,
          own,
          inner / own,
          block / own,
          hipparchus / own);
    }
  }

  private static void ejml(double[][] a, CholeskyDecomposition_F64<DMatrixRMaj> cholesky) {
    if (!cholesky.decompose(new DMatrixRMaj(a))) {
      throw new IllegalStateException();
    }
  }

  private static double[][] covariance(int n) {
    var random = new Random(1);
    double[] x = random.doubles(n).toArray();
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = Math.exp(-10 * Math.abs(x[i] - x[j])) + (i == j ? 1e-3 : 0);
      }
    }
    return a;
  }

  private static double median(int times, Runnable task) {
    var threads = ManagementFactory.getThreadMXBean();
    double[] taken = new double[times];
    for (int i = 0; i < 2 * times; i++) {
      long before = threads.getCurrentThreadCpuTime();
      task.run();
      taken[i % times] = (threads.getCurrentThreadCpuTime() - before) / 1e6;
    }
    Arrays.sort(taken);
    return taken[times / 2];
  }
}
