package org.talweg.papers.frugal;

import org.junit.jupiter.api.Test;
import org.talweg.papers.QuickRun;

class FrugalPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new FrugalPaper());
  }
}
