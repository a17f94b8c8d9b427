package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} and {@code solve} say of programs that are reformulated. */
class ReformulationsTest {
  @TempDir Path folder;

  private Printed run(String command, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("program.yaml"), text);
    return Printed.of(command, file.toString(), "--store", folder.resolve("runs.db").toString());
  }

  private static final String FIT =
      """
      minimize: "sum(i in points: abs(a + b*t[i] - d[i]))"
      sets: {points: 1..6}
      data:
        t: [0, 1, 2, 3, 4, 5]
        d: [1.1, 2.9, 5.2, 7.1, 30, 10.8]
      variables: {a: {real: [-1e20, 1e20]}, b: {real: [-1e20, 1e20]}}
      """;

  @Test
  void aFitOfLeastAbsoluteDeviationIsExplainedAndProven() throws Exception {
    assertThat(run("explain", FIT).out())
        .contains("plan: epigraph -> linear-rows -> glop")
        .contains("epigraph (exact): 6 kinks (abs, max or min), as variables that 12 rows bound");
    assertThat(run("solve", FIT).out()).contains("optimal, objective 21.5");
  }

  @Test
  void whatIsNotExactSaysSo() throws Exception {
    String text =
        """
        minimize: x^2 + y^2
        variables: {x: {real: [-1e20, 1e20], start: 2}, y: {real: [-1e20, 1e20], start: 1}}
        subject to: abs(x - y) >= 1
        """;
    assertThat(run("explain", text).out())
        .contains(
            "smoothing (approximate): one kink (abs, max or min), each off by at most 1.0E-6");
  }

  @Test
  void severalObjectivesOfFormulasMakeAFront() throws Exception {
    String file = Path.of("..", "examples", "program", "portfolio-front.yaml").toString();
    String store = folder.resolve("runs.db").toString();
    assertThat(Printed.of("explain", file, "--store", store).out())
        .contains("a multi-objective-program")
        .contains("epsilon-constraint (exact): ");
    Printed solved = Printed.of("solve", file, "--json", "--store", store);
    assertThat(solved.status()).isZero();
    assertThat(solved.out()).contains("\"front\" : [").contains("\"proof\" : \"optimal\"");
    assertThat(
            Printed.of("solve", file, "--solver", "weighted-sum", "--quiet", "--store", store)
                .out())
        .contains("weighted-sum -> ")
        .contains("a front of 20 solutions, 20 of them proven");
  }

  /** NIST certifies b1 = 2.3894212918E+02 and b2 = 5.5015643181E-04. */
  @Test
  void theFitOfTheExampleHasItsCertifiedParameters() throws Exception {
    String file = Path.of("..", "examples", "program", "misra1a.yaml").toString();
    String store = folder.resolve("runs.db").toString();
    String out =
        Printed.of("solve", file, "--json", "--solver", "levenberg-marquardt", "--store", store)
            .out();
    assertThat(number(out, "b1")).isCloseTo(238.94212918, within(238.94212918e-7));
    assertThat(number(out, "b2")).isCloseTo(5.5015643181e-4, within(5.5015643181e-11));
    assertThat(number(out, "objective")).isCloseTo(0.12455138894, within(1e-9));
  }

  private static double number(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\" : ([-0-9.E]+)").matcher(json);
    assertThat(found.find()).as("%s", json).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
