package org.talweg.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.talweg.bench.Case;
import org.talweg.bench.Yardstick;
import org.talweg.bench.table.Table;
import org.talweg.engine.Setting;
import org.talweg.model.Budget;
import org.talweg.model.Fidelity;
import org.talweg.model.Point;
import org.talweg.model.Probe;

/** Recorded data against the best values published with it; most of it only where the data is. */
class BestValuesTest {
  private static Path data() {
    Optional<Path> data = DataFolder.find(Optional.empty());
    assumeTrue(data.isPresent(), "no data folder here: set TALWEG_DATA to run this test");
    return data.orElseThrow();
  }

  private static void olympusAgrees(Path folder, Path bestValues) throws IOException {
    Table best = Table.read(bestValues);
    assertThat(best.rows()).isNotEmpty();
    for (List<String> row : best.rows()) {
      Path dataset = folder.resolve(row.get(0));
      Case.Opened opened = LaboratoryTables.openOlympus(row.get(0), dataset);
      int objective =
          opened.problem().objectives().stream().map(o -> o.name()).toList().indexOf(row.get(1));
      assertThat(objective).as(row.get(0)).isNotNegative();
      int columns = opened.problem().objectives().size();
      var header = new java.util.ArrayList<String>();
      int width = Files.readAllLines(dataset.resolve("data.csv")).getFirst().split(",").length;
      for (int i = 0; i < width; i++) {
        header.add("c" + i);
      }
      Table table = Table.read(dataset.resolve("data.csv"), header);
      double[] values = table.numbers(width - columns + objective);
      assertThat(table.rows()).hasSize(Integer.parseInt(row.get(3)));
      double low = Double.parseDouble(row.get(4));
      double high = Double.parseDouble(row.get(5));
      assertThat(java.util.Arrays.stream(values).min().orElseThrow()).isEqualTo(low);
      assertThat(java.util.Arrays.stream(values).max().orElseThrow()).isEqualTo(high);
      if (columns == 1) {
        // the mean of repeated measurements cannot be better than the best of them
        boolean maximize = row.get(2).startsWith("max");
        assertThat(((Yardstick.Least) opened.yardstick()).cost())
            .isGreaterThanOrEqualTo((maximize ? -high : low) - 1e-12);
      }
    }
  }

  @Test
  void theCopiedTableHasItsPublishedBest() throws Exception {
    Path folder = Path.of(BestValuesTest.class.getResource("olympus/best_values.csv").toURI());
    olympusAgrees(folder.getParent(), folder);
    Case.Opened opened =
        LaboratoryTables.openOlympus("suzuki", folder.getParent().resolve("suzuki"));
    assertThat(((Yardstick.Least) opened.yardstick()).cost()).isEqualTo(-96.9);
  }

  @Test
  void everyOlympusTableHasItsPublishedBest() throws IOException {
    Path folder = data().resolve("bo_tables");
    olympusAgrees(folder.resolve("olympus"), folder.resolve("olympus_best_values.csv"));
  }

  @Test
  void everyHpoTableHasItsPublishedBestAndIsComplete() throws IOException {
    Path folder = data().resolve("hpo");
    Map<String, Double> best = new HashMap<>();
    for (List<String> row : Table.read(folder.resolve("best_values.csv")).rows()) {
      double value = Double.parseDouble(row.get(3));
      best.put(row.get(0).replace(".csv.gz", ""), row.get(2).equals("max") ? -value : value);
    }
    List<Case> cases = HpoTables.cases(folder);
    assertThat(cases.stream().map(Case::name)).containsExactlyInAnyOrderElementsOf(best.keySet());
    for (Case problem : cases) {
      try (Case.Opened opened = problem.opener().open()) {
        double expected = best.get(problem.name());
        assertThat(((Yardstick.Least) opened.yardstick()).cost())
            .as(problem.name())
            .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
        assertThat(((org.talweg.bench.table.Pool) opened.problem().measure()).complete()).isTrue();
      }
    }
  }

  @Test
  void everyConfigurationTableOfOneObjectiveHasItsPublishedBest() throws IOException {
    Path data = data();
    Table best = Table.read(data.resolve("config_tuning/best_values.csv"));
    for (List<String> row : best.rows()) {
      Table table = Table.read(data.resolve(row.get(0)));
      double[] values = table.numbers(table.column(row.get(1)));
      boolean maximize = row.get(2).equals("max");
      var all = java.util.Arrays.stream(values);
      assertThat((maximize ? all.max() : all.min()).orElseThrow())
          .as(row.toString())
          .isEqualTo(Double.parseDouble(row.get(4)));
      assertThat(ConfigurationTables.open("t", table).problem().objectives()).hasSize(1);
    }
  }

  @Test
  void surrogatesGiveFiniteValuesThatDependOnTheFidelity() throws Exception {
    Path folder = data().resolve("hpo");
    for (List<Case> cases :
        List.of(
            YahpoSurrogates.lcbench(folder.resolve("yahpo_lcbench")),
            YahpoSurrogates.glmnet(folder.resolve("yahpo_iaml_glmnet")))) {
      Case problem = cases.getFirst();
      try (Case.Opened opened = problem.opener().open()) {
        Fidelity fidelity = opened.problem().fidelity().orElseThrow();
        var random = new Setting(Budget.UNLIMITED, 7, 1, List.of()).random();
        int different = 0;
        for (int i = 0; i < 100; i++) {
          Point point = opened.problem().space().sample(random);
          var full = opened.problem().assess(point);
          assertThat(full.quantities().values()).allMatch(Double::isFinite);
          var rough = opened.problem().assess(point, Probe.outsideARun(fidelity.low()));
          different += full.objective() == rough.objective() ? 0 : 1;
        }
        assertThat(different).isGreaterThan(90);
      }
      assertThat(cases).hasSizeGreaterThan(3);
    }
  }
}
