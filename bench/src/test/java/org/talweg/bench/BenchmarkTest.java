package org.talweg.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.bench.suite.Suites;
import org.talweg.engine.Catalog;
import org.talweg.engine.Proposal;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Point;
import org.talweg.papers.Machine;

class BenchmarkTest {
  private static final List<String> SUITES = List.of("classics", "constrained", "two-objectives");
  private static final Contest CONTEST =
      new Contest(
          SUITES,
          List.of("planner", "random", "evolution", "nsga2"),
          2,
          40,
          true,
          List.of("branin", "rosenbrock-4[-2,2]", "gardner-1", "kursawe"));

  @TempDir Path folder;

  private static final class Quiet implements Benchmark.Listener {
    private final int stopAfter;
    private int heard = 0;

    Quiet(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void finished(Finished run, int done, int total) {
      assertThat(total).isEqualTo(4 * 4 * 2);
      heard++;
      if (heard == stopAfter) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void skipped(String problem, String why) {
      throw new AssertionError(problem + ": " + why);
    }
  }

  private static List<Case> cases() throws IOException {
    var cases = new ArrayList<Case>();
    Suites suites = Suites.of(Optional.empty());
    for (String suite : CONTEST.suites()) {
      suites.cases(suite).stream().filter(CONTEST::includes).forEach(cases::add);
    }
    assertThat(cases).hasSize(4);
    return cases;
  }

  private static List<Finished> run(List<Finished> earlier, ResultsFile file, int stopAfter)
      throws Exception {
    return new Benchmark(Catalog.load(), Peers.none())
        .run(CONTEST, cases(), earlier, file, new Quiet(stopAfter));
  }

  private static Finished untimed(Finished run) {
    return new Finished(
        run.suite(),
        run.problem(),
        0,
        run.solver(),
        run.seed(),
        run.randomGap(),
        run.gaps(),
        0,
        0,
        run.evaluations(),
        run.plan(),
        run.refused());
  }

  private static List<Finished> untimed(List<Finished> runs) {
    return runs.stream().map(BenchmarkTest::untimed).toList();
  }

  @Test
  void aResumedBenchmarkEqualsAnUninterruptedOne() throws Exception {
    List<Finished> whole = run(List.of(), null, Integer.MAX_VALUE);

    Path path = folder.resolve("results.jsonl");
    ResultsFile file = ResultsFile.create(path, CONTEST);
    assertThatThrownBy(() -> run(List.of(), file, 13)).hasMessage("killed");
    Files.writeString(path, "{\"suite\":\"clas", StandardOpenOption.APPEND); // cut by a kill

    ResultsFile.Contents contents = ResultsFile.read(path);
    assertThat(contents.contest()).isEqualTo(CONTEST);
    assertThat(contents.finished()).hasSize(13);
    List<Finished> resumed = run(contents.finished(), ResultsFile.reopen(path), Integer.MAX_VALUE);
    assertThat(untimed(resumed)).isEqualTo(untimed(whole));
    assertThat(untimed(ResultsFile.read(path).finished()))
        .containsExactlyInAnyOrderElementsOf(untimed(whole));
  }

  @Test
  void regretIsNeverNegativeAndNeverRises() throws Exception {
    for (Finished run : run(List.of(), null, Integer.MAX_VALUE)) {
      if (run.ran()) {
        assertThat(run.randomGap()).isPositive();
        assertThat(run.gaps()).hasSize(2).allMatch(gap -> gap >= 0);
        assertThat(run.gaps().get(1)).isLessThanOrEqualTo(run.gaps().get(0));
        assertThat(run.milliseconds()).isNotNegative();
        assertThat(run.evaluations()).isEqualTo(40);
      } else {
        assertThat(run.refused()).contains("takes several objectives");
      }
    }
  }

  @Test
  void aReportAndItsExportsNameEverySolverThatRan() throws Exception {
    Standings standings = Standings.of(CONTEST, run(List.of(), null, Integer.MAX_VALUE));
    String report = Report.of(standings, Peers.none(), Machine.here(), true);
    assertThat(report)
        .contains("== classics", "== all suites", "-- branin", "nsga2 refused 3", "The planner");
    assertThat(Export.json(standings, Peers.none(), Machine.here())).contains("\"planner\"");
    // header, 2 checkpoints of 3 solvers on 4 problems, and of nsga2 on one
    assertThat(Export.csv(standings).lines()).hasSize(1 + 2 * (3 * 4 + 1));
    assertThat(Export.csv(standings)).contains("\"rosenbrock-4[-2,2]\"");
  }

  @Test
  void aResultsFileIsNeverOverwrittenAndNoOtherFileIsTakenForOne() throws Exception {
    Path path = folder.resolve("results.jsonl");
    ResultsFile.create(path, CONTEST);
    assertThatThrownBy(() -> ResultsFile.create(path, CONTEST))
        .isInstanceOf(FileAlreadyExistsException.class);
    for (String hostile :
        List.of(
            "", "\n", "[]\n", "{}\n", "not json\n", "{\"format\":\"talweg bench search 1\"}\n")) {
      Path other = folder.resolve("other");
      Files.writeString(other, hostile);
      assertThatThrownBy(() -> ResultsFile.read(other)).isInstanceOf(IOException.class);
    }
    Path broken = folder.resolve("broken");
    Files.writeString(
        broken, Files.readString(path) + "{\"suite\":1,\"gaps\":[1]}\n{\"suite\":2}\n");
    assertThatThrownBy(() -> ResultsFile.read(broken)).hasMessageContaining("line 2");
  }

  /** Proposes the same point for ever. */
  private static final class Stubborn implements Peers {
    @Override
    public List<String> installed() {
      return List.of("stubborn");
    }

    @Override
    public boolean knows(String solver) {
      return solver.equals("stubborn");
    }

    @Override
    public Strategy begin(String solver, BlackBox problem, Setting setting) {
      Point point = problem.space().sample(setting.random());
      return new Strategy() {
        @Override
        public Optional<Proposal> ask() {
          return Optional.of(Proposal.of(point));
        }

        @Override
        public void tell(Trial trial) {}
      };
    }
  }

  @Test
  void aPeerThatRepeatsItselfIsChargedForItAndComesToAnEnd() throws Exception {
    var contest =
        new Contest(List.of("classics"), List.of("stubborn"), 1, 40, false, List.of("branin"));
    Case branin = cases().getFirst();
    Finished run =
        new Benchmark(Catalog.load(), new Stubborn())
            .run(
                contest,
                List.of(branin),
                List.of(),
                null,
                new Benchmark.Listener() {
                  @Override
                  public void finished(Finished finished, int done, int total) {}

                  @Override
                  public void skipped(String problem, String why) {}
                })
            .getFirst();
    assertThat(run.evaluations()).isEqualTo(40);
    assertThat(run.gaps().get(0)).isEqualTo(run.gaps().get(1));
  }
}
