package org.talweg.program.augmented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.program.HandMade;
import org.talweg.program.augmented.SketchNewton.Settings;
import org.talweg.program.augmented.SketchNewton.Sketch;

class AugmentedTest {
  /** Hock and Schittkowski 71. */
  private static HandMade hs71() {
    return HandMade.minimise(
            x -> x[0].times(x[3]).times(x[0].plus(x[1]).plus(x[2])).plus(x[2]), 1, 5, 5, 1)
        .box(1, 5)
        .atLeast(25, x -> x[0].times(x[1]).times(x[2]).times(x[3]))
        .equal(40, x -> x[0].square().plus(x[1].square()).plus(x[2].square()).plus(x[3].square()));
  }

  /** Hock and Schittkowski 7: minimum -sqrt 3 at (0, sqrt 3). */
  private static HandMade hs7() {
    return HandMade.minimise(x -> x[0].square().plus(1).log().minus(x[1]), 2, 2)
        .equal(4, x -> x[0].square().plus(1).square().plus(x[1].square()));
  }

  @Test
  void theAugmentedLagrangianEndsAtAKktPoint() {
    var result = AugmentedLagrangian.minimise(hs71(), hs71().start(), 1e-7, () -> false);
    assertThat(hs71().objective(result.point().x())).isCloseTo(17.0140172892, within(1e-5));
    assertThat(result.violation()).isLessThan(1e-6);
    assertThat(result.point().y()[0]).as("the product's bound is active").isPositive();
  }

  @ParameterizedTest
  @EnumSource(Sketch.class)
  void everySketchEndsAtAKktPoint(Sketch sketch) {
    var trace =
        SketchNewton.minimise(
            hs7(), hs7().start(), Settings.published(sketch), new SplittableRandom(1), () -> false);
    assertThat(trace.ending()).isEqualTo("converged");
    assertThat(trace.residual()).isLessThanOrEqualTo(1e-4);
    assertThat(hs7().objective(trace.point().x())).isCloseTo(-Math.sqrt(3), within(1e-4));
    assertThat(trace.steps().getLast()).isEqualTo(1.0);
  }

  @Test
  void theSmallestEigenvalueIsCountedOut() {
    double[][] g = {{2, 0, 0}, {0, 0.5, 0}};
    assertThat(SketchNewton.smallestEigenvalue(g, 1)).isCloseTo(0.25, within(1e-9));
    assertThat(SketchNewton.smallestEigenvalue(g, 0.1)).isEqualTo(0.1);
  }
}
