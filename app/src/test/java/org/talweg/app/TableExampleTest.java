package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.app.file.ProblemFile;
import org.talweg.bench.table.Table;
import org.talweg.model.BlackBox;
import org.talweg.model.Parameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TableExampleTest {
  private static final Path FOLDER = Path.of("..", "examples", "table");
  private static final Path PROBLEM = FOLDER.resolve("barrel.yaml");

  @TempDir Path folder;

  /** The best mean of the measurements of one design. */
  private static double best() throws Exception {
    Table table = Table.read(FOLDER.resolve("Crossed_barrel_dataset.csv"));
    double[] toughness = table.numbers(table.column("toughness"));
    Map<List<String>, double[]> sums = new HashMap<>();
    for (int row = 0; row < toughness.length; row++) {
      double[] sum = sums.computeIfAbsent(table.rows().get(row).subList(0, 4), _ -> new double[2]);
      sum[0] += toughness[row];
      sum[1]++;
    }
    return sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).max().orElseThrow();
  }

  @Test
  void theFourSettingsVaryAndToughnessIsMeasured() throws Exception {
    BlackBox problem = ProblemFile.read(PROBLEM).problem();
    assertThat(problem.space().parameters().stream().map(Parameter::name))
        .containsExactly("n", "theta", "r", "t");
    assertThat(problem.space().cardinality()).isEqualTo(4 * 9 * 11 * 3);
    assertThat(best()).isBetween(46.7114, 46.7115);
  }

  @Test
  void theMedianOfThreeSeedsComesWithinATenthOfTheBest() throws Exception {
    double best = best();
    double[] found = new double[3];
    for (int seed = 1; seed <= 3; seed++) {
      Printed solved =
          Printed.of(
              "solve",
              PROBLEM.toString(),
              "--json",
              "--seed=" + seed,
              "--store=" + folder.resolve("runs.db"));
      assertThat(solved.status()).as("%s", solved.err()).isZero();
      JsonNode json = JsonMapper.builder().build().readTree(solved.out());
      assertThat(json.get("ledger").get("evaluations").asDouble()).isEqualTo(60);
      found[seed - 1] = json.get("objectives").get("toughness").asDouble();
    }
    Arrays.sort(found);
    assertThat(found[2]).isLessThanOrEqualTo(best);
    assertThat(best - found[1]).as("%s", Arrays.toString(found)).isLessThan(0.1 * best);
  }
}
