package org.talweg.engine.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.talweg.engine.Plan;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Resource;

/** Runs for tests. */
final class Runs {
  private Runs() {}

  static RunHeader header(String id) {
    return new RunHeader(
        id,
        "smallest archive",
        "black-box",
        List.of(Objective.minimize("bytes"), Objective.maximize("speed")),
        Map.of("text", "minimize: bytes\n# größer", "file", "a.yaml"),
        Long.MIN_VALUE,
        Budget.evaluations(60).with(Resource.SECONDS, 0.1),
        2,
        "median",
        new Plan.Refine(
            3,
            List.of(
                new Plan.Stage(0.8, new Plan.Portfolio(List.of(new Plan.Solve("cma-es")))),
                new Plan.Stage(0.2, new Plan.Reformulate("drop-fixed", new Plan.Solve("bobyqa"))))),
        0.75,
        Map.of("java", "25"),
        Instant.parse("2026-01-02T03:04:05.678901234Z"));
  }
}
