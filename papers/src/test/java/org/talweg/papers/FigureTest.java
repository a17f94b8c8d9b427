package org.talweg.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FigureTest {
  /** Mean 2, standard deviation 1, n = 3: 2 ∓ 1.96/√3. */
  @Test
  void theIntervalIsTheMeanAndTwoStandardErrors() {
    double[] values = {1, 2, 3};
    double half = 1.959964 / Math.sqrt(3);
    assertThat(Figure.lower("q", "m", "", values).value()).isCloseTo(2 - half, within(1e-6));
    assertThat(Figure.upper("q", "m", "", values).value()).isCloseTo(2 + half, within(1e-6));
  }

  @Test
  void oneSeedHasNoInterval() {
    assertThat(Figure.upper("q", "m", "", 5).value()).isNaN();
  }
}
