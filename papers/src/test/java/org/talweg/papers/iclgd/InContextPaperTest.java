package org.talweg.papers.iclgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.papers.Context;
import org.talweg.papers.QuickRun;

class InContextPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new InContextPaper());
  }

  @Test
  void theConstructionIsAGradientStep() {
    var random = Context.random(4, "prompts");
    for (int i = 0; i < 20; i++) {
      Prompt prompt = Prompt.draw(random, 1);
      assertThat(Attention.construction(6).answer(prompt))
          .isCloseTo(prompt.afterOneStep(6), within(1e-12));
    }
  }

  @Test
  void movingAScaleBetweenWeightsChangesNoAnswer() {
    Prompt prompt = Prompt.draw(Context.random(6, "prompts"), 1);
    Attention layer = Learned.layer(Context.random(7, "training"), 3, 8, 1e-3);
    assertThat(layer.normalised().answer(prompt)).isCloseTo(layer.answer(prompt), within(1e-12));
  }
}
