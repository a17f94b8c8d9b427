package org.talweg.papers.tournament;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.Result;
import org.talweg.engine.RunOptions;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.learn.train.Checkpoint;
import org.talweg.learn.train.Training;
import org.talweg.model.Assessment;
import org.talweg.model.Problem;

/**
 * Runs every solver on every workload with every seed, one run at a time: workload by workload, and
 * within one by seed, so that all solvers meet it under the same load of the machine. What a solver
 * spends on thinking counts, as all wall time does; only of a training, looks at the validation set
 * and the writing of weights do not. {@code planner} is whatever the planner chooses.
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

  /** All runs, in that order, with the seeds 1, 2, and so on. */
  public List<Match> run(
      List<Workload> workloads, List<String> solvers, int seeds, Listener listener)
      throws InterruptedException {
    return run(workloads, solvers, LongStream.rangeClosed(1, seeds).boxed().toList(), listener);
  }

  /** All runs, in that order. */
  public List<Match> run(
      List<Workload> workloads, List<String> solvers, List<Long> seeds, Listener listener)
      throws InterruptedException {
    var matches = new ArrayList<Match>();
    int total = workloads.size() * solvers.size() * seeds.size();
    for (Workload workload : workloads) {
      for (int s = 0; s < seeds.size(); s++) {
        long seed = seeds.get(s);
        for (int k = 0; k < solvers.size(); k++) {
          // Who begins pays for code that is not compiled yet: every seed another.
          String solver = solvers.get((k + s) % solvers.size());
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
      List<Journal.Entry> entries = journal.read(outcome.run(), 0);
      if (problem instanceof Training) {
        return match(workload, solver, seed, Checkpoint.of(entries));
      }
      List<Match.Step> course = course(workload, entries, outcome, seconds);
      return new Match(workload.name(), solver, seed, course, seconds, "");
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

  /** Of a training: every look at the validation set, by steps and seconds of training. */
  private static Match match(
      Workload workload, String solver, long seed, List<Checkpoint> checkpoints) {
    String objective = workload.problem().objectives().getFirst().name();
    var course = new ArrayList<Match.Step>();
    for (Checkpoint checkpoint : checkpoints) {
      for (Checkpoint.Point point : checkpoint.curve()) {
        double value = point.validation(objective);
        if (Double.isFinite(value)) {
          add(workload, course, new Match.Step(point.seconds(), point.step(), value));
        }
      }
    }
    double seconds = checkpoints.isEmpty() ? 0 : checkpoints.getLast().point().seconds();
    return new Match(workload.name(), solver, seed, course, seconds, "");
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
    add(workload, course, new Match.Step(seconds, evaluations, assessment.get().objective()));
  }

  /** What improves nothing is no step. */
  private static void add(Workload workload, List<Match.Step> course, Match.Step step) {
    if (course.isEmpty() || workload.cost(step.value()) < workload.cost(course.getLast().value())) {
      course.add(step);
    }
  }
}
