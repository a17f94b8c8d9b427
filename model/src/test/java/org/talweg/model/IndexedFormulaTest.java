package org.talweg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexedFormulaTest {
  private static final Indices INDICES =
      new Indices(
          Map.of(
              "items", List.of("1", "2", "3"), "towns", List.of("ulm", "rom"), "none", List.of()),
          Map.of(
              "cost", Map.of("1", 2.0, "2", 3.0, "3", 5.0),
              "n", Map.of("", 3.0),
              "far", Map.of("ulm,rom", 7.0, "rom,ulm", 8.0)),
          Map.of(
              "x", Set.of("1", "2", "3"),
              "go", Set.of("ulm,rom", "rom,ulm", "ulm,ulm", "rom,rom")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(i in items: cost[i]*x[i]) | 2*x_1 + 3*x_2 + 5*x_3",
        "sum(i in 1..n: i) | 1 + 2 + 3",
        "sum(i in 2..n: x[i] - x[i-1]) | (x_2 - x_1) + (x_3 - x_2)",
        "prod(i in items: x[i])^2 | (x_1*x_2*x_3)^2",
        "max(i in items: x[i]) | max(x_1, x_2, x_3)",
        "max(x[1], 2) | max(x_1, 2)",
        "sum(a in towns, b in towns if a != b: far[a, b]*go[a, b]) | 7*go_ulm_rom + 8*go_rom_ulm",
        "sum(i in items, j in 1..i if j < i: x[i]*x[j]) | x_2*x_1 + x_3*x_1 + x_3*x_2",
        "sum(i in none: (x[i])) + n | 0 + 3",
        "sum(i in items: sum(j in items: cost[j])) | (2+3+5) + (2+3+5) + (2+3+5)",
        "go[ulm, rom] <= n | go_ulm_rom <= 3",
      })
  void anIndexedFormulaIsWrittenOut(String indexed, String plain) throws FormulaException {
    assertThat(Formula.parse(indexed, INDICES)).isEqualTo(Formula.parse(plain));
  }

  @Test
  void forMakesOneFormulaOfEach() throws FormulaException {
    assertThat(Formula.parseAll("for i in 1..2: x[i] <= x[i+1]", INDICES))
        .containsExactly(Formula.parse("x_1 <= x_2"), Formula.parse("x_2 <= x_3"));
    assertThat(Formula.parseAll("x[1] = 1", INDICES)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x[4] | there is no x[4]",
        "y[1] | 'y' has no index",
        "cost[9] | the data have no cost[9]",
        "sum(i in many: x[i]) | there is no set",
        "sum(i in 1..2 x[i]) | ':'",
        "sum(i in items, i in items: x[i]) | in use already",
        "x[1.5] | whole number",
        "sum(i in 1..900000: i) | more than 200000",
        "sum(i in 1..1000: sum(j in 1..1000: j)) | more than 200000",
        "max(i in none: 1) | of nothing",
        "sum(i in items: x[i] | ')'",
        "sum(i in items if x[1] > 0: x[i]) | over indices and data",
      })
  void mistakesAreSaid(String text, String words) {
    assertThatThrownBy(() -> Formula.parse(text, INDICES))
        .isInstanceOf(FormulaException.class)
        .hasMessageContaining(words);
  }
}
