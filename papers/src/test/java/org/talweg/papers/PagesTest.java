package org.talweg.papers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-2.5, -2.5",
    "1.23456, 1.235",
    "0.0123456, 0.01235",
    "119.96, 120",
    "12345.6, 12346",
    "1234567, 1.235e+06",
    "0.000012, 1.200e-05",
    "100, 100",
    "Infinity, ∞",
    "NaN, none"
  })
  void numbersShowFourDigits(double value, String text) {
    assertThat(Pages.number(value)).isEqualTo(text);
  }
}
