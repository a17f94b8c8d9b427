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
