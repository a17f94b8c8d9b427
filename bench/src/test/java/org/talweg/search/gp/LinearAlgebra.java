package org.talweg.search.gp;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bytedeco.openblas.global.openblas;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionBlock_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.store.R064Store;

/**
 * Compares the time of what a fit of a Gaussian process consists of, among {@link Triangular},
 * EJML, ojAlgo, OpenBLAS through JavaCPP, and Hipparchus: a Cholesky factorisation A = LLᵀ,
 * triangular solves, and a symmetric rank-n update.
 *
 * <p>Not a test: {@link #main} prints medians of CPU time, those of {@link Triangular} in
 * milliseconds and each other as a multiple. It lies in that class's package to reach it, and in
 * this module because nothing else should carry the libraries. ojAlgo and OpenBLAS are bound to one
 * thread. Matrices lie as each library likes them before the clock starts; a factorisation
 * overwrites a copy, which counts for all.
 */
final class LinearAlgebra {
  private static final int[] SIZES = {50, 200, 400, 1000};

  private LinearAlgebra() {}

  public static void main(String[] arguments) {
    openblas.blas_set_num_threads(1);
    OjAlgoUtils.limitThreadsTo(1);
    for (int n : SIZES) {
      double[][] a = covariance(n);
      report(n, "factor A = LL'", factorisations(a));
      report(n, "solve LX = B for n columns", solves(a));
      report(n, "W'W, lower half", updates(a));
    }
  }

  private static void report(int n, String what, Map<String, Runnable> tasks) {
    int times = Math.clamp(40_000_000L / ((long) n * n), 7, 2000);
    var line = new StringBuilder();
    double own = 0;
    for (var task : tasks.entrySet()) {
      double taken = median(times, task.getValue());
      own = own == 0 ? taken : own;
      line.append(
          line.isEmpty()
              ? String.format(Locale.ROOT, "%s %.3f ms", task.getKey(), own)
              : String.format(Locale.ROOT, ", %s x %.2f", task.getKey(), taken / own));
    }
    System.out.printf("n = %d, %s: %s%n", n, what, line);
  }

  private static Map<String, Runnable> factorisations(double[][] a) {
    int n = a.length;
    double[] flat = flat(a);
    double[] scratch = new double[n * n];
    double[][] copy = new double[n][n];
    var tasks = new LinkedHashMap<String, Runnable>();
    tasks.put(
        "Triangular",
        () -> {
          for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], 0, copy[i], 0, n);
          }
          check(Triangular.factor(copy, n));
        });
    tasks.put("EJML", () -> ejml(flat, n, new CholeskyDecompositionInner_DDRM(true)));
    tasks.put("EJML blocked", () -> ejml(flat, n, new CholeskyDecompositionBlock_DDRM(60)));
    var store = R064Store.FACTORY.copy(org.ojalgo.structure.Access2D.wrap(a));
    Cholesky<Double> cholesky = Cholesky.R064.make(n, n);
    tasks.put("ojAlgo", () -> check(cholesky.decompose(store)));
    tasks.put(
        "OpenBLAS",
        () -> {
          System.arraycopy(flat, 0, scratch, 0, flat.length);
          check(openblas.LAPACKE_dpotrf(openblas.LAPACK_ROW_MAJOR, (byte) 'L', n, scratch, n) == 0);
        });
    if (n <= 400) {
      tasks.put(
          "Hipparchus",
          () -> {
            var _ =
                new org.hipparchus.linear.CholeskyDecomposition(
                    org.hipparchus.linear.MatrixUtils.createRealMatrix(a), 1e-9, 0);
          });
    }
    return tasks;
  }

  /** Triangular computes L⁻¹, which is what its users multiply by ever after: B is the identity. */
  private static Map<String, Runnable> solves(double[][] a) {
    int n = a.length;
    double[][] upper = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    check(Triangular.factor(upper, n));
    double[] lower = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        lower[i * n + j] = upper[j][i];
      }
    }
    double[][] inverse = new double[n][n];
    double[] scratch = new double[n * n];
    var tasks = new LinkedHashMap<String, Runnable>();
    tasks.put("Triangular", () -> Triangular.invert(upper, n, inverse));
    tasks.put(
        "EJML",
        () -> {
          identity(scratch, n);
          TriangularSolver_DDRM.solveL(lower, scratch, n, n);
        });
    tasks.put(
        "OpenBLAS",
        () -> {
          identity(scratch, n);
          openblas.cblas_dtrsm(
              openblas.CblasRowMajor,
              openblas.CblasLeft,
              openblas.CblasLower,
              openblas.CblasNoTrans,
              openblas.CblasNonUnit,
              n,
              n,
              1,
              lower,
              n,
              scratch,
              n);
        });
    var store = R064Store.FACTORY.make(n, n);
    Cholesky<Double> cholesky = Cholesky.R064.make(n, n);
    check(cholesky.decompose(R064Store.FACTORY.copy(org.ojalgo.structure.Access2D.wrap(a))));
    tasks.put("ojAlgo, both solves", () -> cholesky.getInverse(store));
    return tasks;
  }

  private static Map<String, Runnable> updates(double[][] a) {
    int n = a.length;
    double[][] w = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    double[] flat = flat(a);
    double[][] out = new double[n][n];
    double[] result = new double[n * n];
    var tasks = new LinkedHashMap<String, Runnable>();
    tasks.put("Triangular, W triangular", () -> Triangular.gram(w, n, out));
    var matrix = new DMatrixRMaj(n, n, true, flat);
    var product = new DMatrixRMaj(n, n);
    tasks.put("EJML", () -> CommonOps_DDRM.multInner(matrix, product));
    var store = R064Store.FACTORY.copy(org.ojalgo.structure.Access2D.wrap(a));
    var target = R064Store.FACTORY.make(n, n);
    tasks.put("ojAlgo", () -> target.fillByMultiplying(store.transpose(), store));
    tasks.put(
        "OpenBLAS",
        () ->
            openblas.cblas_dsyrk(
                openblas.CblasRowMajor,
                openblas.CblasLower,
                openblas.CblasTrans,
                n,
                n,
                1,
                flat,
                n,
                0,
                result,
                n));
    return tasks;
  }

  private static void identity(double[] b, int n) {
    Arrays.fill(b, 0);
    for (int i = 0; i < n; i++) {
      b[i * n + i] = 1;
    }
  }

  private static void ejml(double[] a, int n, CholeskyDecomposition_F64<DMatrixRMaj> cholesky) {
    check(cholesky.decompose(new DMatrixRMaj(n, n, true, a.clone())));
  }

  private static void check(boolean succeeded) {
    if (!succeeded) {
      throw new IllegalStateException("the matrix was not factored");
    }
  }

  private static double[] flat(double[][] a) {
    return Arrays.stream(a).flatMapToDouble(Arrays::stream).toArray();
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

  /** Of the CPU time of this thread, so that other programs disturb little. */
  private static double median(int times, Runnable task) {
    var threads = ManagementFactory.getThreadMXBean();
    List<Double> taken = new ArrayList<>();
    for (int i = 0; i < 2 * times; i++) {
      long before = threads.getCurrentThreadCpuTime();
      task.run();
      if (i >= times) {
        taken.add((threads.getCurrentThreadCpuTime() - before) / 1e6);
      }
    }
    return taken.stream().sorted().skip(times / 2).findFirst().orElseThrow();
  }
}
