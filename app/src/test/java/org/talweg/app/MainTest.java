package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
  private static final String BRANIN =
      """
      minimize: f
      variables:
        x: {real: [-5, 10]}
        y: {real: [0, 15]}
      measure: {function: branin}
      budget: {evaluations: 20}
      """;

  @TempDir Path folder;

  /** What a command line printed, and its exit status. */
  record Printed(int status, String out, String err) {}

  private Printed talweg(String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int status = Main.run(args);
      return new Printed(
          status,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("problem.yaml"), text);
  }

  @Test
  void solvePrintsOneJsonObjectWithWhatIsPromisedAndTheRunIsInTheJournal() throws Exception {
    String store = folder.resolve("runs.db").toString();
    Printed solved = talweg("solve", file(BRANIN).toString(), "--json", "--store", store);
    assertThat(solved.status()).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(solved.out());
    assertThat(json.propertyNames())
        .contains(
            "run",
            "status",
            "solution",
            "objectives",
            "violation",
            "bound",
            "ledger",
            "plan",
            "seed");
    assertThat(json.get("violation").asDouble()).isZero();
    assertThat(json.get("bound").isNull()).isTrue();
    assertThat(json.get("ledger").get("evaluations").asDouble()).isEqualTo(20);
    assertThat(json.get("plan").get("operator").asString()).isNotEmpty();
    String run = json.get("run").asString();

    JsonNode runs =
        JsonMapper.builder()
            .build()
            .readTree(talweg("runs", "list", "--json", "--store", store).out());
    assertThat(runs.get(0).get("run").asString()).isEqualTo(run);
    assertThat(runs.get(0).get("state").asString()).isEqualTo("improved");

    JsonNode shown =
        JsonMapper.builder()
            .build()
            .readTree(talweg("runs", "show", run, "--json", "--store", store).out());
    assertThat(shown.get("trials")).hasSize(20);
    assertThat(shown.get("trials").get(0).propertyNames())
        .contains("number", "solution", "objectives", "state", "seconds");
    Printed csv = talweg("runs", "export", run, "--store", store);
    assertThat(csv.out().lines()).hasSize(21);
    assertThat(csv.out()).startsWith("number,state,seconds,f,x,y\n");
  }

  @Test
  void theSameSeedGivesTheSameAnswer() throws Exception {
    String path = file(BRANIN).toString();
    var answers = new java.util.HashSet<String>();
    for (int i = 0; i < 2; i++) {
      Printed solved =
          talweg(
              "solve",
              path,
              "--json",
              "--seed",
              "7",
              "--store",
              folder.resolve(i + ".db").toString());
      answers.add(JsonMapper.builder().build().readTree(solved.out()).get("solution").toString());
    }
    assertThat(answers).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "minimise: f|1:1|did you mean 'minimize'",
        "minimize: f\\nvariables: {x: {real: [.nan, 1]}}\\nmeasure: {function: x}|3:21|no test function",
        "minimize: f\\nvariables: {x: {int: [0, 1], when: y = 1}, y: {int: [0, 1], when: x = 1}}\\nmeasure: {function: branin}|2:12|cycle",
        "minimize: g\\nvariables: {x: {real: [0, 1]}}\\nmeasure: {command: [echo, '{x}'], read: {f: stdout}}|1:11|neither measured nor a variable",
        "minimize: f\\nvariables: {x: {real: [0, 1]}}\\nmeasure: {command: [echo, '{z}'], read: {f: stdout}}|3:20|is no variable",
        "minimize: f\\nvariables: {x: {real: [0, 1]}}\\nmeasure: {command: echo, read: {f: stdout}}|3:20|a command is a list",
        "minimize: f +\\nvariables: {x: {real: [0, 1]}}\\nmeasure: {command: [echo], read: {f: stdout}}|1:11|at character",
        "minimize: f\\nminimize: f|2:1|",
        "minimize: [f|1:|not YAML",
        "minimize: f\\nmeasure: {function: branin}\\nbudget: {evaluations: 0}|3:23|greater than 0",
        "minimize: f\\nmeasure: {function: branin}\\nbudget: {time: -2s}|3:16|no duration",
        "minimize: f\\nmeasure: {function: branin}\\nseed: 99999999999999999999|3:7|whole number",
        "minimize: x^2\\nvariables: {x: {real: [0, 1]}}|1:1|not yet formulas"
      })
  void aBadFileIsRefusedWithItsPlaceAndNothingIsWritten(String text, String place, String phrase)
      throws Exception {
    Path store = folder.resolve("store.db");
    Path file = file(text.replace("\\n", "\n"));
    Printed refused = talweg("solve", file.toString(), "--store", store.toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains(":" + place).contains(phrase == null ? "" : phrase);
    assertThat(refused.out()).isEmpty();
    assertThat(store).doesNotExist();
  }

  @Test
  void exitStatusesSayWhatHappened() throws Exception {
    String store = folder.resolve("s.db").toString();
    String missing =
        """
        minimize: f
        variables: {x: {real: [0, 1]}}
        measure: {command: [no-such-program-here, "{x}"], read: {f: stdout}}
        """;
    assertThat(talweg("solve", file(missing).toString(), "--store", store).status()).isEqualTo(3);
    String infeasible =
        """
        minimize: f
        variables: {x: {real: [0, 1]}}
        subject to: f >= 5
        measure: {function: sphere-1}
        budget: {evaluations: 5}
        """;
    String narrow =
        infeasible
            .replace("sphere-1", "branin")
            .replace("{x: {real: [0, 1]}}", "{x: {real: [9, 9.5]}, y: {real: [2, 2.5]}}")
            .replace("f >= 5", "f <= 0");
    assertThat(talweg("solve", file(narrow).toString(), "--store", store).status()).isEqualTo(1);
    assertThat(talweg("solve", file(BRANIN).toString(), "--solver", "sobl").status()).isEqualTo(2);
    assertThat(talweg("nonsense").status()).isEqualTo(2);
    assertThat(talweg("papers", "run", "nothing-like-it").status()).isEqualTo(2);
  }

  @Test
  void thePaperTableListsNinety() {
    JsonNode papers =
        JsonMapper.builder().build().readTree(talweg("papers", "list", "--json").out());
    assertThat(papers).hasSize(90);
    assertThat(papers.get(0).propertyNames()).contains("id", "title", "module", "verdict");
  }
}
