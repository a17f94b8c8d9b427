package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mathematical programs on the command line: solved, kept in the journal, shown. */
class ProgramRunsTest {
  private static final String NEAREST =
      """
      minimize: (x - 3)^2 + (y - 1)^4
      variables: {x: {real: [-5, 5]}, y: {real: [-5, 5]}}
      subject to: [x + y <= 2]
      """;

  @TempDir Path folder;
  private String store = "";

  @BeforeEach
  void ownStore() {
    store = folder.resolve("talweg.db").toString();
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private Printed solve(Path file, String... options) {
    var args = new String[5 + options.length];
    System.arraycopy(
        new String[] {"solve", file.toString(), "--store", store, "--quiet"}, 0, args, 0, 5);
    System.arraycopy(options, 0, args, 5, options.length);
    return Printed.of(args);
  }

  private static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text);
  }

  @Test
  void aSolvedProgramIsListedShownAndExported() throws Exception {
    String run = json(solve(file("nearest.yaml", NEAREST), "--json").out()).get("run").asString();
    assertThat(Printed.of("runs", "list", "--store", store).out()).contains(run, "solved");
    Printed shown = Printed.of("runs", "show", run, "--store", store);
    assertThat(shown.status()).isZero();
    assertThat(shown.out()).contains("proof    optimal", "variables", "multipliers", "x + y <= 2");
    JsonNode whole = json(Printed.of("runs", "show", run, "--store", store, "--json").out());
    assertThat(
            whole.get("variables").get("x").asDouble() + whole.get("variables").get("y").asDouble())
        .isBetween(1.999999, 2.000001);
    assertThat(whole.get("iterations").size()).isGreaterThan(3);
    String csv = Printed.of("runs", "export", run, "--store", store).out();
    assertThat(csv).startsWith("part,name,value\nvariables,x,");
    Path svg = folder.resolve("run.svg");
    assertThat(Printed.of("runs", "export", run, "--store", store, "-o", svg.toString()).status())
        .isZero();
    assertThat(Files.readString(svg)).contains("Infeasibility", "KKT error");
  }

  @Test
  void theReportIsAPageOfItsOwn() throws Exception {
    Path page = folder.resolve("run.html");
    assertThat(solve(file("nearest.yaml", NEAREST), "--report", page.toString()).status()).isZero();
    String html = Files.readString(page);
    assertThat(html).contains("Constraints, by their multipliers", "interior-point", "optimal");
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    assertThat(
            builder
                .parse(new InputSource(new StringReader(html)))
                .getDocumentElement()
                .getTagName())
        .isEqualTo("html");
  }

  @Test
  void aProgramIsSolvedAnewWhereItsRunIsResumed() throws Exception {
    Path lp = file("a.lp", "min\n x + y\nst\n x + 2 y >= 4\nend\n");
    String run = json(solve(lp, "--json").out()).get("run").asString();
    Printed again = Printed.of("runs", "resume", run, "--store", store, "--quiet");
    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("optimal, objective 2.0");
  }

  @Test
  void linearFilesAreSolvedWithoutTheWord() throws Exception {
    Path lp = file("a.lp", "max\n x + y\nst\n x + y <= 4\nbounds\n x <= 3\n yy <= 1\nend\n");
    Printed printed = Printed.of(lp.toString(), "--store", store);
    assertThat(printed.status()).isZero();
    assertThat(printed.out()).contains("optimal, objective 4.0");
    assertThat(printed.err()).contains("'yy' is in no constraint and not in the objective");
  }

  @Test
  void endingsHaveTheirExitStatus() throws Exception {
    Path none =
        file("none.yaml", "minimize: x\nvariables: {x: {real: [0, 1]}}\nsubject to: [x >= 2]\n");
    assertThat(solve(none).status()).isEqualTo(1);
    Path endless = file("endless.yaml", "maximize: x\nvariables: {x: {real: [0, 1e20]}}\n");
    Printed unbounded = solve(endless, "--json");
    assertThat(unbounded.status()).isEqualTo(1);
    assertThat(json(unbounded.out()).get("status").asString()).isEqualTo("unbounded");
    assertThat(json(unbounded.out()).get("ray").get("x").asDouble()).isPositive();
    for (String missing : new String[] {"no.nl", "no.mps", "no.lp", "no.yaml"}) {
      Printed printed = solve(folder.resolve(missing));
      assertThat(printed.status()).as(missing).isEqualTo(2);
      assertThat(printed.err()).contains(missing, "there is no such file");
    }
  }

  @Test
  void aBudgetOfEvaluationsSaysWhatItMakesOfAProgram() throws Exception {
    Printed printed =
        Printed.of(
            "solve",
            file("nearest.yaml", NEAREST).toString(),
            "--store",
            store,
            "--budget",
            "evaluations=5");
    assertThat(printed.err()).contains("searched as a black box");
  }

  @Test
  void indexedMistakesSayWhatThereIs() throws Exception {
    String head = "minimize: \"sum(p in ps: c[p]*x[p])\"\nsets: {ps: [a, b]}\n";
    Path list =
        file("list.yaml", head + "data: {c: [1, 2]}\nvariables: {x: {real: [0, 1], over: ps}}\n");
    assertThat(solve(list).err()).contains("the data have no c[a], but [1], [2]");
    Path start =
        file(
            "start.yaml",
            head
                + "data: {c: {a: 1, b: 2}}\nvariables: {x: {real: [0, 1], over: ps, start: [1]}}\n");
    assertThat(solve(start).err()).contains("the start has 1 values for 2 elements");
    Path unquoted =
        file(
            "unquoted.yaml",
            head
                + "data: {c: {a: 1, b: 2}}\nvariables: {x: {real: [0, 1], over: ps}}\n"
                + "subject to:\n  - for p in ps: x[p] >= 1\n");
    assertThat(solve(unquoted).err()).contains("put quotes around it");
  }
}
