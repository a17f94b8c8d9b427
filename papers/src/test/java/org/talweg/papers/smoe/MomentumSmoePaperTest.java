package org.talweg.papers.smoe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.papers.QuickRun;

class MomentumSmoePaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new MomentumSmoePaper());
  }

  /** The root of z^2 - (1 + mu - sigma) z + mu reaches -1 at sigma = 2 (1 + mu). */
  @Test
  void anExpertIsStableUpToTwiceOnePlusMomentum() {
    assertThat(Stability.steepestExpert(0.5)).isCloseTo(3, within(0.0201));
  }
}
