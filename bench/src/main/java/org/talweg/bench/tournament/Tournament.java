package org.talweg.bench.tournament;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.Result;
import org.talweg.engine.RunOptions;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.model.Assessment;
import org.talweg.model.Problem;

/**
 * Runs every solver on every workload with every seed, one run at a time: workload by workload, and
 * within one by seed, so that all solvers meet it under the same load of the machine. What a solver
 * spends on thinking counts, as all wall time does. {@code planner} is whatever the planner
 * chooses.
 */
public final class Tournament {
  /** The name of the planner's own choice. */
  public static final String PLANNER = "planner";

  /** Hears how it gets on. */
  public interface Listener {
    /** A run has ended. */
    void ended(Match match, int done, int total);
  }

  private final Catalog catalog;

  public Tournament(Catalog catalog) {
    this.catalog = catalog;
  }

  /** All runs, in that order. */
  public List<Match> run(
      List<Workload> workloads, List<String> solvers, int seeds, Listener listener)
      throws InterruptedException {
    var matches = new ArrayList<Match>();
    int total = workloads.size() * solvers.size() * seeds;
    for (Workload workload : workloads) {
      for (long seed = 1; seed <= seeds; seed++) {
        for (int k = 0; k < solvers.size(); k++) {
          // Who begins pays for code that is not compiled yet: every seed another.
          String solver = solvers.get((int) ((k + seed - 1) % solvers.size()));
          Match match = run(workload, workload.problem(), solver, seed);
          matches.add(match);
          listener.ended(match, matches.size(), total);
        }
      }
    }
    return matches;
  }

  private <S> Match run(Workload workload, Problem<S> problem, String solver, long seed)
      throws InterruptedException {
    RunOptions options = RunOptions.within(workload.budget()).withSeed(seed);
    if (!solver.equals(PLANNER)) {
      options = options.withSolver(solver);
    }
    try (var journal = new MemoryJournal()) {
      long before = System.nanoTime();
      Outcome<S> outcome = new Engine(catalog, journal).solve(problem, options);
      double seconds = (System.nanoTime() - before) / 1e9;
      return new Match(
          workload.name(),
          solver,
          seed,
          course(workload, journal.read(outcome.run(), 0), outcome, seconds),
          seconds,
          "");
    } catch (NoPlanException e) {
      return new Match(workload.name(), solver, seed, List.of(), 0, String.valueOf(e.getMessage()));
    }
  }

  private static List<Match.Step> course(
      Workload workload, List<Journal.Entry> entries, Outcome<?> outcome, double seconds) {
    var course = new ArrayList<Match.Step>();
    double begun = entries.isEmpty() ? 0 : entries.getFirst().epochSeconds();
    long evaluations = 0;
    for (Journal.Entry entry : entries) {
      double at = entry.epochSeconds() - begun;
      switch (entry.event()) {
        case Event.Finished finished -> {
          evaluations++;
          add(workload, course, at, evaluations, assessed(finished.result()));
        }
        case Event.Offered(_, Result result) ->
            add(workload, course, at, evaluations, assessed(result));
        default -> {}
      }
    }
    // What came of a reformulation is judged at the end only.
    if (course.isEmpty()) {
      add(workload, course, seconds, evaluations, outcome.best().map(b -> b.assessment()));
    }
    return course;
  }

  private static Optional<Assessment> assessed(Result result) {
    return result instanceof Result.Done(Assessment assessment)
        ? Optional.of(assessment)
        : Optional.empty();
  }

  private static void add(
      Workload workload,
      List<Match.Step> course,
      double seconds,
      long evaluations,
      Optional<Assessment> assessment) {
    if (assessment.isEmpty() || !assessment.get().feasible()) {
      return;
    }
    double value = assessment.get().objective();
    if (course.isEmpty() || workload.cost(value) < workload.cost(course.getLast().value())) {
      course.add(new Match.Step(seconds, evaluations, value));
    }
  }
}
