package org.talweg.search.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

class KernelTest {
  private final Encoding encoding = Encoding.of(Mixed.space());

  @Property(tries = 30)
  void kernelsArePositiveSemidefiniteOnMixedPoints(@ForAll long seed, @ForAll Kernel kernel) {
    RandomGenerator random = Mixed.random(seed);
    double[][] rows = Mixed.rows(encoding, 40, random);
    double[] lengths = Mixed.hyperparameters(encoding, random).lengths();
    var h = new Hyperparameters(lengths, 1, 0, 0);
    var naive = new Naive(encoding, kernel, h, rows, new double[40]);
    var matrix = new Array2DRowRealMatrix(40, 40);
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 40; j++) {
        matrix.setEntry(i, j, naive.k(rows[i], rows[j]));
      }
    }
    double[] eigenvalues = new EigenDecompositionSymmetric(matrix).getEigenvalues();
    assertThat(Arrays.stream(eigenvalues).min().orElseThrow()).isGreaterThan(-1e-10);
  }

  @Property(tries = 30)
  void everySinglePartIsPositiveSemidefinite(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    double[][] rows = Mixed.rows(encoding, 30, random);
    for (Column column : encoding.columns()) {
      var matrix = new Array2DRowRealMatrix(30, 30);
      for (int i = 0; i < 30; i++) {
        for (int j = 0; j < 30; j++) {
          matrix.setEntry(i, j, Math.exp(-3 * column.squaredDistance(rows[i], rows[j])));
        }
      }
      double[] eigenvalues = new EigenDecompositionSymmetric(matrix).getEigenvalues();
      assertThat(Arrays.stream(eigenvalues).min().orElseThrow())
          .as("%s", column)
          .isGreaterThan(-1e-10);
    }
  }

  @Property(tries = 50)
  void aRowAndItsPointAreTheSame(@ForAll long seed) {
    RandomGenerator random = Mixed.random(seed);
    for (double[] row : Mixed.rows(encoding, 5, random)) {
      double[] back = encoding.row(encoding.point(row));
      for (int k = 0; k < row.length; k++) {
        assertThat(Double.isNaN(back[k])).isEqualTo(Double.isNaN(row[k]));
        assertThat(Double.isNaN(row[k]) || Math.abs(back[k] - row[k]) < 1e-12).isTrue();
      }
      assertThat(encoding.point(back).asMap().keySet())
          .isEqualTo(encoding.point(row).asMap().keySet());
    }
  }
}
