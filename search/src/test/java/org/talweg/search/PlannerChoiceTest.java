package org.talweg.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.engine.Catalog;
import org.talweg.engine.Planner;
import org.talweg.model.Budget;
import org.talweg.search.function.TestFunctions;

/** The planner chooses what the benchmark found best, where the difference is large. */
class PlannerChoiceTest {
  /** Figures are in docs/decisions.md, "Estimates follow the benchmark". */
  @ParameterizedTest
  @CsvSource({
    // Mixed and conditional: gp ends orders of magnitude below tpe and evolution.
    "conditional-kernel, 200, gp",
    "conditional-pipeline, 200, gp",
    // A front: models while they hold all points, ranks where there are far more.
    "zdt1-6, 100, gp-hypervolume",
    "dtlz2, 100, gp-hypervolume",
    "zdt1-6, 10000, nsga2",
    "kursawe, 10000, nsga2",
    "dtlz7, 10000, nsga2"
  })
  void theBestOfTheBenchmarkIsChosen(String function, int evaluations, String solver)
      throws Exception {
    var choice =
        new Planner(Catalog.load())
            .choose(
                TestFunctions.find(function).problem(),
                Budget.evaluations(evaluations),
                Optional.empty());
    assertThat(choice.chosen().plan().solvers()).as(choice.reason()).contains(solver);
  }
}
