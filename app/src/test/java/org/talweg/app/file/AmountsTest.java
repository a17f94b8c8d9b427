package org.talweg.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.model.Resource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, 500",
    "7ms, 7",
    "0.5ms, 0",
    "10s, 10000",
    "10, 10000",
    "2m, 120000",
    "1.5h, 5400000",
    ".5h, 1800000",
    "1h30m, 5400000",
    "1m500ms, 60500",
    "1m30, 90000",
    "2d1h1m1s1ms, 176461001",
    "1 m, 60000"
  })
  void aDurationIsTheSumOfItsParts(String text, long millis) {
    assertThat(Amounts.duration(text).toMillis()).isEqualTo(millis);
  }

  @Test
  void aPartOfAMillisecondCounts() {
    assertThat(Amounts.duration("0.5ms")).isEqualTo(Duration.ofNanos(500_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0s", "-1s", "ms", "1x", "1h 30m", "1s1m", "5m5m", "1e3", "1234567890123s"})
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> Amounts.duration(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBudgetOfTimeIsADuration() {
    var budget = Amounts.budget("evaluations=40, time=1m500ms");
    assertThat(budget.limit(Resource.SECONDS)).isEqualTo(60.5);
    assertThat(budget.evaluations()).isEqualTo(40);
  }
}
