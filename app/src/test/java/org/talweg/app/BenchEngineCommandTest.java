package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchEngineCommandTest {
  @TempDir Path folder;

  @Test
  void everyFigureButABaselineIsARatioToOneAndNothingIsLeftBehind() throws Exception {
    Printed bench =
        Printed.of(
            "bench",
            "engine",
            "--trials",
            "50",
            "--rounds",
            "1",
            "--folder",
            folder.toString(),
            "--json");
    assertThat(bench.status()).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(bench.out());
    assertThat(json.get("machine").get("processors").asInt()).isPositive();
    int ratios = 0;
    for (JsonNode figure : json.get("figures")) {
      assertThat(figure.get("spread").get("n").asInt()).isEqualTo(1);
      for (JsonNode ratio : figure.get("ratios")) {
        assertThat(ratio.get("baseline").asString()).isNotEmpty();
        ratios++;
      }
    }
    assertThat(ratios).isGreaterThanOrEqualTo(10);
    assertThat(json.get("figures").toString())
        .contains("engine, journal in SQLite, one writer", "java -version", "plain SQLite");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatCannotBeMeasuredIsSaidInASentence() {
    assertThat(Printed.of("bench", "engine", "--folder", "/nonexistent").err())
        .contains("there is no folder /nonexistent");
    assertThat(Printed.of("bench", "engine", "--rounds", "0").status()).isEqualTo(2);
  }
}
