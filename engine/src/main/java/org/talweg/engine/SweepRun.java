package org.talweg.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Outcome.Status;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.RunHeader;
import org.talweg.model.Budget;
import org.talweg.model.Dominance;
import org.talweg.model.Problem;
import org.talweg.model.Resource;

/**
 * Runs a {@link Sweep}: each of its problems is planned on its own, for they need not be alike, and
 * solved within the time that is left; what it comes to is judged by the problem with several
 * objectives, whose front is kept. The budget's evaluations, where limited, say how many solutions
 * are sought.
 */
record SweepRun<S>(
    Catalog catalog, Problem<S> problem, RunHeader header, Budget budget, RunOptions options) {

  /** Runs the plan of one problem. */
  interface Runner<S> {
    Outcome<Object> run(Problem<Object> one, Plan plan, Budget rest, Function<Object, S> back)
        throws InterruptedException;
  }

  /** The options, with listeners that hear no more than how it goes. */
  static RunOptions quietly(RunOptions options) {
    var heard = new ArrayList<RunListener>();
    for (RunListener listener : options.listeners()) {
      heard.add(
          new RunListener() {
            @Override
            public void warning(String words) {
              listener.warning(words);
            }
          });
    }
    return new RunOptions(
        options.budget(),
        options.seed(),
        options.parallel(),
        options.solver(),
        options.stopRule(),
        options.source(),
        heard);
  }

  Outcome<S> run(Sweep<Problem<S>, S, Problem<Object>, Object> sweep, Runner<S> runner)
      throws InterruptedException {
    options.listeners().forEach(l -> l.started(header.id(), header.plan(), 0));
    long began = System.nanoTime();
    double most = budget.evaluations();
    var course = sweep.begin(problem, Double.isInfinite(most) ? Sweep.POINTS : (int) most);
    var front = new ArrayList<Solution<S>>();
    Optional<Solution<S>> last = Optional.empty();
    long trials = 0;
    long programs = 0;
    double thinking = 0;
    String reason = "the front has been gone through";
    boolean interrupted = false;
    while (!interrupted) {
      double left = budget.limit(Resource.SECONDS) - (System.nanoTime() - began) / 1e9;
      if (left <= 0) {
        reason = "the budget is spent";
        break;
      }
      Optional<Reformulated<Problem<Object>, Object, S>> next = course.next(last);
      if (next.isEmpty()) {
        break;
      }
      Reformulated<Problem<Object>, Object, S> one = next.get();
      Budget rest = Budget.UNLIMITED.with(Resource.SECONDS, left);
      Outcome<Object> found;
      try {
        found = runner.run(one.problem(), plan(one.problem(), rest), rest, one.back());
      } catch (NoPlanException e) {
        reason = String.valueOf(e.getMessage());
        break;
      }
      programs++;
      trials += found.trials();
      thinking += found.solverSeconds();
      interrupted = found.status() == Status.INTERRUPTED;
      reason = interrupted ? found.reason() : reason;
      last = found.best().flatMap(b -> Engine.judge(problem, one.back().apply(b.solution())));
      if (course.onFront() || !last.map(s -> s.assessment().feasible()).orElse(true)) {
        last.ifPresent(
            s -> Dominance.addToFront(problem.objectives(), front, s, Solution::assessment));
      }
      String words = "program " + programs + ": " + words(last);
      options.listeners().forEach(l -> l.progress(words));
    }
    return outcome(front, interrupted, reason, trials, thinking, began);
  }

  private static String words(Optional<? extends Solution<?>> last) {
    return last.map(s -> s.assessment().objectives() + ", " + s.assessment().proof().words())
        .orElse("nothing found");
  }

  /** By the planner, from what was demanded where that takes the problem. */
  private Plan plan(Problem<?> one, Budget rest) throws NoPlanException {
    var planner = new Planner(catalog);
    if (options.solver().isPresent()) {
      try {
        return planner.choose(one, rest, options.solver()).chosen().plan();
      } catch (NoPlanException e) {
        // It was the sweep itself that was demanded, or a solver for others of its problems.
      }
    }
    return planner.choose(one, rest, Optional.empty()).chosen().plan();
  }

  private Outcome<S> outcome(
      List<Solution<S>> front,
      boolean interrupted,
      String reason,
      long trials,
      double thinking,
      long began) {
    long proven = front.stream().filter(s -> s.assessment().proof().settles()).count();
    boolean feasible = front.stream().anyMatch(s -> s.assessment().feasible());
    Optional<Solution<S>> best =
        front.isEmpty()
            ? Optional.empty()
            : Optional.of(Dominance.compromise(problem.objectives(), front, Solution::assessment));
    Status status =
        interrupted
            ? Status.INTERRUPTED
            : front.isEmpty()
                ? Status.FAILED
                : !feasible
                    ? Status.INFEASIBLE
                    : proven == front.size() ? Status.SOLVED : Status.IMPROVED;
    Map<Resource, Double> spent = new EnumMap<>(Resource.class);
    spent.put(Resource.SECONDS, Duration.ofNanos(System.nanoTime() - began).toNanos() / 1e9);
    return new Outcome<>(
        header.id(),
        status,
        best,
        front,
        spent,
        thinking,
        trials,
        header.plan(),
        header.seed(),
        reason,
        "a front of %d solutions, %d of them proven at least locally"
            .formatted(front.size(), proven));
  }
}
