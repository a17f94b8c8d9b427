package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchProgramCommandTest {
  /** min (x - 1)^2 from 5. */
  private static final String PARABOLA =
      """
      g3 1 1 0
       1 0 1 0 0
       0 1
       0 0
       0 1 0
       0 0 0 1
       0 0 0 0 0
       0 1
       0 0
       0 0 0 0 0
      O0 0
      o5
      o1
      v0
      n1
      n2
      x1
      0 5
      b
      3
      k0
      G0 1
      0 0
      """;

  @TempDir Path folder;

  @Test
  void theBestValueKnownIsReachedAndComparedWithIpopt() throws Exception {
    Files.writeString(folder.resolve("parabola.nl"), PARABOLA);
    Files.writeString(folder.resolve("unreachable.nl"), PARABOLA);
    Files.writeString(
        folder.resolve("index.csv"),
        """
        name,variables,constraints,best_known_objective,ipopt_iterations,ipopt_seconds
        parabola,1,0,0,1,0.01
        unreachable,1,0,-1,1,0.01
        """);
    Printed bench =
        Printed.of("bench", "program", "--folder", folder.toString(), "--many", "1", "--json");
    assertThat(bench.status()).as(bench.err()).isZero();
    JsonNode results = JsonMapper.builder().build().readTree(bench.out()).get("results");
    assertThat(results.get(0).get("reached").asBoolean()).isTrue();
    assertThat(results.get(0).get("single").get("iterations").asInt()).isEqualTo(1);
    assertThat(results.get(1).get("reached").asBoolean()).isFalse();
    assertThat(results.get(1).get("many").get("searches").asInt()).isGreaterThan(1);
    assertThat(Printed.of("bench", "program", "--folder", folder.toString(), "--many", "0").out())
        .contains("reached on 1 of 2");
  }

  @Test
  void aFolderWithoutAnIndexIsSaid() {
    assertThat(Printed.of("bench", "program", "--folder", folder.toString()).err())
        .contains("there is no " + folder.resolve("index.csv"));
  }
}
