package org.talweg.papers.mfac;

import org.junit.jupiter.api.Test;
import org.talweg.papers.QuickRun;

class MFacPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new MFacPaper());
  }
}
