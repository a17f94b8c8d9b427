package org.talweg.papers.uba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.learn.schedule.Schedule;
import org.talweg.papers.QuickRun;

class UbaPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new UbaPaper());
  }

  @Test
  void theWorstFactorIsChebyshevs() {
    assertThat(Quadratics.chebyshev(10, 8)).isCloseTo(1.061e-2, within(5e-6));
    assertThat(Quadratics.chebyshev(1000, 64)).isCloseTo(3.487e-2, within(5e-6));
    assertThat(Quadratics.worstOfUba(10, 8)).isCloseTo(1.061e-2, within(1e-5));
  }

  /** Without noise the recursion is the product of factors. */
  @Test
  void aFullStepOnOneCurvatureLeavesNothing() {
    assertThat(Quadratics.noisy(Schedule.CONSTANT, 1, 1, 0, 1)).isZero();
    assertThat(Quadratics.noisy(Schedule.CONSTANT, 1, 1, 0.5, 7)).isCloseTo(0.25, within(1e-12));
  }
}
