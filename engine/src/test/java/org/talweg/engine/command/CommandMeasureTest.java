package org.talweg.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.model.AssessmentException;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Probe;
import org.talweg.model.Space;
import org.talweg.model.Value;

/** Real commands: sh, head, sleep, printf, xz. */
@Timeout(60)
class CommandMeasureTest {
  private static final Space SPACE = Space.of(Parameter.integer("n", 0, 1_000_000));

  @TempDir Path folder;

  private static Point n(long n) {
    return SPACE.point(Map.of("n", new Value.Int(n)));
  }

  private static Reading reading(String text) {
    try {
      return Reading.parse(text);
    } catch (CommandSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private CommandMeasure command(Map<String, String> reads, String... command) {
    var readings = new LinkedHashMap<String, Reading>();
    reads.forEach((name, text) -> readings.put(name, reading(text)));
    return CommandMeasure.of(Command.of(command), readings, folder);
  }

  private CommandMeasure sh(String read, String script) {
    return command(Map.of("y", read), "sh", "-c", script.replace("{", "{{"), "sh", "{n}");
  }

  private static CommandMeasure withProgress(CommandMeasure m, String regex) {
    return new CommandMeasure(
        m.command(),
        m.reads(),
        m.directory(),
        m.workingDirectory(),
        m.environment(),
        m.success(),
        Optional.of(Pattern.compile(regex)),
        m.fidelity());
  }

  private static double y(CommandMeasure measure, long n) throws Exception {
    return measure.measure(n(n), Probe.outsideARun(1)).get("y");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "stdout               | echo $1                                     | 7",
        "stdout               | printf ' \\n -2.5e3 \\n'                     | -2500",
        "stdout-size          | printf 12345                                | 5",
        "stderr-size          | printf 123 >&2                              | 3",
        "exit-code            | exit 5                                      | 5",
        "json:/a/1/b~1c       | echo '{\"a\": [0, {\"b/c\": 4.5}]}'         | 4.5",
        "json:                | echo 12                                     | 12",
        "json:/v              | echo starting; echo '{\"v\": true}'         | 1",
        "json:/v              | echo '{\"v\": \"1e3\"}'                    | 1000",
        "regex:^loss: (.*)$   | echo 'loss: 3'; echo 'loss: 2'; echo bye    | 2",
        "regex:loss=([0-9.]+) | echo quiet; echo 'loss=0.25 end' >&2        | 0.25",
        "file-size:out/f{n}   | mkdir -p out; printf 1234 > out/f$1         | 4"
      })
  void everyReadingFindsItsNumber(String read, String script, double expected) throws Exception {
    assertThat(y(sh(read, script), 7)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "stdout            | exit 3                             | exit code 3",
        "stdout            | echo no such level >&2; exit 1     | exit code 1: no such level",
        "stdout            | echo on stdout; exit 1             | exit code 1: on stdout",
        "stdout            | kill -9 $$                         | killed by SIGKILL",
        "exit-code         | kill -11 $$                        | killed by SIGSEGV",
        "stdout            | true                               | stdout is empty",
        "stdout            | echo abc                           | stdout is no number: 'abc'",
        "stdout            | echo 0x10                          | stdout is no number: '0x10'",
        "stdout            | echo NaN                           | no number: 'NaN'",
        "stdout            | echo 1e999                         | no finite number: 1e999",
        "stdout            | echo 1 2                           | no number: '1 2'",
        "stdout            | printf '\\001\\377\\033[2J'        | no number: '\uFFFD\uFFFD\uFFFD[2J'",
        "json:/a           | echo hello                         | stdout is not JSON: it begins 'hello'",
        "json:/a           | echo '{\"b\": 1}'                  | has no /a; it has [b]",
        "json:/a           | echo '{\"a\": [1]}'                | at /a is no number: [1]",
        "json:/a           | echo '{\"a\": NaN}'                | no finite number: NaN",
        "json:/a           | echo '{\"a\": null}'               | no number: null",
        "regex:loss (.*)   | echo loss is not said              | no number: 'is not said'",
        "regex:cost (.*)   | echo nothing                       | nothing matches cost (.*); stdout begins 'nothing'",
        "file-size:nothing | echo oh >&2                        | wrote no file nothing; stderr ends: oh"
      })
  void aFailureSaysWhatWasSeen(String read, String script, String words) {
    assertThatThrownBy(() -> y(sh(read, script), 1))
        .isInstanceOf(AssessmentException.class)
        .hasMessageContaining(words.translateEscapes());
  }

  @Test
  void aProgramThatIsMissingIsNoFaultOfThePoint() throws IOException {
    Path here = Files.createFile(folder.resolve("here.sh"));
    Files.writeString(Files.createFile(folder.resolve("odd.sh")), "#!/no/such/shell\n");
    assertThat(folder.resolve("odd.sh").toFile().setExecutable(true)).isTrue();
    Files.createDirectory(folder.resolve("sub"));
    String[][] cases = {
      {"no-such-program-at-all", "is it installed"},
      {"here.sh", "write ./here.sh"},
      {"./nowhere.sh", "there is no program"},
      {"./here.sh", "chmod +x " + folder.resolve("./here.sh")},
      {"./sub", "is a directory"},
      {"./odd.sh", "is its interpreter /no/such/shell installed?"},
    };
    assertThat(here).exists();
    for (String[] one : cases) {
      assertThatThrownBy(() -> y(command(Map.of("y", "stdout"), one[0]), 1))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(one[1]);
    }
    var nowhere =
        CommandMeasure.of(
            Command.of("true"), Map.of("y", reading("seconds")), folder.resolve("gone"));
    assertThatThrownBy(() -> y(nowhere, 1))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("there is no directory");
  }

  @Test
  void argumentsTooLongForTheSystemFailTheTrialOnly() {
    assertThatThrownBy(() -> y(command(Map.of("y", "stdout"), "echo", "x".repeat(3_000_000)), 1))
        .isInstanceOf(AssessmentException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void aGigabyteIsCountedAndNotKept() throws Exception {
    var measure = command(Map.of("y", "stdout-size"), "head", "-c", "1000000000", "/dev/zero");
    assertThat(y(measure, 1)).isEqualTo(1e9);
    assertThatThrownBy(
            () -> y(command(Map.of("y", "json:/a"), "head", "-c", "100000000", "/dev/zero"), 1))
        .hasMessageContaining("too long to be read as JSON");
  }

  @Test
  void bothOutputsAreReadAtTheSameTime() throws Exception {
    var both =
        "head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; head -c 1000 /dev/zero >&2";
    assertThat(y(sh("stderr-size", both), 1)).isEqualTo(3_001_000);
  }

  @Test
  void theInputIsEmpty() throws Exception {
    assertThat(y(sh("stdout", "cat; echo 4"), 1)).isEqualTo(4);
  }

  @Test
  void anInterruptionEndsTheWholeTree() throws Exception {
    Path pids = folder.resolve("pids");
    // A child, a grandchild in the background, an orphan, and one that ignores SIGTERM.
    var measure =
        sh(
            "stdout",
            "echo $$ > pids; (sleep 1000 & echo $! >> pids; wait) & (setsid sleep 1001 & echo $! >>"
                + " pids); sh -c 'trap \"\" TERM; echo $$ >> pids; while :; do sleep 0.1; done' &"
                + " echo $! >> pids; sleep 1002; echo went on > after");
    var thrown = new AtomicReference<Throwable>();
    Thread thread = Thread.ofVirtual().start(() -> thrown.set(catchThrowable(() -> y(measure, 1))));
    while (!Files.exists(pids) || Files.readAllLines(pids).size() < 5) {
      Thread.sleep(10);
    }
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    for (String pid : Files.readAllLines(pids)) {
      assertThat(running(pid)).as("process " + pid + " goes on").isFalse();
    }
    assertThat(folder.resolve("after")).doesNotExist();
  }

  private static boolean running(String pid) throws IOException {
    Path stat = Path.of("/proc", pid, "stat");
    if (!Files.exists(stat)) {
      return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }
    try {
      String text = Files.readString(stat);
      return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException ended) {
      return false;
    }
  }

  @Test
  void whatACommandLeavesRunningEndsWithIt() throws Exception {
    assertThat(y(sh("stdout", "sleep 1003 & echo $! > pid; echo 6"), 1)).isEqualTo(6);
    assertThat(running(Files.readString(folder.resolve("pid")).strip())).isFalse();
    // Some of these are just about to execute their program when the shell ends.
    var silent =
        sh(
            "stdout",
            "for i in 1 2 3 4 5 6 7 8; do setsid sleep 1004 > /dev/null 2>&1 & echo $!; done > pids;"
                + " echo 6");
    assertThat(y(silent, 1)).isEqualTo(6);
    for (String pid : Files.readAllLines(folder.resolve("pids"))) {
      assertThat(running(pid)).isFalse();
    }
  }

  @Test
  void progressIsReportedWhileTheCommandRuns() throws Exception {
    var measure =
        withProgress(
            sh("stdout", "for i in 1 2 3; do echo \"step $i loss 0.$i\" >&2; done; echo 9"),
            "step (?<step>\\d+) loss (?<value>\\S+)");
    var seen = new ArrayList<String>();
    assertThat(measure.measure(n(1), new Recorder(seen, Long.MAX_VALUE))).containsEntry("y", 9.0);
    assertThat(seen).containsExactly("1:0.1", "2:0.2", "3:0.3");
  }

  @Test
  void aTrialThatIsStoppedEarlyEndsItsCommand() {
    var measure =
        withProgress(
            sh("stdout", "i=0; while :; do i=$((i+1)); echo $i 0.5; sleep 0.02; done"),
            "(\\d+) (\\S+)");
    var seen = new ArrayList<String>();
    assertThatThrownBy(() -> measure.measure(n(1), new Recorder(seen, 3)))
        .isInstanceOf(Probe.StoppedEarly.class);
    assertThat(seen).containsExactly("1:0.5", "2:0.5", "3:0.5");
  }

  private record Recorder(List<String> seen, long last) implements Probe {
    @Override
    public long trial() {
      return 12;
    }

    @Override
    public long seed() {
      return -34;
    }

    @Override
    public double fidelity() {
      return 5.7;
    }

    @Override
    public void report(long step, double value) throws StoppedEarly {
      seen.add(step + ":" + value);
      if (step >= last) {
        throw new StoppedEarly("enough");
      }
    }
  }

  @Test
  void theRunsOwnNamesStandForWhatTheProbeSays() throws Exception {
    var plain =
        command(
            Map.of("y", "stdout"),
            "sh",
            "-c",
            "test \"$*\" = '-34 12 5.7' && echo 1",
            "sh",
            "{seed}",
            "{trial}",
            "{fidelity}");
    assertThat(plain.measure(n(1), new Recorder(List.of(), 0))).containsEntry("y", 1.0);
    var named =
        new CommandMeasure(
            Command.of("echo", "{epochs}"),
            Map.of("y", reading("stdout")),
            folder,
            Optional.empty(),
            Map.of(),
            Set.of(0),
            Optional.empty(),
            Optional.of(new CommandMeasure.FidelityName("epochs", true)));
    assertThat(named.measure(n(1), new Recorder(List.of(), 0))).containsEntry("y", 6.0);
  }

  @Test
  void aScratchFolderIsFreshAndGoneAfterwards() throws Exception {
    var measure =
        command(
            Map.of("y", "file-size:{scratch}/a/b"),
            "sh",
            "-c",
            "test -z \"$(ls -A $1)\" && mkdir $1/a && printf 123 > $1/a/b && echo $1 >> where",
            "sh",
            "{scratch}");
    assertThat(y(measure, 1)).isEqualTo(3);
    assertThat(y(measure, 1)).isEqualTo(3);
    List<String> folders = Files.readAllLines(folder.resolve("where"));
    assertThat(folders).hasSize(2).doesNotHaveDuplicates();
    assertThat(folders).allSatisfy(f -> assertThat(Path.of(f)).doesNotExist());
  }

  @Test
  void theEnvironmentAndTheDirectoryAreTheOnesStated() throws Exception {
    Files.createDirectory(folder.resolve("sub7"));
    var measure =
        new CommandMeasure(
            Command.of("sh", "-c", "test $(basename $PWD) = sub7 && echo $LEVEL"),
            Map.of("y", reading("stdout")),
            folder,
            Optional.of(Template.parse("sub{n}")),
            Map.of("LEVEL", Template.parse("{n}"), "UNSET", Template.parse("{absent}")),
            Set.of(0),
            Optional.empty(),
            Optional.empty());
    assertThat(y(measure, 7)).isEqualTo(7);
  }

  @Test
  void otherExitCodesMayBeSuccess() throws Exception {
    var m = sh("stdout", "echo 2; exit 1");
    var tolerant =
        new CommandMeasure(
            m.command(),
            m.reads(),
            folder,
            Optional.empty(),
            Map.of(),
            Set.of(0, 1),
            Optional.empty(),
            Optional.empty());
    assertThat(y(tolerant, 1)).isEqualTo(2);
  }

  @Test
  void timeAndMemoryAreThoseOfTheWholeTree() throws Exception {
    assertThat(y(sh("seconds", "sleep 0.3"), 1)).isBetween(0.3, 5.0);
    // xz's own account of its memory at this preset is a little over 65 MiB.
    var memory = sh("peak-memory", "head -c 3000000 /dev/urandom | xz -6 -T1 | cat > /dev/null");
    assertThat(y(memory, 1)).isBetween(30e6, 300e6);
    var busy = sh("user-seconds", "head -c 4000000 /dev/urandom | xz -6 -T1 > /dev/null");
    assertThat(y(busy, 1)).isBetween(0.1, 60.0);
  }

  @Test
  void manyCommandsRunAtATimeAndKeepTheirOutputsApart() throws Exception {
    var measure = sh("stdout", "sleep 0.01; echo $1");
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Double>>();
      for (int i = 0; i < 200; i++) {
        int k = i;
        tasks.add(() -> y(measure, k));
      }
      List<Future<Double>> all = pool.invokeAll(tasks, 50, TimeUnit.SECONDS);
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).get()).isCloseTo(i, within(0.0));
      }
    }
  }

  @Test
  void aSearchThatWouldTakeForEverEndsWithTheTrial() throws Exception {
    var measure =
        command(Map.of("y", "regex:^(a+)+$"), "sh", "-c", "printf '%0100d' 0 | tr 0 a; echo b");
    var thrown = new AtomicReference<Throwable>();
    Thread thread = Thread.ofVirtual().start(() -> thrown.set(catchThrowable(() -> y(measure, 1))));
    Thread.sleep(300);
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    assertThat(thrown.get()).isInstanceOfAny(InterruptedException.class, AssessmentException.class);
  }
}
