package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingCommandTest {
  private static final String EXAMPLE =
      Path.of("..", "examples", "digits", "digits.yaml").toAbsolutePath().normalize().toString();

  @TempDir Path folder = Path.of("");

  @Test
  void aTrainingIsExplainedSolvedAndGoesOn() throws Exception {
    String store = folder.resolve("runs.db").toString();
    Printed plan = Printed.of("explain", EXAMPLE, "--store", store);
    assertThat(plan.out()).contains("digits: a training").contains("plan: adamw");
    Printed first =
        Printed.of(
            "solve",
            EXAMPLE,
            "--json",
            "--store",
            store,
            "--budget",
            "evaluations=100",
            "--solver",
            "lion");
    assertThat(first.status()).as("%s", first.err()).isZero();
    Matcher run = Pattern.compile("\"run\" : \"([^\"]+)\"").matcher(first.out());
    assertThat(run.find()).isTrue();
    assertThat(first.out()).contains("\"accuracy\" : ").contains("step-100.safetensors");
    Printed more =
        Printed.of(
            "runs",
            "resume",
            run.group(1),
            "--store",
            store,
            "--quiet",
            "--budget",
            "evaluations=150");
    assertThat(more.status()).as("%s", more.err()).isZero();
    assertThat(more.out()).contains("150 steps of 64 by lion").contains("step-150.safetensors");
    assertThat(Printed.of("runs", "show", run.group(1), "--store", store).status()).isZero();
  }

  private static String idIn(Printed printed) {
    Matcher run = Pattern.compile("\"run\" : \"([^\"]+)\"").matcher(printed.out());
    assertThat(run.find()).as("%s", printed.err()).isTrue();
    return run.group(1);
  }

  @Test
  void curvesAreDrawnShownAndExported() throws Exception {
    String store = folder.resolve("runs.db").toString();
    Path page = folder.resolve("page.html");
    Printed solved =
        Printed.of(
            "solve",
            EXAMPLE,
            "--json",
            "--store",
            store,
            "--budget",
            "evaluations=60",
            "--report",
            page.toString());
    String id = idIn(solved);
    assertThat(Files.readString(page))
        .contains("Loss", "training", "Validation accuracy", "Learning rate", "Checkpoints")
        .doesNotContainPattern(" d=\"[^\"]*(NaN|Infinity)");
    Path svg = folder.resolve("curves.svg");
    Printed picture = Printed.of("runs", "export", id, "--store", store, "-o", svg.toString());
    assertThat(picture.status()).as("%s", picture.err()).isZero();
    assertThat(Files.readString(svg)).startsWith("<svg").contains("class=\"line s1\"");
    Printed table = Printed.of("runs", "export", id, "--store", store);
    assertThat(table.out()).startsWith("step,training loss,rate,seconds,validation accuracy,");
    assertThat(table.out().lines()).hasSize(61);
    assertThat(Printed.of("runs", "show", id, "--store", store).out())
        .contains("best", "accuracy = ", "60 steps", "validation loss");
    assertThat(Printed.of("runs", "export", id, "--store", store, "--picture", "importance").err())
        .contains("the picture convergence alone");
  }

  @Test
  void aTextIsLearnedSampledAndGoneOnFrom() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "ring a ring o roses\n".repeat(40));
    Files.writeString(folder.resolve("b.txt"), "a pocket full of posies\n".repeat(40));
    String train =
        "train: {data: {text: %s, window: 12%s}, batch: 8, rate: 5e-3,"
            + " model: {transformer: {width: 16, heads: 2, layers: 1}}%s}\nbudget: {evaluations: 60}\n";
    Path first =
        Files.writeString(
            folder.resolve("first.yaml"), train.formatted("a.txt", ", alphabet: ascii", ""));
    String store = folder.resolve("runs.db").toString();
    String id = idIn(Printed.of("solve", first.toString(), "--json", "--store", store));

    String[] sample = {
      "runs", "sample", id, "--store", store, "--prompt", "ring", "--length", "30"
    };
    Printed text = Printed.of(sample);
    assertThat(text.out()).startsWith("ring").hasSizeGreaterThan(34);
    assertThat(Printed.of(sample).out()).isEqualTo(text.out());
    assertThat(Printed.of("runs", "sample", id, "--store", store, "--prompt", "ré").err())
        .contains("the character 'é' (U+00E9) is not in the alphabet of 96 characters");

    Path weights = folder.resolve("w.safetensors");
    Printed exported = Printed.of("runs", "export", id, "--store", store, "-o", weights.toString());
    assertThat(exported.status()).as("%s", exported.err()).isZero();
    Path second =
        Files.writeString(
            folder.resolve("second.yaml"), train.formatted("b.txt", "", ", start: w.safetensors"));
    Printed tuned =
        Printed.of("solve", second.toString(), "--store", store, "--seed", "2", "--quiet");
    assertThat(tuned.status()).as("%s", tuned.err()).isZero();
    assertThat(tuned.out()).contains("it writes:", "validation loss", "talweg runs sample");

    String wider = Files.readString(second).replace("width: 16", "width: 32");
    Printed refused =
        Printed.of("solve", Files.writeString(folder.resolve("wide.yaml"), wider).toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("wide.yaml:1", "another model", "embedding.symbols is [96, 16], not [96, 32]");
    Files.delete(weights);
    assertThat(Printed.of("solve", second.toString()).err()).contains("second.yaml:1", "no file");
    assertThat(Printed.of("runs", "sample", "nosuch", "--store", store).status()).isEqualTo(2);
  }

  @Test
  void aTrainingHasATarget() throws Exception {
    String file =
        Files.readString(Path.of(EXAMPLE)).replace("digits.csv", EXAMPLE.replace("yaml", "csv"))
            + "target: 0.8\n";
    Path stated = Files.writeString(folder.resolve("digits.yaml"), file);
    Printed solved =
        Printed.of("solve", stated.toString(), "--store", folder.resolve("runs.db").toString());
    assertThat(solved.out()).containsPattern("target accuracy = 0.8 reached at step \\d+, after");
    Printed compared =
        Printed.of(
            "tournament", stated.toString(), "--solvers", "adamw,sgd", "--seeds", "1", "--quiet");
    assertThat(compared.status()).as("%s", compared.err()).isZero();
    assertThat(compared.out())
        .contains("digits, seconds", "digits, steps", "1 of 1", "target of " + stated + ": 0.8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {csv: missing.csv}|no file",
        "data: {csv: a.csv, target: size}|has no column 'size'",
        "data: {csv: a.csv}, model: {conv: [4]}|a row of 2 numbers is none",
        "data: {csv: a.csv}, modle: linear|did you mean 'model'?",
        "data: {csv: a.csv}, model: {mlp: [0]}|a width is 1 to a million",
        "data: {csv: bad.csv}|bad.csv:2: field 1 is 'NaN'",
        "data: {csv: a.csv}, model: linear, batch: 0|batch is at least 1",
        "model: linear|'data' is missing",
      })
  void aFileThatIsNoTrainingIsRefusedWithThePlace(String train, String complaint) throws Exception {
    Files.writeString(folder.resolve("a.csv"), "1,2,0\n3,4,1\n5,6,0\n7,8,1\n");
    Files.writeString(folder.resolve("bad.csv"), "1,2,0\nNaN,4,1\n");
    Path file = Files.writeString(folder.resolve("t.yaml"), "train: {" + train + "}\n");
    Printed refused = Printed.of("solve", file.toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains(complaint).contains("t.yaml:1");
  }
}
