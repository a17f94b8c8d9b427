package org.talweg.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.talweg.papers.Verdict.HELD;
import static org.talweg.papers.Verdict.NOT_HELD;
import static org.talweg.papers.Verdict.NOT_YET;
import static org.talweg.papers.Verdict.PARTLY;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules by which figures become verdicts. */
class VerdictTest {
  private static final Claim CLAIM =
      new Claim(
          "cheap",
          "It is cheap and quick, if it is right.",
          "",
          List.of(
              Criterion.atMost("cost", "it", 1),
              Criterion.atLeast("speed", "it", 2),
              Criterion.atMost("errors", "it", 0).asCondition()));

  private static Verdict verdict(double cost, double speed, double errors) {
    return CLAIM
        .judge(
            List.of(
                Figure.median("cost", "it", "$", cost),
                Figure.median("cost", "other", "$", -1),
                Figure.median("speed", "it", "", speed),
                Figure.median("errors", "it", "", errors)))
        .verdict();
  }

  @Test
  void aClaimIsHeldWhenEveryCriterionIs() {
    assertThat(verdict(1, 2, 0)).isEqualTo(HELD);
    assertThat(verdict(0.5, 3, -1)).isEqualTo(HELD);
  }

  @Test
  void aClaimIsPartlyHeldWhenSomeEffectIs() {
    assertThat(verdict(1.01, 2, 0)).isEqualTo(PARTLY);
    assertThat(verdict(1, 1.99, 0)).isEqualTo(PARTLY);
    assertThat(verdict(1, 2, 0.01)).isEqualTo(PARTLY);
  }

  @Test
  void conditionsAloneDoNotSupportAClaim() {
    assertThat(verdict(2, 1, 0)).isEqualTo(NOT_HELD);
    assertThat(verdict(2, 1, 5)).isEqualTo(NOT_HELD);
  }

  @Test
  void infiniteFiguresAreJudgedLikeOthers() {
    assertThat(verdict(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0)).isEqualTo(PARTLY);
    assertThat(Criterion.atMost("cost", "it", 1).holds(Double.NaN)).isFalse();
  }

  @Test
  void aStatedFigureThatWasNotMeasuredIsAnError() {
    assertThatIllegalStateException()
        .isThrownBy(() -> CLAIM.judge(List.of(Figure.median("cost", "it", "$", 1))))
        .withMessageContaining("speed");
  }

  @Test
  void aClaimWithoutEffectIsRefused() {
    var condition = Criterion.atMost("errors", "it", 0).asCondition();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Claim("empty", "Nothing.", "", List.of(condition)));
  }

  @Test
  void aPaperCombinesItsClaims() {
    assertThat(Verdict.of(List.of(HELD, HELD))).isEqualTo(HELD);
    assertThat(Verdict.of(List.of(NOT_HELD, NOT_HELD))).isEqualTo(NOT_HELD);
    assertThat(Verdict.of(List.of(HELD, NOT_HELD))).isEqualTo(PARTLY);
    assertThat(Verdict.of(List.of(PARTLY, PARTLY))).isEqualTo(PARTLY);
    assertThat(Verdict.of(List.of())).isEqualTo(NOT_YET);
  }
}
