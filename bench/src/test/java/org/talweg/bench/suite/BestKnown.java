package org.talweg.bench.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.talweg.bench.Case;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;

/**
 * Searches the surrogates for the values that {@code yahpo-best.csv} holds, and prints that file:
 * the best of two long runs of differential evolution and one of CMA-ES, at full fidelity.
 *
 * <p>Arguments: the data folder, and how many evaluations each run has (2,000 for the file).
 */
final class BestKnown {
  private BestKnown() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Suites suites = Suites.of(Optional.of(Path.of(arguments[0])));
    long evaluations = Long.parseLong(arguments[1]);
    System.out.println("suite,task,best");
    for (String suite : List.of("yahpo-lcbench", "yahpo-glmnet")) {
      for (Case problem : suites.cases(suite)) {
        try (Case.Opened opened = problem.opener().open()) {
          var objective = opened.problem().objectives().getFirst();
          double least = Double.POSITIVE_INFINITY;
          for (String run : List.of("de 1", "de 2", "cma-es 3")) {
            String[] parts = run.split(" ", 2);
            var options =
                RunOptions.within(Budget.evaluations(evaluations))
                    .withSolver(parts[0])
                    .withSeed(Long.parseLong(parts[1]));
            double value = Talweg.solve(opened.problem(), options).objective();
            least = Math.min(least, objective.direction().cost(value));
          }
          System.out.println(
              suite
                  + ","
                  + problem.name().replace("task-", "")
                  + ","
                  + objective.direction().cost(least));
        }
      }
    }
  }
}
