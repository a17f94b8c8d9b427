package org.talweg.program.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.model.Direction;
import org.talweg.program.PrimalDual;

class DualBoundTest {
  /** A program with a feasible point x. */
  private record Sample(LinearProgram program, double[] x) {
    static Sample of(Random random) {
      var sketch = LinearFileTest.random(random, random.nextBoolean(), false);
      double[] x = random.doubles(sketch.columns(), -3, 3).toArray();
      double[] activity = sketch.matrix().times(x);
      return new Sample(
          new LinearProgram(
              sketch.name(),
              sketch.quadratic().isPresent() ? Direction.MINIMIZE : sketch.direction(),
              sketch.offset(),
              sketch.cost(),
              // [2 1.5; 1.5 0] is not convex; 2 on the diagonal is
              sketch
                  .quadratic()
                  .map(
                      q ->
                          Columns.of(
                              q.rows(), q.rows(), new int[] {0}, new int[] {0}, new double[] {2})),
              sketch.matrix(),
              shifted(sketch.rowLower(), activity, Math::min),
              shifted(sketch.rowUpper(), activity, Math::max),
              shifted(sketch.lower(), x, Math::min),
              shifted(sketch.upper(), x, Math::max),
              sketch.integer(),
              sketch.semicontinuous(),
              sketch.rowNames(),
              sketch.columnNames()),
          x);
    }

    private static double[] shifted(double[] sides, double[] values, DoubleBinaryOperator wider) {
      double[] shifted = sides.clone();
      for (int i = 0; i < sides.length; i++) {
        shifted[i] = wider.applyAsDouble(sides[i], values[i]);
      }
      return shifted;
    }
  }

  @Property(tries = 500)
  void noMultipliersWhateverGiveABoundThatAFeasiblePointBeats(@ForAll long seed) {
    var random = new Random(seed);
    var sample = Sample.of(random);
    double[] y = random.doubles(sample.program().rows(), -2, 2).toArray();
    double[] elsewhere = random.doubles(sample.x().length, -5, 5).toArray();
    var bound = DualBound.of(sample.program(), elsewhere, y);
    assertThat(bound.infeasible()).isFalse();
    if (bound.value().isPresent()) {
      double slack = 1e-9 * (1 + Math.abs(bound.value().getAsDouble()));
      assertThat(sample.program().sign() * sample.program().objective(sample.x()))
          .isGreaterThanOrEqualTo(sample.program().sign() * bound.value().getAsDouble() - slack);
    }
  }

  @Test
  void theMultipliersOfAnOptimumCertifyIt() throws Exception {
    // max 3x + 2y, x + y <= 4, x + 3y <= 6, 0 <= x <= 3: (3, 1), 11
    var program =
        LinearProgram.of(
            "text book",
            Direction.MAXIMIZE,
            new double[] {3, 2},
            Columns.of(
                2, 2, new int[] {0, 1, 0, 1}, new int[] {0, 0, 1, 1}, new double[] {1, 1, 1, 3}),
            new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY},
            new double[] {4, 6},
            new double[] {0, 0},
            new double[] {3, Double.POSITIVE_INFINITY});
    var assessment =
        program.assess(
            new PrimalDual(new double[] {3, 1}, new double[] {-2, 0}, new double[] {-1, 0}));
    assertThat(assessment.objective()).isEqualTo(11);
    assertThat(assessment.feasible()).isTrue();
    assertThat(assessment.bound()).hasValue(11);
  }

  @Test
  void aFarkasCertificateProvesInfeasibility() {
    // x + y >= 3, x + y <= 2
    var program =
        LinearProgram.of(
            "contradiction",
            Direction.MINIMIZE,
            new double[] {1, 1},
            Columns.of(
                2, 2, new int[] {0, 1, 0, 1}, new int[] {0, 0, 1, 1}, new double[] {1, 1, 1, 1}),
            new double[] {3, Double.NEGATIVE_INFINITY},
            new double[] {Double.POSITIVE_INFINITY, 2},
            new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY},
            new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY});
    assertThat(DualBound.of(program, new double[2], new double[] {1, -1}).infeasible()).isTrue();
    assertThat(DualBound.of(program, new double[2], new double[] {1, 0}).infeasible()).isFalse();
  }

  @Test
  void whatIsNotConvexHasNoBound() throws Exception {
    var program = Instances.read("qptestnw.lp");
    assertThat(Convexity.holds(program)).isTrue();
    var concave =
        new LinearProgram(
            program.name(),
            Direction.MAXIMIZE,
            0,
            program.cost(),
            program.quadratic(),
            program.matrix(),
            program.rowLower(),
            program.rowUpper(),
            program.lower(),
            program.upper(),
            program.integer(),
            program.semicontinuous(),
            program.rowNames(),
            program.columnNames());
    assertThat(Convexity.holds(concave)).isFalse();
    assertThat(DualBound.of(concave, new double[2], new double[3]).value()).isEmpty();
  }
}
