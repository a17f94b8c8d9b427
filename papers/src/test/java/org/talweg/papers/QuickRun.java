package org.talweg.papers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;

/** What every reproduction must do, tested on its reduced run with one seed. */
public final class QuickRun {
  private QuickRun() {}

  /** Claims have names of their own, every criterion finds its figure, and a verdict comes out. */
  public static Report measuresEveryFigure(Reproduction reproduction) throws Exception {
    List<String> names = reproduction.claims().stream().map(Claim::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    Report report =
        Reproductions.run(
            reproduction.paper(),
            ReproductionOptions.full().withQuick().withSeeds(1).withBase(1),
            new ReproductionListener() {});
    assertThat(report.quick()).isTrue();
    assertThat(report.claims()).hasSameSizeAs(names);
    assertThat(report.verdict()).isNotEqualTo(Verdict.NOT_YET);
    return report;
  }
}
