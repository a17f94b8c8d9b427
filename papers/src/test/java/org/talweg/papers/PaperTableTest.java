package org.talweg.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The index, the records, and the pages made of them. */
class PaperTableTest {
  private static final Path CHECKOUT = Records.checkout(Path.of("")).orElseThrow();
  private static final PaperTable TABLE = PaperTable.bundled();

  @Test
  void thereAreNinetyPapersWithUniqueIds() {
    assertThat(TABLE.rows()).hasSize(90);
    assertThat(TABLE.rows().stream().map(row -> row.paper().id())).doesNotHaveDuplicates();
  }

  @Test
  void everyPaperSaysWhatItIsAndWhereToReadIt() {
    assertThat(TABLE.rows())
        .extracting(PaperTable.Row::paper)
        .allSatisfy(
            paper -> {
              assertThat(paper.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
              assertThat(paper.title()).isNotBlank();
              assertThat(paper.year()).isBetween(2000, 2030);
              assertThat(paper.source()).matches("arXiv:\\d{4}\\.\\d{5}( doi:\\S+)?");
              assertThat(paper.module())
                  .isIn("search", "program", "discrete", "learn", "language", "fabric", "app");
              assertThat(paper.place()).isNotBlank();
            });
  }

  @Test
  void everyReproductionBelongsToAPaperAndEveryRecordToAReproduction() {
    List<String> ids = TABLE.rows().stream().map(row -> row.paper().id()).toList();
    assertThat(ids).containsAll(Reproductions.ids());
    assertThat(TABLE.rows().stream().filter(row -> row.report() != null))
        .extracting(row -> row.paper().id())
        .isSubsetOf(Reproductions.ids());
  }

  @Test
  void recordsAreFullRunsWithTheVerdictTheirFiguresGive() {
    for (PaperTable.Row row : TABLE.rows()) {
      Report report = row.report();
      if (report == null) {
        continue;
      }
      assertThat(report.quick()).isFalse();
      Reproduction reproduction = Reproductions.find(report.id()).orElseThrow();
      assertThat(report.seeds()).hasSizeGreaterThanOrEqualTo(reproduction.seeds());
      List<Claim.Judged> judged =
          reproduction.claims().stream().map(claim -> claim.judge(report.figures())).toList();
      assertThat(report.claims()).isEqualTo(judged);
      assertThat(report.verdict())
          .isEqualTo(Verdict.of(judged.stream().map(Claim.Judged::verdict).toList()));
    }
  }

  @Test
  void thePagesAreWhatTheGeneratorGives() throws IOException {
    assertThat(CHECKOUT.resolve("docs/papers.md")).hasContent(Pages.table(TABLE));
    for (PaperTable.Row row : TABLE.rows()) {
      if (row.report() != null) {
        assertThat(CHECKOUT.resolve("docs/papers/" + row.paper().id() + ".md"))
            .hasContent(Pages.report(row.report()));
      }
    }
  }

  @Test
  void anUnknownIdIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> TABLE.find("spotcube"))
        .isInstanceOf(UnknownPaperException.class)
        .hasMessage("there is no paper 'spotcube'; did you mean 'spotkube'?");
    assertThatThrownBy(() -> TABLE.find("qqqqqqqqqqqqqqqqqqqqqqqq"))
        .hasMessageContaining("talweg papers list");
  }

  @Test
  void theListInJsonNamesEveryPaperAndItsVerdict() {
    List<?> list = JsonMapper.shared().readValue(TABLE.toJson(), List.class);
    assertThat(list).hasSize(90);
    assertThat(list)
        .allSatisfy(
            entry ->
                assertThat(((Map<?, ?>) entry).keySet().toArray())
                    .contains("id", "title", "module", "verdict"));
  }
}
