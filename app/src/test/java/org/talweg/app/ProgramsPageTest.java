package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Capability;
import org.talweg.engine.Catalog;

class ProgramsPageTest {
  @Test
  void everySolverAndReformulationOfProgramsIsOnThePage() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "programs.md"));
    Catalog catalog = Catalog.load("org.talweg.program.");
    var missing =
        Stream.concat(
                catalog.solvers().stream().map(s -> s.capability()),
                catalog.reformulations().stream().map(r -> r.capability()))
            .map(Capability::name)
            .filter(name -> !page.contains("`" + name + "`"))
            .toList();
    assertThat(missing).isEmpty();
    assertThat(catalog.solvers()).hasSizeGreaterThan(10);
  }
}
