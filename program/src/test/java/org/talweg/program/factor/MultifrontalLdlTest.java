package org.talweg.program.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.talweg.program.factor.SymmetricFactorization.Inertia;

class MultifrontalLdlTest {
  /** The entries of the lower triangle, as a solver would hand them in. */
  private record Matrix(int n, int[] row, int[] column, double[] values) {
    static Matrix of(int n, List<double[]> entries) {
      int[] row = new int[entries.size()];
      int[] column = new int[entries.size()];
      double[] values = new double[entries.size()];
      for (int k = 0; k < row.length; k++) {
        row[k] = (int) Math.max(entries.get(k)[0], entries.get(k)[1]);
        column[k] = (int) Math.min(entries.get(k)[0], entries.get(k)[1]);
        values[k] = entries.get(k)[2];
      }
      return new Matrix(n, row, column, values);
    }

    MultifrontalLdl analyse() {
      return new MultifrontalLdl(n, row, column);
    }

    double[] times(double[] x) {
      double[] product = new double[n];
      for (int k = 0; k < row.length; k++) {
        product[row[k]] += values[k] * x[column[k]];
        if (row[k] != column[k]) {
          product[column[k]] += values[k] * x[row[k]];
        }
      }
      return product;
    }

    double[] eigenvalues() {
      var dense = new DMatrixRMaj(n, n);
      for (int k = 0; k < row.length; k++) {
        dense.add(row[k], column[k], values[k]);
        if (row[k] != column[k]) {
          dense.add(column[k], row[k], values[k]);
        }
      }
      var eigen = DecompositionFactory_DDRM.eig(n, false, true);
      eigen.decompose(dense);
      double[] all = new double[n];
      for (int i = 0; i < n; i++) {
        all[i] = eigen.getEigenvalue(i).real;
      }
      return all;
    }

    /** The largest residual of A x = b after solving, relative to |A| |x| + |b|, row by row. */
    double residual(SymmetricFactorization factorization, Random random) {
      double[] b = random.doubles(n, -1, 1).toArray();
      double[] x = b.clone();
      factorization.solve(x);
      double[] product = times(x);
      double[] size = new double[n];
      for (int k = 0; k < row.length; k++) {
        size[row[k]] += Math.abs(values[k] * x[column[k]]);
        size[column[k]] += Math.abs(values[k] * x[row[k]]);
      }
      double most = 0;
      double scale = 0;
      for (int i = 0; i < n; i++) {
        most = Math.max(most, Math.abs(product[i] - b[i]));
        scale = Math.max(scale, size[i] + Math.abs(b[i]));
      }
      return most / scale;
    }
  }

  private static Inertia signs(double[] eigenvalues) {
    int positive = 0;
    int negative = 0;
    for (double value : eigenvalues) {
      positive += value > 0 ? 1 : 0;
      negative += value < 0 ? 1 : 0;
    }
    return new Inertia(positive, negative, 0);
  }

  private static Matrix random(int n, double density, boolean zeroDiagonal, Random random) {
    List<double[]> entries = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < density) {
          entries.add(new double[] {i, j, random.nextGaussian()});
        }
      }
      if (i > 0) { // a chain, so that the matrix hangs together
        entries.add(new double[] {i, i - 1, random.nextGaussian()});
      }
      if (!zeroDiagonal || random.nextInt(4) == 0) {
        entries.add(new double[] {i, i, random.nextGaussian()});
      }
    }
    return Matrix.of(n, entries);
  }

  /**
   * A KKT matrix [W + Sigma, J'; J, 0] with barrier terms over twenty orders of magnitude, of full
   * rank: every constraint has a variable of its own.
   */
  private static Matrix kkt(int variables, int constraints, Random random) {
    List<double[]> entries = new ArrayList<>();
    for (int i = 0; i < variables; i++) {
      double barrier = Math.pow(10, random.nextInt(-10, 11));
      entries.add(new double[] {i, i, barrier});
      for (int j = Math.max(0, i - 2); j < i; j++) {
        entries.add(new double[] {i, j, 0.1 * random.nextGaussian()});
      }
      entries.add(new double[] {i, i, 1.0}); // the same place again
    }
    for (int c = 0; c < constraints; c++) {
      entries.add(new double[] {variables + c, c, 1 + random.nextDouble()});
      for (int k = 0; k < 3; k++) {
        entries.add(
            new double[] {
              variables + c, random.nextInt(constraints, variables), random.nextGaussian()
            });
      }
    }
    return Matrix.of(variables + constraints, entries);
  }

  @Property(tries = 200)
  void inertiaIsThatOfTheEigenvalues(
      @ForAll @IntRange(min = 1, max = 45) int n, @ForAll long seed, @ForAll boolean zeroDiagonal) {
    var random = new Random(seed);
    var matrix = random(n, 0.15, zeroDiagonal, random);
    double[] eigenvalues = matrix.eigenvalues();
    double least = Double.POSITIVE_INFINITY;
    for (double value : eigenvalues) {
      least = Math.min(least, Math.abs(value));
    }
    if (least < 1e-8) {
      return; // too near a singular matrix for eigenvalues to have a sign
    }
    var ldl = matrix.analyse();
    assertThat(ldl.factor(matrix.values)).isEqualTo(signs(eigenvalues));
    assertThat(matrix.residual(ldl, random)).isLessThan(1e-9);
  }

  @Property(tries = 100)
  void kktMatricesHaveAsManyNegativeEigenvaluesAsConstraints(
      @ForAll @IntRange(min = 4, max = 400) int variables, @ForAll long seed) {
    var random = new Random(seed);
    int constraints = variables / 2;
    var matrix = kkt(variables, constraints, random);
    var ldl = matrix.analyse();
    assertThat(ldl.factor(matrix.values)).isEqualTo(new Inertia(variables, constraints, 0));
    assertThat(matrix.residual(ldl, random)).isLessThan(1e-9);
  }

  @Property(tries = 50)
  void careOnlyImprovesResiduals(@ForAll long seed) {
    var random = new Random(seed);
    var matrix = random(120, 0.05, true, random);
    var ldl = matrix.analyse();
    while (ldl.pivotMoreCarefully()) {}
    if (ldl.factor(matrix.values).zero() == 0) {
      assertThat(matrix.residual(ldl, random)).isLessThan(1e-13);
    }
  }

  @Test
  void aZeroBlockOnTheDiagonalIsNoObstacle() {
    // [0 I; I 0]: nothing but pivots of two.
    List<double[]> entries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      entries.add(new double[] {50 + i, i, 1 + i});
    }
    var matrix = Matrix.of(100, entries);
    var ldl = matrix.analyse();
    assertThat(ldl.factor(matrix.values)).isEqualTo(new Inertia(50, 50, 0));
    assertThat(matrix.residual(ldl, new Random(1))).isLessThan(1e-15);
  }

  @Test
  void repeatedConstraintsAreReportedAsSingular() {
    var random = new Random(3);
    List<double[]> entries = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      entries.add(new double[] {i, i, 1 + random.nextDouble()});
    }
    for (int k = 0; k < 6; k++) {
      int j = random.nextInt(20);
      double value = random.nextGaussian();
      entries.add(new double[] {20, j, value});
      entries.add(new double[] {21, j, value});
    }
    var matrix = Matrix.of(22, entries);
    assertThat(matrix.analyse().factor(matrix.values)).isEqualTo(new Inertia(20, 1, 1));
  }

  @Test
  void anEmptyRowIsAZeroEigenvalue() {
    var matrix = Matrix.of(3, List.of(new double[] {0, 0, 2}, new double[] {2, 2, -1}));
    assertThat(matrix.analyse().factor(matrix.values)).isEqualTo(new Inertia(1, 1, 1));
  }

  @Property(tries = 50)
  void factoringAgainForgetsTheValuesBefore(@ForAll long seed) {
    var random = new Random(seed);
    var matrix = kkt(60, 25, random);
    var ldl = matrix.analyse();
    double[] first = new double[matrix.n];
    first[0] = 1;
    ldl.factor(matrix.values);
    ldl.solve(first);
    ldl.factor(random.doubles(matrix.values.length).toArray());
    ldl.factor(matrix.values);
    double[] again = new double[matrix.n];
    again[0] = 1;
    ldl.solve(again);
    assertThat(again).containsExactly(first);
  }

  @Test
  void scalingTheRowsChangesNothingThatMatters() {
    var random = new Random(5);
    var matrix = kkt(100, 40, random);
    double[] s = random.doubles(matrix.n, -6, 6).map(e -> Math.pow(10, e)).toArray();
    double[] values = new double[matrix.values.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = matrix.values[k] * s[matrix.row[k]] * s[matrix.column[k]];
    }
    assertThat(matrix.analyse().factor(values)).isEqualTo(new Inertia(100, 40, 0));
  }
}
