package org.talweg.bench.linear;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.RunOptions;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.model.Assessment;
import org.talweg.model.Budget;
import org.talweg.model.Proof;
import org.talweg.model.Resource;
import org.talweg.program.PrimalDual;
import org.talweg.program.linear.LinearFile;

/**
 * Solves linear, quadratic and integer programs one after the other, as {@code talweg solve} would,
 * and compares status and optimum with what HiGHS found when the index was made.
 *
 * @param seconds most time for one program
 * @param solver instead of the planner's choice, or null
 */
public record LinearBenchmark(double seconds, @Nullable String solver) {
  /**
   * What came of a program.
   *
   * @param objective NaN where there is no solution
   * @param violation of the solution
   * @param agrees whether status and optimum are those known: an optimum reached, a feasible point
   *     without limit, or none feasible found where none is
   * @param words where nothing was solved, why
   */
  public record Result(
      LinearCase problem,
      Proof proof,
      double objective,
      double violation,
      double seconds,
      String plan,
      boolean agrees,
      String words) {}

  /** Solves all programs. */
  public List<Result> run(List<LinearCase> cases, Consumer<String> progress)
      throws InterruptedException {
    var results = new ArrayList<Result>();
    for (LinearCase problem : cases) {
      Result result = run(problem);
      progress.accept(problem.name() + ": " + result.words());
      results.add(result);
    }
    return results;
  }

  private Result run(LinearCase problem) throws InterruptedException {
    try {
      RunOptions options =
          RunOptions.within(Budget.time(Duration.ofMillis(Math.round(1000 * seconds))));
      Outcome<PrimalDual> outcome =
          new Engine(Catalog.load(), new MemoryJournal())
              .solve(
                  LinearFile.read(problem.file()),
                  solver == null ? options : options.withSolver(solver));
      Optional<Assessment> best = outcome.best().map(Outcome.Solution::assessment);
      Proof proof = best.map(Assessment::proof).orElse(Proof.NONE);
      double objective = best.map(Assessment::objective).orElse(Double.NaN);
      double violation = best.map(Assessment::violation).orElse(Double.NaN);
      boolean agrees =
          switch (problem.status()) {
            case "Optimal" -> violation == 0 && problem.reached(objective);
            case "Unbounded" -> proof == Proof.UNBOUNDED;
            default -> best.isPresent() && violation > 0;
          };
      return new Result(
          problem,
          proof,
          objective,
          violation,
          outcome.spent().getOrDefault(Resource.SECONDS, 0.0),
          outcome.plan().brief(),
          agrees,
          proof.words());
    } catch (IOException | NoPlanException e) {
      return new Result(
          problem,
          Proof.NONE,
          Double.NaN,
          Double.NaN,
          0,
          "",
          false,
          String.valueOf(e.getMessage()));
    }
  }
}
