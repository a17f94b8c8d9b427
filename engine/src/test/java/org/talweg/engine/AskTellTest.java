package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Toys.Wanderer;
import org.talweg.model.Budget;

class AskTellTest {
  private static AskTell study(long evaluations) {
    return AskTell.of(
        Toys.sphere(),
        Budget.evaluations(evaluations),
        1,
        Toys.catalog(new Wanderer("wanderer", 0.5)));
  }

  @Test
  void pointsAreToldInAnyOrderAndTheBudgetHolds() {
    try (AskTell study = study(10)) {
      var asked = new ArrayList<AskTell.Asked>();
      for (var next = study.ask(); next.isPresent(); next = study.ask()) {
        asked.add(next.get());
      }
      assertThat(asked).hasSize(10);
      assertThat(study.pending()).isEqualTo(10);
      double best = Double.POSITIVE_INFINITY;
      for (AskTell.Asked one : asked.reversed()) {
        double f = Math.pow(one.point().real("x"), 2);
        boolean improved = study.tell(one.number(), Map.of("f", f));
        assertThat(improved).isEqualTo(f < best);
        best = Math.min(best, f);
      }
      assertThat(study.best().orElseThrow().assessment().objective()).isEqualTo(best);
    }
  }

  @Test
  void whatIsNotPendingCannotBeToldAndAFailureIsNoResult() {
    try (AskTell study = study(3)) {
      long number = study.ask().orElseThrow().number();
      assertThat(study.fail(number, "spilled")).isFalse();
      assertThat(study.best()).isEmpty();
      assertThatThrownBy(() -> study.tell(number, Map.of("f", 1.0)))
          .hasMessage("trial " + number + " is not pending");
      long next = study.ask().orElseThrow().number();
      assertThat(study.tell(next, Map.of("f", Double.NaN))).isFalse();
      assertThat(study.pending()).isZero();
    }
  }

  @Test
  void aTrialToldWithoutItsObjectiveStaysPending() {
    try (AskTell study = study(3)) {
      long number = study.ask().orElseThrow().number();
      assertThatThrownBy(() -> study.tell(number, Map.of("wrong", 1.0)))
          .hasMessageContaining("'f' was not measured; told were [wrong]");
      assertThat(study.pending()).isEqualTo(1);
      assertThat(study.tell(number, Map.of("f", 1.0))).isTrue();
    }
  }
}
