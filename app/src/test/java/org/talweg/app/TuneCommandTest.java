package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of variables and a command line make a problem. */
class TuneCommandTest {
  @TempDir Path folder;

  private Printed tune(String text, String... more) throws Exception {
    return tuneFile("space.yaml", text, more);
  }

  private Printed tuneFile(String name, String text, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    var all = new ArrayList<String>();
    all.addAll(List.of("tune", file.toString(), "--quiet", "--json"));
    all.addAll(List.of("--budget", "evaluations=4", "--store"));
    all.add(folder.resolve("runs.db").toString());
    all.addAll(List.of(more));
    return Printed.of(all.toArray(String[]::new));
  }

  private static final String SPACE = "variables: {x: {int: [1, 9]}}\n";

  @Test
  void theNumberThatTheCommandPrintsIsMinimised() throws Exception {
    Printed printed = tune(SPACE, "--", "echo", "{x}");
    assertThat(printed.status()).isZero();
    assertThat(printed.out()).contains("\"value\" :");
  }

  @Test
  void theFileMayBeJsonAndMayStateTheObjectiveInItsFirstLine() throws Exception {
    assertThat(
            tuneFile("a.json", "{\"variables\": {\"x\": {\"int\": [1, 9]}}}", "--", "echo", "{x}")
                .status())
        .isZero();
    Printed stated = tune("maximize: score\n" + SPACE, "--", "echo", "{x}");
    assertThat(stated.status()).isZero();
    assertThat(stated.out()).contains("\"score\" :");
  }

  @Test
  void argumentsReachTheCommandAsTheyAre() throws Exception {
    Printed printed =
        tune(
            SPACE,
            "--read",
            "y=regex:y = ([0-9]+)",
            "--minimize",
            "y",
            "--",
            "sh",
            "-c",
            "test \"$1\" = '@it''s' && \n printf 'a\\nb\\ny = %s' \"$2\"",
            "sh",
            "@its",
            "{x}");
    assertThat(printed.status()).as(printed.err()).isZero();
    assertThat(printed.out()).contains("\"y\" :");
  }

  @Test
  void aTunedRunIsResumedWithItsCommand() throws Exception {
    tune(SPACE, "--", "echo", "{x}");
    String store = folder.resolve("runs.db").toString();
    String run = Printed.of("runs", "list", "--store", store).out().split(" ")[0];
    Printed more =
        Printed.of("runs", "resume", run, "--store", store, "--json", "--budget", "evaluations=6");
    assertThat(more.status()).as(more.err()).isZero();
    assertThat(more.out()).contains("\"trials\" : 6");
  }

  @Test
  void mistakesOfTheCommandLineAreSaidToBeThere() throws Exception {
    Printed wrong = tune(SPACE, "--", "echo", "{level}");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("command line: {level} stands for nothing");
    assertThat(tune(SPACE, "--read", "y=stdot", "--minimize", "y", "--", "echo", "{x}").err())
        .startsWith("command line: ")
        .contains("did you mean 'stdout'?");
    assertThat(tune(SPACE, "--minimize", "a", "--maximize", "b", "--", "echo", "{x}").status())
        .isEqualTo(2);
    assertThat(tune(SPACE).err()).contains("there is no command");
    assertThat(tune("variables: {x: {int: [9, 1]}}\n", "--", "echo", "{x}").err())
        .contains("space.yaml:1:23: the range is empty");
    assertThat(folder.resolve("runs.db")).doesNotExist();
  }
}
