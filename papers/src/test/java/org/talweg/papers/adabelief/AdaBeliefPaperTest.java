package org.talweg.papers.adabelief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.learn.optimizer.AdaBelief;
import org.talweg.papers.QuickRun;

class AdaBeliefPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new AdaBeliefPaper());
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfTheValues(Toy toy) {
    double x = 0.7;
    double y = -1.3;
    double h = 1e-6;
    double[] gradient = toy.gradient(x, y);
    assertThat(gradient[0])
        .isCloseTo((toy.value(x + h, y) - toy.value(x - h, y)) / (2 * h), within(1e-5));
    assertThat(gradient[1])
        .isCloseTo((toy.value(x, y + h) - toy.value(x, y - h)) / (2 * h), within(1e-5));
  }

  /** Computed independently from the paper's rules, to a step. */
  @Test
  void theFirstFunctionTakesAsManyStepsAsTheRulesSay() {
    var rule = new AdaBelief(0.9, 0.999, 1e-8, 0, false).direction();
    assertThat(Toy.ABSOLUTE.steps(rule, 1e-3, 2000)).isBetween(584, 586);
  }
}
