package org.talweg.papers.exadam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;
import org.talweg.papers.QuickRun;

class ExAdamPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new ExAdamPaper());
  }

  /** m = 0.1 g and v = 0.001 g^2, so (m + g) / 0.1 is 11 g and the root is |g|: 11 rates. */
  @Test
  void withoutCorrectionsTheFirstStepIsElevenRates() {
    var rule = new WithoutCorrections(0.9, 0.999, 0).then(new Rate(0.01, Schedule.CONSTANT));
    try (Params w = Params.trainable(Layout.of("w", 1), Precision.DOUBLE);
        var descent = new Descent(w, rule, 0)) {
      descent.step(() -> w.get("w").mul(Torch.scalar(3)).sum());
      assertThat(Torch.doubles(w.flat())[0]).isCloseTo(-0.11, within(1e-12));
    }
  }
}
