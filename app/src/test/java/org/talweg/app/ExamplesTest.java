package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java examples run as source files, each in a process of its own. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // The least values are 0.397887, 0 and 0, the largest volume is 4. A front of 200 trials has
    // more than a few solutions.
    "Minimise, least value ([0-9.]+), 0.3978, 0.5",
    "Front, front of ([0-9]+) feasible, 10, 200",
    "AskAndTell, size=7.* has loss ([0-9.]+), 0, 0.1",
    "Listening, distance ([0-9.]+), 0, 0.1",
    "Formulas, volume ([0-9.]+), 3.9999, 4.0001",
    // Solved by hand: 57.5.
    "Toll, 'revenue ([0-9.]+), at equilibrium', 57.49, 57.51",
    "Trajectory, effort ([0-9.]+), 1.5741, 1.5745",
    "UnitCommitment, cost ([0-9.]+), 314969.99, 314970.01"
  })
  void findsItsAnswer(String name, String answer, double low, double high) throws Exception {
    String out = run(FOLDER.resolve(name + ".java"));
    Matcher found = Pattern.compile(answer).matcher(out);
    assertThat(found.find()).as("%s", out).isTrue();
    assertThat(Double.parseDouble(found.group(1))).as("%s", out).isBetween(low, high);
  }

  /** What a source file prints, run in the folder of the test. */
  private String run(Path source) throws Exception {
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s", Files.readString(errors)).isZero();
    return out;
  }

  /** As the page says: its blocks in their order are a program, imports before the rest. */
  @Test
  void theBlocksOfTheJavaPageAreAProgram() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "java.md"));
    Map<Boolean, String> blocks =
        Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .collect(
                Collectors.partitioningBy(
                    block -> block.startsWith("import "), Collectors.joining("\n")));
    Path source = folder.resolve("Page.java");
    Files.writeString(
        source, blocks.get(true) + "void main() throws Exception {\n" + blocks.get(false) + "}\n");
    String out = run(source);
    // A training evaluated for less, a run without failures, and one that went on in its journal.
    assertThat(out).containsPattern("(?m)^gp-fidelity [0-9.]+$");
    assertThat(out).contains("IMPROVED: the evaluations are spent, 0 failures");
    assertThat(out).containsPattern("(?m)^[0-9]{8}-[0-9]{6}-\\w+: [89][0-9.]*$");
    assertThat(folder.resolve("runs.db")).exists();
  }

  @Test
  void theBlockOfTheProgramsPageRuns() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "programs.md"));
    Matcher block =
        Pattern.compile(
                "^```java\\n(import .*?;\\n)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(page);
    assertThat(block.find()).isTrue();
    Path source = folder.resolve("Programs.java");
    Files.writeString(
        source,
        block.group(1)
            + "void main() throws Exception {\n"
            + block.group(2)
            + "IO.println(best.value(x) + \" \" + best.multiplier(\"paper\") + \" \" + best.proof());\n}\n");
    // The volume 4 sqrt(a^3) / (3 sqrt(3)) / 8 of a = 12 grows by 1/2 per unit of a.
    assertThat(run(source))
        .containsPattern("^(2.0000|1.9999)\\d* -0.(5000|4999)\\d* LOCALLY_OPTIMAL");
  }

  /** One trial of it: all of them take python3 a quarter of a minute. */
  @Test
  void theTrainingIsPlannedAndItsFirstTrialIsTheStart() throws Exception {
    String file = FOLDER.resolve("training").resolve("training.yaml").toString();
    String store = folder.resolve("runs.db").toString();
    Printed plan = Printed.of("explain", file, "--json", "--store", store);
    assertThat(plan.status()).as("%s", plan.err()).isZero();
    assertThat(plan.out()).contains("\"form\" : \"black-box\"").contains("gp-fidelity");
    assumeThat(String.valueOf(System.getenv("PATH")).split(":"))
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "python3")));
    Printed solved =
        Printed.of("solve", file, "--json", "--store", store, "--budget", "evaluations=1");
    assertThat(solved.status()).as("%s", solved.err()).isZero();
    assertThat(solved.out()).contains("\"momentum\" : 0.9").containsPattern("\"loss\" : 0\\.[0-9]");
  }

  @Test
  void everyExampleIsRun() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> sources =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .collect(Collectors.toSet());
      assertThat(sources)
          .containsExactlyInAnyOrderElementsOf(
              List.of(
                  "Minimise.java",
                  "Front.java",
                  "AskAndTell.java",
                  "Listening.java",
                  "Formulas.java",
                  "Toll.java",
                  "Trajectory.java",
                  "UnitCommitment.java"));
    }
  }
}
