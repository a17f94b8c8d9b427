package org.talweg.papers.cosmos;

import org.junit.jupiter.api.Test;
import org.talweg.papers.QuickRun;

class CosmosPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new CosmosPaper());
  }
}
