package org.talweg.program.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.talweg.program.Sparsity;

class DenseLdlTest {
  private static Sparsity triangle(int n) {
    var row = new int[n * (n + 1) / 2];
    var column = new int[row.length];
    for (int i = 0, k = 0; i < n; i++) {
      for (int j = 0; j <= i; j++, k++) {
        row[k] = i;
        column[k] = j;
      }
    }
    return new Sparsity(n, n, row, column);
  }

  @Property(tries = 200)
  void theInertiaIsThatOfACongruentDiagonal(
      @ForAll @IntRange(min = 1, max = 12) int n, @ForAll long seed) {
    var random = new Random(seed);
    var d = new double[n];
    var b = new double[n][n];
    int positive = 0;
    for (int i = 0; i < n; i++) {
      d[i] = random.nextBoolean() ? 1 : -1;
      positive += d[i] > 0 ? 1 : 0;
      for (int j = 0; j < n; j++) {
        b[i][j] = random.nextGaussian() + (i == j ? 3 * Math.sqrt(n) : 0);
      }
    }
    Sparsity places = triangle(n);
    var values = new double[places.size()];
    for (int k = 0; k < values.length; k++) {
      for (int l = 0; l < n; l++) {
        values[k] += b[places.row()[k]][l] * d[l] * b[places.column()[k]][l];
      }
    }
    var inertia = new DenseLdl(places).factor(values);
    assertThat(inertia).isEqualTo(new SymmetricFactorization.Inertia(positive, n - positive, 0));
  }

  @Property(tries = 200)
  void solvingUndoesMultiplying(@ForAll @IntRange(min = 1, max = 12) int n, @ForAll long seed) {
    var random = new Random(seed);
    Sparsity places = triangle(n);
    var values = new double[places.size()];
    var x = random.doubles(n, -1, 1).toArray();
    var b = new double[n];
    for (int k = 0; k < values.length; k++) {
      int i = places.row()[k];
      int j = places.column()[k];
      // zero diagonals call for 2 by 2 pivots
      values[k] = i == j && random.nextBoolean() ? 0 : random.nextGaussian();
      b[i] += values[k] * x[j];
      b[j] += i == j ? 0 : values[k] * x[i];
    }
    var ldl = new DenseLdl(places);
    if (ldl.factor(values).zero() == 0) {
      ldl.solve(b);
      var again = new double[n];
      for (int k = 0; k < values.length; k++) {
        int i = places.row()[k];
        int j = places.column()[k];
        again[i] += values[k] * (b[j] - x[j]);
        again[j] += i == j ? 0 : values[k] * (b[i] - x[i]);
      }
      double size = 1;
      for (double v : b) {
        size = Math.max(size, Math.abs(v));
      }
      for (double residual : again) {
        assertThat(residual).isBetween(-1e-11 * size, 1e-11 * size);
      }
    }
  }
}
