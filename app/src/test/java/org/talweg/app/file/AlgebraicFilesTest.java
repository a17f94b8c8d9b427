package org.talweg.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

class AlgebraicFilesTest {
  @TempDir Path folder;

  private ProblemFile read(String text) throws Exception {
    return ProblemFile.read(Files.writeString(folder.resolve("p.yaml"), text));
  }

  private static final String TRANSPORT =
      """
      minimize: "sum(p in plants, t in towns: cost[p, t]*ship[p, t])"
      sets: {plants: 1..2, towns: {csv: towns.csv, column: town}}
      data:
        cost: [{ulm: 4, rom: 6}, {ulm: 5, rom: 3}]
        capacity: [30, 40]
        demand: {csv: towns.csv, column: demand, index: town}
      variables:
        ship: {real: [0, 1e20], over: [plants, towns], start: 1}
      subject to:
        - "for p in plants: sum(t in towns: ship[p, t]) <= capacity[p]"
        - "for t in towns: sum(p in plants: ship[p, t]) >= demand[t]"
      """;

  @Test
  void indexedFormulasAreAProgram() throws Exception {
    Files.writeString(folder.resolve("towns.csv"), "town,demand\nulm,25\nrom,35\n");
    Program program = (Program) read(TRANSPORT).program().orElseThrow();
    assertThat(program.algebra().variableNames())
        .containsExactly("ship_1_ulm", "ship_1_rom", "ship_2_ulm", "ship_2_rom");
    assertThat(program.algebra().constraints()).hasSize(4);
    assertThat(program.linear()).isTrue();
    assertThat(program.algebra().upper()).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(program.algebra().start()).containsOnly(1);
    assertThat(program.assess(PrimalDual.of(25, 0, 0, 35)).objective()).isEqualTo(205);
    assertThat(program.assess(PrimalDual.of(25, 0, 0, 34)).violation())
        .isCloseTo(1 / 35.0, within(1e-12));
  }

  @Test
  void theSameFileIsABlackBoxToo() throws Exception {
    Files.writeString(folder.resolve("towns.csv"), "town,demand\nulm,25\nrom,35\n");
    ProblemFile file = read(TRANSPORT);
    assertThat(file.problem().space().parameters()).hasSize(4);
    assertThat(file.problem().space().constraints()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "floor(x) | x <= 1",
        "x + (x > 1) | x <= 1",
        "x | x != 1",
        "x | x <= 1 or x >= 2",
      })
  void whatHasNoDerivativesIsNoProgram(String objective, String constraint) throws Exception {
    ProblemFile file =
        read(
            "minimize: %s%nvariables: {x: {real: [0, 4]}}%nsubject to: ['%s']%n"
                .formatted(objective, constraint));
    assertThat(file.program()).isEmpty();
  }

  @Test
  void aChainOfComparisonsIsOneRange() throws Exception {
    var program =
        (Program)
            read("maximize: x\nvariables: {x: {real: [-9, 9]}}\nsubject to: ['1 <= x^2 < 4']\n")
                .program()
                .orElseThrow();
    assertThat(program.algebra().constraints()).hasSize(1);
    assertThat(program.assess(PrimalDual.of(2)).feasible()).isTrue();
    assertThat(program.assess(PrimalDual.of(0.5)).violation()).isCloseTo(0.75, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'minimize: \"sum(i in s: y[i])\"' | 'y' has no index",
        "'minimize: \"sum(i in s: x[i + 1])\"' | there is no x[4]",
        "'minimize: \"sum(i in 1..: x[i])\"' | expected a number",
        "'minimize: x[1]\\ndata: {x: [1, b]}' | 2:15",
      })
  void mistakesHaveAPlace(String quoted, String words) {
    String first = quoted.strip();
    String text = first.substring(1, first.length() - 1).replace("\\n", "\n");
    assertThatThrownBy(
            () -> read(text + "\nsets: {s: 1..3}\nvariables: {x: {real: [0, 1], over: s}}\n"))
        .isInstanceOf(ProblemFileException.class)
        .hasMessageContaining("p.yaml:")
        .hasMessageContaining(words);
  }

  @Test
  void setsAndDataAreForFormulas() {
    assertThatThrownBy(() -> read("measure: {function: branin}\nsets: {s: 1..3}\ndata: {a: 1}\n"))
        .hasMessageContaining("'sets' is for formulas")
        .hasMessageContaining("'data' is for formulas");
    assertThatThrownBy(() -> read("minimize: x_1\nvariables: {x: {real: [0, 1], over: many}}\n"))
        .hasMessageContaining("there is no set 'many'");
    assertThatThrownBy(
            () ->
                read(
                    "minimize: x_1\n"
                        + "variables: {x_1: {real: [0, 1]}, x: {real: [0, 1], over: 1..2}}\n"))
        .hasMessageContaining("'x_1' is another variable");
  }
}
