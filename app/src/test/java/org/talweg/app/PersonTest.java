package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.SqliteJournal;

/**
 * A simulated person at a pseudo-terminal, which {@code script} of util-linux provides: reads what
 * a real process shows and types the order of a function that only the person knows.
 */
class PersonTest {
  private static final String PROBLEM =
      """
      variables:
        x: {real: [-1, 1]}
        y: {real: [-1, 1]}
      measure: {person: {show: "at {x} and {y}", candidates: 6}}
      budget: {evaluations: 24}
      seed: 3
      """;
  private static final Pattern SHOWN = Pattern.compile("(?m)^ +(\\d+) +at (\\S+) and (\\S+)");
  private static final Pattern PROMPT =
      Pattern.compile("(order them|which is best|name the)[^>]*> $");

  @TempDir Path folder;

  @BeforeAll
  static void aPseudoTerminalIsAtHand() {
    assumeTrue(
        Stream.of("/usr/bin/script", "/bin/script").anyMatch(p -> Files.isExecutable(Path.of(p))),
        "skipped: there is no 'script' (Debian: bsdutils) to make a pseudo-terminal with");
  }

  private static double hidden(double x, double y) {
    return (x - 0.3) * (x - 0.3) + 3 * (y + 0.4) * (y + 0.4);
  }

  /** A process at a terminal of its own. */
  private static final class Terminal implements AutoCloseable {
    private final Process script;
    private final Reader out;
    private final StringBuilder seen = new StringBuilder();

    /** Every question as it was shown, with candidates in an order of its own. */
    final List<String> questions = new ArrayList<>();

    Terminal(String... arguments) throws IOException {
      var words = new ArrayList<String>();
      words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      words.addAll(
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName()));
      words.addAll(List.of(arguments));
      String line =
          words.stream()
              .map(word -> "'" + word.replace("'", "'\\''") + "'")
              .collect(Collectors.joining(" "));
      // stty: what is typed is not echoed, so that only the program's own words are read.
      script =
          new ProcessBuilder(
                  "script", "-qefc", "stty -echo; exec " + line, folder(arguments) + "/typescript")
              .redirectErrorStream(true)
              .start();
      out = new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8);
    }

    private static String folder(String... arguments) {
      return Path.of(arguments[arguments.length - 1]).getParent().toString();
    }

    /** Reads until the program asks, and returns what it showed; empty when it has ended. */
    String untilAsked() throws IOException {
      var text = new StringBuilder();
      while (!PROMPT.matcher(text).find()) {
        int c = out.read();
        if (c < 0) {
          return "";
        }
        text.append(c == '\r' ? "" : (char) c);
        seen.append((char) c);
      }
      return text.toString();
    }

    void type(String words) throws IOException {
      script.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
      script.getOutputStream().flush();
    }

    /** The order that the hidden function gives, or the same backwards. */
    String order(String text, boolean backwards) {
      List<MatchResult> all = SHOWN.matcher(text).results().toList();
      // The last showing is the one asked about.
      int last =
          IntStream.range(0, all.size())
              .filter(i -> all.get(i).group(1).equals("1"))
              .max()
              .orElse(0);
      List<MatchResult> shown = all.subList(last, all.size());
      questions.add(shown.stream().map(r -> r.group(2) + " " + r.group(3)).sorted().toList() + "");
      Comparator<MatchResult> byHidden =
          Comparator.comparingDouble(
              r -> hidden(Double.parseDouble(r.group(2)), Double.parseDouble(r.group(3))));
      return shown.stream()
              .sorted(backwards ? byHidden.reversed() : byHidden)
              .map(r -> r.group(1))
              .collect(Collectors.joining(" "))
          + "\n";
    }

    /** Answers so many questions. */
    void answer(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        String text = untilAsked();
        assertThat(text).as("%s", seen).isNotEmpty();
        type(order(text, false));
      }
    }

    void kill() throws Exception {
      script.descendants().forEach(ProcessHandle::destroyForcibly);
      assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    int end() throws Exception {
      while (true) {
        int c = out.read();
        if (c < 0) {
          break;
        }
        seen.append((char) c);
      }
      assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return script.exitValue();
    }

    @Override
    public void close() {
      script.descendants().forEach(ProcessHandle::destroyForcibly);
      script.destroyForcibly();
    }
  }

  private static long standing(Path store) {
    try (var journal = SqliteJournal.open(store)) {
      long standing = 0;
      for (Journal.Entry entry : journal.read(journal.runs().getFirst().id(), 0)) {
        standing += entry.event() instanceof Event.Answered ? 1 : 0;
        standing -= entry.event() instanceof Event.Withdrawn ? 1 : 0;
      }
      return standing;
    }
  }

  @Test
  // In a thread of its own: one that waits for a terminal's output cannot be interrupted.
  @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPersonWhoseProcessIsKilledIsAskedNothingTwiceAndEndsNearTheBest() throws Exception {
    Path file = Files.writeString(folder.resolve("person.yaml"), PROBLEM);
    Path store = folder.resolve("store.db");
    var asked = new ArrayList<String>();

    // Bad input is refused in words, an answer is taken back, and the process is killed.
    try (var terminal = new Terminal("solve", file.toString(), "--store", store.toString())) {
      String first = terminal.untilAsked();
      terminal.type("u\n");
      assertThat(terminal.untilAsked()).contains("there is no answer to take back yet");
      terminal.type("1 1\n");
      assertThat(terminal.untilAsked()).contains("candidate 1 comes twice");
      terminal.type("\n");
      assertThat(terminal.untilAsked()).contains("name at least the best one");
      terminal.type("?\n");
      assertThat(terminal.untilAsked()).contains("take the last answer back");
      terminal.type(terminal.order(first, false));
      terminal.answer(3);
      asked.addAll(terminal.questions);
      terminal.questions.clear();
      terminal.type(terminal.order(terminal.untilAsked(), true));
      String wrongly = terminal.questions.getFirst();
      terminal.untilAsked();
      terminal.type("u\n");
      terminal.questions.clear();
      terminal.answer(1);
      // The very question is put again.
      assertThat(terminal.questions).containsExactly(wrongly);
      terminal.answer(2);
      asked.addAll(terminal.questions);
      terminal.untilAsked();
      terminal.kill();
    }
    assertThat(standing(store)).isEqualTo(7);

    // Ctrl-C ends it with 130 and loses nothing either.
    try (var terminal = new Terminal("runs", "resume", "2", "--store", store.toString())) {
      terminal.answer(4);
      asked.addAll(terminal.questions);
      terminal.untilAsked();
      terminal.type("\u0003");
      assertThat(terminal.end()).isEqualTo(130);
      assertThat(terminal.seen).contains("talweg runs resume");
    }
    assertThat(standing(store)).isEqualTo(11);

    String answer;
    try (var terminal = new Terminal("runs", "resume", "2", "--store", store.toString())) {
      terminal.answer(24 - 11);
      asked.addAll(terminal.questions);
      assertThat(terminal.end()).isZero();
      answer = terminal.seen.toString();
    }
    assertThat(standing(store)).isEqualTo(24);
    assertThat(new HashSet<>(asked)).hasSize(24);
    assertThat(asked).hasSize(24);
    List<Double> best =
        Pattern.compile("(?m)^ +[xy] +(\\S+)")
            .matcher(answer.substring(answer.lastIndexOf("improved")))
            .results()
            .map(r -> Double.parseDouble(r.group(1)))
            .toList();
    // The middle, where it begins, has 0.57.
    assertThat(hidden(best.get(0), best.get(1))).isLessThan(0.01);
  }
}
