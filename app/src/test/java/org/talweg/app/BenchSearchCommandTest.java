package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSearchCommandTest {
  @TempDir Path folder;

  private record Ran(int status, String out, String err) {}

  private static Ran run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var newOut = new ByteArrayOutputStream();
    var newErr = new ByteArrayOutputStream();
    System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
    try {
      int status = Main.run(arguments);
      return new Ran(
          status, newOut.toString(StandardCharsets.UTF_8), newErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private Ran small(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "bench", "search", "--suite", "classics", "--problem", "branin", "--seeds", "2"));
    arguments.addAll(List.of("--solvers", "planner,random", "--evaluations", "20", "--results"));
    arguments.add(folder.resolve("r.jsonl").toString());
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static String table(String out) {
    return out.substring(out.indexOf("== classics"));
  }

  @Test
  void aFinishedBenchmarkIsPrintedAgainAsItWas() throws Exception {
    Path csv = folder.resolve("r.csv");
    Ran first = small("--csv", csv.toString());
    assertThat(first.status()).isEqualTo(0);
    assertThat(first.out()).contains("-- branin", "The planner reaches", "regret at 20");
    assertThat(Files.readAllLines(csv)).hasSize(3);
    Ran again = run("bench", "search", "--resume", folder.resolve("r.jsonl").toString());
    assertThat(again.status()).isEqualTo(0);
    assertThat(table(again.out())).isEqualTo(table(first.out()));
    assertThat(again.err()).contains("4 runs");
  }

  @Test
  void whatCannotBeRunIsSaidInASentence() {
    assertThat(small().status()).isEqualTo(0);
    Ran twice = small();
    assertThat(twice.status()).isEqualTo(2);
    assertThat(twice.err()).contains("exists already; --resume");
    assertThat(run("bench").status()).isEqualTo(2);
    Ran suite = run("bench", "search", "--suite", "nothing");
    assertThat(suite.status()).isEqualTo(2);
    assertThat(suite.err()).contains("there is no suite 'nothing'", "classics");
    Ran solver = run("bench", "search", "--solvers", "nothing");
    assertThat(solver.status()).isEqualTo(2);
    assertThat(solver.err()).contains("there is no solver 'nothing'");
    assertThat(run("bench", "search", "--resume", "/nonexistent").err())
        .contains("there is no results file");
    assertThat(run("bench", "search", "--data", "/nonexistent").status()).isEqualTo(2);
  }
}
