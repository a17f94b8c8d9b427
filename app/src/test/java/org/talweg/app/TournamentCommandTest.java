package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class TournamentCommandTest {
  private static final String BRANIN = "../examples/branin.yaml";

  @TempDir Path folder;

  @Test
  void itRanksSolversAndDrawsAPage() throws Exception {
    Path page = folder.resolve("page.html");
    Printed printed =
        Printed.of(
            "tournament",
            BRANIN,
            "--solvers",
            "random,gp",
            "--by",
            "evaluations",
            "--budget",
            "evaluations=40",
            "--target",
            "0.5",
            "--report",
            page.toString());
    assertThat(printed.status()).isEqualTo(0);
    assertThat(printed.out().lines().skip(1).findFirst().orElseThrow())
        .contains("gp", "1.000", "3 of 3");
    assertThat(printed.err()).contains("6 of 6: gp on");
    assertThat(Files.readString(page)).contains("Performance profiles", "line s1", "0.5");
  }

  @Test
  void aProgramHasACourseToo() {
    Printed printed =
        Printed.of(
            "tournament",
            "../examples/program/rosenbrock.nl",
            "--solvers",
            "planner",
            "--seeds",
            "1",
            "--target",
            "1e-6",
            "--json");
    assertThat(printed.status()).isEqualTo(0);
    JsonNode json = new ObjectMapper().readTree(printed.out());
    assertThat(json.at("/standings/0/reached").asInt()).isEqualTo(1);
    assertThat(json.at("/runs/0/value").asDouble()).isLessThan(1e-6);
    assertThat(printed.err()).isEmpty();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(Printed.of("tournament", BRANIN, "--solvers", "gpp").err())
        .contains("there is no solver 'gpp'");
    assertThat(Printed.of("tournament", BRANIN, "--target", "nosuch.yaml=3").err())
        .contains("nosuch.yaml", "none of the files");
    assertThat(Printed.of("tournament", BRANIN, "--by", "joules").err())
        .contains("--by is seconds, evaluations or steps");
  }
}
