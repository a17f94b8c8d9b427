package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchLearnCommandTest {
  @Test
  void everyOptimizerIsMeasuredAgainstLibTorchOnEveryModel() throws Exception {
    Printed bench = Printed.of("bench", "learn", "--rounds", "1", "--steps", "1", "--json");
    assertThat(bench.status()).as("%s", bench.err()).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(bench.out());
    int ratios = 0;
    for (JsonNode figure : json.get("figures")) {
      boolean ours = !figure.get("what").asString().contains("Python");
      for (JsonNode ratio : figure.get("ratios")) {
        ratios += ours && ratio.get("baseline").asString().contains("LibTorch") ? 1 : 0;
      }
    }
    // Eleven optimizers on three models, the update and the whole step.
    assertThat(ratios).isEqualTo(11 * 3 * 2);
    assertThat(Printed.of("bench", "learn", "--rounds", "0").status()).isEqualTo(2);
  }
}
