package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.SqliteJournal;

/** Kills a real process that solves a problem, again and again, and resumes the run each time. */
class KillTest {
  private static final int KILLS = 20;
  private static final String PROBLEM =
      """
      minimize: value
      variables:
        x: {real: [-3, 3]}
        y: {int: [0, 1000]}
      measure:
        command: [sh, -c, 'echo "$1" >>"$2"; sleep 0.04; echo "$3" | tr -d -', sh, "{trial}", LOG, "{x}"]
        read: {value: stdout}
      budget: {evaluations: 150}
      seed: 5
      """;

  @TempDir Path folder;

  private static Process start(String... arguments) throws Exception {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<Object> asked(Path store) {
    try (var journal = SqliteJournal.open(store)) {
      var asked = new ArrayList<Object>();
      for (Journal.Entry entry : journal.read(journal.runs().getFirst().id(), 0)) {
        if (entry.event() instanceof Event.Asked(long number, String point, double _, String _)) {
          asked.add(number + " " + point);
        }
      }
      return asked;
    }
  }

  private static List<Long> finished(Path store) {
    try (var journal = SqliteJournal.open(store)) {
      var finished = new ArrayList<Long>();
      for (Journal.Entry entry : journal.read(journal.runs().getFirst().id(), 0)) {
        if (entry.event() instanceof Event.Finished result) {
          finished.add(result.trial());
        }
      }
      return finished;
    }
  }

  /** Whether the process lived long enough to record its run. */
  private static boolean begun(Path store) {
    if (!Files.exists(store)) {
      return false;
    }
    try (var journal = SqliteJournal.open(store)) {
      return !journal.runs().isEmpty();
    }
  }

  private Path problem(String name) throws Exception {
    Path log = folder.resolve(name + ".log");
    return Files.writeString(
        folder.resolve(name + ".yaml"), PROBLEM.replace("LOG", "\"" + log + "\""));
  }

  @Test
  @Timeout(240)
  void aRunKilledTwentyTimesEndsWithTheTrialsOfTheUninterruptedOne() throws Exception {
    Path whole = folder.resolve("whole.db");
    assertThat(
            start("solve", problem("whole").toString(), "--quiet", "--store", whole.toString())
                .waitFor())
        .isZero();

    Path store = folder.resolve("killed.db");
    // Killed at random instants, wherever they fall; the seed only makes a failure repeatable.
    var random = new Random(20261123);
    Process process =
        start("solve", problem("killed").toString(), "--quiet", "--store", store.toString());
    for (int kill = 0; kill < KILLS; kill++) {
      Thread.sleep(400 + random.nextInt(900));
      process.destroyForcibly().waitFor();
      boolean begun = begun(store);
      process =
          begun
              ? start("runs", "resume", "2", "--quiet", "--store", store.toString())
              : start(
                  "solve", problem("killed").toString(), "--quiet", "--store", store.toString());
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(asked(store)).isEqualTo(asked(whole));
    assertThat(finished(store)).isEqualTo(finished(whole)).doesNotHaveDuplicates();
    // A trial under way at a kill is evaluated again, one in each life of the process at the most.
    List<String> evaluated = Files.readAllLines(folder.resolve("killed.log"));
    assertThat(evaluated.size()).isBetween(150, 150 + KILLS);
  }
}
