package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private static final int PARALLEL_KILLS = 6;
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

  private static List<Event.Finished> results(Path store) {
    try (var journal = SqliteJournal.open(store)) {
      var results = new ArrayList<Event.Finished>();
      for (Journal.Entry entry : journal.read(journal.runs().getFirst().id(), 0)) {
        if (entry.event() instanceof Event.Finished result) {
          results.add(result);
        }
      }
      return results;
    }
  }

  private static List<Long> finished(Path store) {
    return results(store).stream().map(Event.Finished::trial).toList();
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

  private static int lines(Path log) throws Exception {
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private static void awaitLines(Path log, int least) throws Exception {
    while (lines(log) < least) {
      Thread.sleep(10);
    }
  }

  @Test
  @Timeout(240)
  void noFinishedTrialOfAParallelRunIsLostOrEvaluatedAgain() throws Exception {
    Path log = folder.resolve("parallel.log");
    Path store = folder.resolve("parallel.db");
    var random = new Random(20261124);
    Process process =
        start(
            "solve",
            problem("parallel").toString(),
            "--quiet",
            "--parallel",
            "3",
            "--store",
            store.toString());
    List<Event.Finished> before = List.of();
    for (int kill = 0; kill < PARALLEL_KILLS; kill++) {
      awaitLines(log, lines(log) + 3 + random.nextInt(18));
      Thread.sleep(random.nextInt(50));
      process.destroyForcibly().waitFor();
      List<Event.Finished> now = results(store);
      assertThat(now.subList(0, before.size())).isEqualTo(before);
      // What has finished by now must not be seen behind this line.
      Files.writeString(log, "killed\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      before = now;
      process = start("runs", "resume", "2", "--quiet", "--store", store.toString());
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(before).isNotEmpty();
    assertThat(results(store).subList(0, before.size())).isEqualTo(before);
    assertThat(finished(store)).hasSize(150).doesNotHaveDuplicates();
    List<String> evaluated = Files.readAllLines(log);
    List<String> afterTheLastKill =
        evaluated.subList(evaluated.lastIndexOf("killed") + 1, evaluated.size());
    assertThat(afterTheLastKill)
        .doesNotContainAnyElementsOf(
            before.stream().map(result -> Long.toString(result.trial())).toList());
    assertThat(evaluated.stream().filter(line -> !line.equals("killed")).count())
        .isBetween(150L, 150L + 3 * PARALLEL_KILLS);
  }
}
