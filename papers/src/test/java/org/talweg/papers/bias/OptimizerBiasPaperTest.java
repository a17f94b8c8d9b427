package org.talweg.papers.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.talweg.learn.tensor.Torch;
import org.talweg.papers.Context;
import org.talweg.papers.QuickRun;

class OptimizerBiasPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new OptimizerBiasPaper());
  }

  /** A symmetric matrix of eigenvalues 16 and 81, turned by 45 degrees. */
  @Test
  void theFourthPowerOfTheRootInvertsTheMatrix() {
    try (var scope = new PointerScope()) {
      var matrix = Torch.tensor(new double[] {48.5, 32.5, 32.5, 48.5}, 2, 2);
      double[] root = Torch.doubles(Accumulating.root(matrix));
      assertThat(root[0]).isCloseTo((1 / 2.0 + 1 / 3.0) / 2, within(1e-6));
      assertThat(root[1]).isCloseTo((1 / 3.0 - 1 / 2.0) / 2, within(1e-6));
    }
  }

  /** dw = a |theta|^(a-1) dtheta: one small step moves w alike, to second order in the rate. */
  @Test
  void powerpropagationIsAScaledStepToFirstOrder() {
    var one = new Sparsity(Context.random(5, "sparsity"), 1);
    double coarse = Sparsity.distance(one.preconditioned(3, 1e-3), one.powerpropagation(3, 1e-3));
    double fine = Sparsity.distance(one.preconditioned(3, 1e-4), one.powerpropagation(3, 1e-4));
    assertThat(coarse).isPositive();
    assertThat(coarse / fine).isBetween(80.0, 120.0);
  }
}
