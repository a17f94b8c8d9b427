package org.talweg.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness, on a reproduction that only draws numbers. */
class ReproductionsTest {
  private static final ReproductionListener SILENT = new ReproductionListener() {};
  private static final Paper PAPER = Records.index().getFirst();

  private static class Drawing implements Reproduction {
    @Override
    public String paper() {
      return PAPER.id();
    }

    @Override
    public List<String> protocol() {
      return List.of("Draw a number from 0 to 1.");
    }

    @Override
    public List<String> baselines() {
      return List.of("infinity");
    }

    @Override
    public int seeds() {
      return 5;
    }

    @Override
    public List<Claim> claims() {
      return List.of(
          new Claim("small", "It is small.", "", List.of(Criterion.atMost("number", "drawn", 1))));
    }

    @Override
    public List<String> limits() {
      return List.of("What happens beyond 1.");
    }

    @Override
    public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
      double[] drawn =
          context
              .inParallel(
                  "drawing", context.seeds(), seed -> Context.random(seed, "draw").nextDouble())
              .stream()
              .mapToDouble(x -> x)
              .toArray();
      return List.of(
          Figure.median("number", "drawn", "", drawn),
          Figure.mean("number", "infinity", "", Double.POSITIVE_INFINITY));
    }
  }

  private static Report run(Reproduction reproduction, ReproductionOptions options)
      throws Exception {
    return Reproductions.run(PAPER, reproduction, options, SILENT);
  }

  @Test
  void theSameBaseGivesTheSameFiguresAndAnotherBaseOthers() throws Exception {
    var options = ReproductionOptions.full();
    Report one = run(new Drawing(), options.withParallel(1));
    Report two = run(new Drawing(), options.withParallel(3));
    Report other = run(new Drawing(), options.withBase(7));
    assertThat(two.figures()).isEqualTo(one.figures());
    assertThat(two.seeds()).isEqualTo(one.seeds()).hasSize(5).doesNotHaveDuplicates();
    assertThat(other.seeds()).doesNotContainAnyElementsOf(one.seeds());
    assertThat(other.figures()).isNotEqualTo(one.figures());
  }

  @Test
  void fewerSeedsAreAPrefix() throws Exception {
    var options = ReproductionOptions.full();
    assertThat(run(new Drawing(), options.withSeeds(2)).seeds())
        .isEqualTo(run(new Drawing(), options).seeds().subList(0, 2));
  }

  @Test
  void aReportRoundTripsThroughJson() throws Exception {
    Report report = run(new Drawing(), ReproductionOptions.full());
    assertThat(Records.read(report.toJson())).isEqualTo(report);
    assertThat(report.verdict()).isEqualTo(Verdict.HELD);
  }

  @Test
  void resultsKeepTheOrderOfTheItemsAndProgressIsCounted() throws Exception {
    var heard = new ArrayList<Integer>();
    var listener =
        new ReproductionListener() {
          @Override
          public void progress(String stage, int done, int total) {
            heard.add(done);
          }
        };
    var context = new Context(List.of(1L), ReproductionOptions.full().withParallel(4), listener);
    List<Integer> items = IntStream.range(0, 50).boxed().toList();
    assertThat(context.inParallel("counting", items, i -> i)).isEqualTo(items);
    assertThat(heard).isEqualTo(IntStream.rangeClosed(0, 50).boxed().toList());
  }

  @Test
  void aFailingTaskEndsTheRunWithItsReason() {
    var context = new Context(List.of(1L), ReproductionOptions.full(), SILENT);
    assertThatThrownBy(
            () ->
                context.inParallel(
                    "failing",
                    List.of(1, 2),
                    i -> {
                      throw new IllegalStateException("no such luck");
                    }))
        .isInstanceOf(ReproductionException.class)
        .hasMessageContaining("failing")
        .hasMessageContaining("no such luck");
  }

  @Test
  void aPassedDeadlineEndsTheRun() {
    var options = ReproductionOptions.full().withDeadline(Duration.ofMillis(20));
    var context = new Context(List.of(1L), options, SILENT);
    assertThatThrownBy(
            () ->
                context.inParallel(
                    "waiting",
                    List.of(1),
                    i -> {
                      Thread.sleep(60_000);
                      return i;
                    }))
        .isInstanceOf(ReproductionException.class)
        .hasMessageContaining("deadline");
  }

  @Test
  void onlyFullRunsAreRecorded(@TempDir Path checkout) throws Exception {
    Report quick = run(new Drawing(), ReproductionOptions.full().withQuick());
    assertThat(quick.seeds()).hasSize(2);
    assertThatThrownBy(() -> Records.record(quick, checkout))
        .isInstanceOf(ReproductionException.class);
    assertThat(checkout).isEmptyDirectory();
  }

  @Test
  void aPaperWithoutReproductionSaysSo() {
    String id =
        PaperTable.bundled().rows().stream()
            .map(row -> row.paper().id())
            .filter(paper -> !Reproductions.ids().contains(paper))
            .findFirst()
            .orElse("none");
    assertThatThrownBy(() -> Reproductions.run(id, ReproductionOptions.full(), SILENT))
        .hasMessageContaining("'" + id + "'");
  }
}
