package org.talweg.learn.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/**
 * A solver of {@link Discovery}: a {@link ProgramSearch} with its settings. A rule scored on the
 * smallest tasks is one evaluation; scores are answers in the journal, so that a run which is
 * resumed scores nothing again. What the {@link Funnel} leaves is offered when the budget, of time
 * three quarters of it, is spent.
 */
interface RuleSolver extends Solver<Discovery, UpdateRule> {
  /** The share of a budget of time that is left for the funnel. */
  double RESERVE = 0.25;

  /** Rules from one word of progress to the next. */
  int SPOKEN = 100;

  /** The search's settings. */
  ProgramSearch.Settings settings();

  /** How much of the way it expects to go, for the planner. */
  double reach();

  @Override
  default Estimate estimate(Discovery discovery, Budget budget) {
    return new Estimate.Fits(reach(), 10, "rules tried on small tasks, the best on larger ones");
  }

  @Override
  default void solve(Discovery discovery, Run<UpdateRule> run) throws InterruptedException {
    double reserve = RESERVE * run.left(Resource.SECONDS);
    offer(run, discovery.start());
    var search =
        new ProgramSearch(
            settings(), discovery.start(), discovery.proxy(discovery.start()), run.random());
    boolean more = true;
    while (more && !run.over() && !(run.left(Resource.SECONDS) < reserve)) {
      if (run.left(Resource.EVALUATIONS) < settings().batch()) {
        break;
      }
      int before = search.evaluated();
      more = search.advance(rules -> scores(discovery, run, before, rules));
      run.charge(Resource.EVALUATIONS, search.evaluated() - before);
      if (search.evaluated() / SPOKEN > before / SPOKEN) {
        run.progress(
            "%d rules, the best has %.3g of AdamW's loss on the smallest tasks"
                .formatted(search.evaluated(), search.best().score()));
      }
    }
    run.note(
        "%d rules scored; not scored: %s"
            .formatted(
                search.evaluated(),
                search.pruned().entrySet().stream()
                    .map(e -> e.getValue() + " " + e.getKey())
                    .sorted()
                    .collect(Collectors.joining(", "))));
    run.progress("running the best rules on larger tasks");
    for (UpdateRule rule : Funnel.of(discovery, search.best(Funnel.SIFTED))) {
      offer(run, rule);
    }
  }

  private static void offer(Run<UpdateRule> run, UpdateRule rule) throws InterruptedException {
    try {
      var unused = run.offer(rule);
    } catch (AssessmentException e) {
      run.note("a rule that the funnel passed is none: " + e.getMessage());
    }
  }

  private static double[] scores(
      Discovery discovery, Run<UpdateRule> run, int before, List<UpdateRule> rules)
      throws InterruptedException {
    String answer =
        run.answer(
            "scores of %d rules after %d".formatted(rules.size(), before),
            _ ->
                Arrays.stream(scored(rules, discovery::proxy, run.parallel()))
                    .mapToObj(Double::toString)
                    .collect(Collectors.joining(" ")));
    return Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Scores, several at a time. */
  private static double[] scored(
      List<UpdateRule> rules, ToDoubleFunction<UpdateRule> score, int parallel)
      throws InterruptedException {
    try (var pool =
        Executors.newFixedThreadPool(parallel, Thread.ofPlatform().daemon().factory())) {
      List<Future<Double>> futures =
          pool.invokeAll(
              rules.stream().map(r -> (Callable<Double>) () -> score.applyAsDouble(r)).toList());
      double[] scores = new double[futures.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = futures.get(i).get();
      }
      return scores;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
