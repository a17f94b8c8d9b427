package org.talweg.papers.lion;

import org.junit.jupiter.api.Test;
import org.talweg.papers.QuickRun;

class LionPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new LionPaper());
  }
}
