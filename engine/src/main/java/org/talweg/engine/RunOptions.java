package org.talweg.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.model.Budget;

/**
 * How a run is to be made.
 *
 * @param parallel evaluations at a time in this process, at least 1
 * @param solver forces the plan: a solver's name, several joined by {@code ,} for a portfolio, or
 *     by {@code >} for stages that refine one another
 * @param source how the problem can be made again on resuming, kept in the journal
 */
public record RunOptions(
    Budget budget,
    long seed,
    int parallel,
    Optional<String> solver,
    StopRule stopRule,
    Map<String, String> source,
    List<RunListener> listeners) {
  public RunOptions {
    if (parallel < 1) {
      throw new IllegalArgumentException("parallel is at least 1, not " + parallel);
    }
    source = Map.copyOf(source);
    listeners = List.copyOf(listeners);
  }

  /** One evaluation at a time, seed 1, the planner's choice. */
  public static RunOptions within(Budget budget) {
    return new RunOptions(
        budget, 1, 1, Optional.empty(), new StopRule.Never(), Map.of(), List.of());
  }

  public RunOptions withSeed(long seed) {
    return new RunOptions(budget, seed, parallel, solver, stopRule, source, listeners);
  }

  public RunOptions withParallel(int parallel) {
    return new RunOptions(budget, seed, parallel, solver, stopRule, source, listeners);
  }

  public RunOptions withSolver(String solver) {
    return new RunOptions(budget, seed, parallel, Optional.of(solver), stopRule, source, listeners);
  }

  public RunOptions withStopRule(StopRule stopRule) {
    return new RunOptions(budget, seed, parallel, solver, stopRule, source, listeners);
  }

  public RunOptions withSource(Map<String, String> source) {
    return new RunOptions(budget, seed, parallel, solver, stopRule, source, listeners);
  }

  /** These options and one more listener. */
  public RunOptions withListener(RunListener listener) {
    var all = new ArrayList<>(listeners);
    all.add(listener);
    return new RunOptions(budget, seed, parallel, solver, stopRule, source, all);
  }
}
