package org.talweg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.NEGATIVE_INFINITY})
  void whatIsNotPositiveIsNoBudget(double limit) {
    assertThatThrownBy(() -> Budget.UNLIMITED.with(Resource.TOKENS, limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tokens");
  }

  @Test
  void whatIsNotLimitedIsUnlimited() {
    Budget budget = Budget.evaluations(40).and(Duration.ofMillis(1500));
    assertThat(budget.evaluations()).isEqualTo(40);
    assertThat(budget.limit(Resource.SECONDS)).isEqualTo(1.5);
    assertThat(budget.limit(Resource.MONEY)).isInfinite();
    assertThat(Budget.UNLIMITED.with(Resource.MONEY, Double.POSITIVE_INFINITY))
        .isEqualTo(Budget.UNLIMITED);
    assertThat(Budget.time(Duration.ofSeconds(Long.MAX_VALUE)).limit(Resource.SECONDS))
        .isEqualTo(0x1p63);
  }

  @Test
  void aShareIsOfEvaluationsAndNeverNone() {
    Budget budget = Budget.evaluations(40).and(Duration.ofSeconds(9));
    assertThat(budget.share(0.25)).isEqualTo(Budget.evaluations(10).and(Duration.ofSeconds(9)));
    assertThat(budget.share(0.001).evaluations()).isEqualTo(1);
    assertThat(Budget.UNLIMITED.share(0.5)).isEqualTo(Budget.UNLIMITED);
  }

  @Test
  void limitsCannotBeChangedAfterwards() {
    var limits = new java.util.HashMap<>(Map.of(Resource.TOKENS, 5.0));
    var budget = new Budget(limits);
    limits.put(Resource.TOKENS, 7.0);
    assertThat(budget.limit(Resource.TOKENS)).isEqualTo(5);
    assertThatThrownBy(() -> budget.limits().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
