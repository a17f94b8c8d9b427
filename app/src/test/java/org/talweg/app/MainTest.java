package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("problem.yaml"), text);
  }

  @Test
  void solvePrintsOneJsonObjectWithWhatIsPromisedAndTheRunIsInTheJournal() throws Exception {
    String store = folder.resolve("runs.db").toString();
    Printed solved = Printed.of("solve", file(BRANIN).toString(), "--json", "--store", store);
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
            .readTree(Printed.of("runs", "list", "--json", "--store", store).out());
    assertThat(runs.get(0).get("run").asString()).isEqualTo(run);
    assertThat(runs.get(0).get("state").asString()).isEqualTo("improved");

    JsonNode shown =
        JsonMapper.builder()
            .build()
            .readTree(Printed.of("runs", "show", run, "--json", "--store", store).out());
    assertThat(shown.get("trials")).hasSize(20);
    assertThat(shown.get("trials").get(0).propertyNames())
        .contains("number", "solution", "objectives", "state", "seconds");
    Printed csv = Printed.of("runs", "export", run, "--store", store);
    assertThat(csv.out().lines()).hasSize(21);
    assertThat(csv.out()).startsWith("number,state,seconds,f,x,y,");
  }

  @Test
  void theSameSeedGivesTheSameAnswer() throws Exception {
    String path = file(BRANIN).toString();
    var answers = new java.util.HashSet<String>();
    for (int i = 0; i < 2; i++) {
      Printed solved =
          Printed.of(
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

  @Test
  void exitStatusesSayWhatHappened() throws Exception {
    String store = folder.resolve("s.db").toString();
    String missing =
        """
        minimize: f
        variables: {x: {real: [0, 1]}}
        measure: {command: [no-such-program-here, "{x}"], read: {f: stdout}}
        """;
    assertThat(Printed.of("solve", file(missing).toString(), "--store", store).status())
        .isEqualTo(3);
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
    assertThat(Printed.of("solve", file(narrow).toString(), "--store", store).status())
        .isEqualTo(1);
    assertThat(Printed.of("solve", file(BRANIN).toString(), "--solver", "sobl").status())
        .isEqualTo(2);
    assertThat(Printed.of("nonsense").status()).isEqualTo(2);
    assertThat(Printed.of("papers", "run", "nothing-like-it").status()).isEqualTo(2);
  }

  @Test
  void thePaperTableListsNinety() {
    JsonNode papers =
        JsonMapper.builder().build().readTree(Printed.of("papers", "list", "--json").out());
    assertThat(papers).hasSize(90);
    assertThat(papers.get(0).propertyNames()).contains("id", "title", "module", "verdict");
  }

  @Test
  void aRunIsShownAsAReportAPictureAndATable() throws Exception {
    String store = folder.resolve("p.db").toString();
    Path report = folder.resolve("report.html");
    Printed solved =
        Printed.of(
            "solve", file(BRANIN).toString(), "--store", store, "--report", report.toString());
    assertThat(solved.status()).isZero();
    assertThat(solved.out()).contains("report:  " + report);
    assertThat(solved.err()).contains("best f").doesNotContain("\033");
    assertThat(report).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    JsonNode runs =
        JsonMapper.builder()
            .build()
            .readTree(Printed.of("runs", "list", "--json", "--store", store).out());
    String run = runs.get(0).get("run").asString();
    Path picture = folder.resolve("picture.svg");
    assertThat(Printed.of("runs", "export", run, "--store", store, "-o", picture.toString()))
        .extracting(Printed::status)
        .isEqualTo(0);
    assertThat(picture).content().startsWith("<svg").endsWith("</svg>\n");
    String json = Printed.of("runs", "export", run, "--format", "json", "--store", store).out();
    assertThat(json).isEqualTo(Printed.of("runs", "show", run, "--json", "--store", store).out());
    Printed nowhere =
        Printed.of("runs", "export", run, "--store", store, "-o", folder + "/no/such/run.html");
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(nowhere.err()).contains("there is no folder");
  }
}
