package org.talweg.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.loop.Study;
import org.talweg.engine.plan.PlanStrategies;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Constraint;
import org.talweg.model.Objective;
import org.talweg.model.Point;

/**
 * For those who own the loop: ask for a point, evaluate it wherever and whenever, tell what was
 * measured. Several points may be asked before the first is told, and told in any order. Not
 * thread-safe; nothing is journaled.
 *
 * <pre>{@code
 * try (var study = AskTell.of(problem, Budget.evaluations(60), 1)) {
 *   for (var asked = study.ask(); asked.isPresent(); asked = study.ask()) {
 *     study.tell(asked.get().number(), Map.of("cost", simulate(asked.get().point())));
 *   }
 * }
 * }</pre>
 */
public final class AskTell implements AutoCloseable {
  /** A point to evaluate. */
  public record Asked(long number, Point point, double fidelity) {}

  private final BlackBox problem;
  private final Budget budget;
  private final Strategy strategy;
  private final Study study;

  private AskTell(BlackBox problem, Budget budget, Strategy strategy) {
    this.problem = problem;
    this.budget = budget;
    this.strategy = strategy;
    this.study = new Study(problem, strategy, new Ledger());
  }

  /**
   * Plans the problem; its measure is never called.
   *
   * @throws IllegalArgumentException where no solver takes the problem
   */
  public static AskTell of(BlackBox problem, Budget budget, long seed) {
    return of(problem, budget, seed, Catalog.load());
  }

  /** The same with solvers from a catalogue of one's own. */
  public static AskTell of(BlackBox problem, Budget budget, long seed, Catalog catalog) {
    try {
      Plan plan = new Planner(catalog).choose(problem, budget, Optional.empty()).chosen().plan();
      var setting = new Setting(budget, seed, 1, List.of());
      return new AskTell(problem, budget, PlanStrategies.begin(plan, problem, setting, catalog));
    } catch (NoPlanException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The next point; empty where results are needed first ({@link #pending} is then above 0), the
   * budget is spent, or nothing is left to try.
   */
  public Optional<Asked> ask() {
    return study
        .ask(budget)
        .map(
            next ->
                new Asked(
                    next.number(),
                    next.proposal().point(),
                    next.proposal().full() ? problem.fullFidelity() : next.proposal().fidelity()));
  }

  /**
   * Tells what was measured at an asked point.
   *
   * @param quantities by name: at least those that objectives and constraints name; others are kept
   *     beside them
   * @return whether it is the new incumbent
   * @throws IllegalArgumentException where that number is not pending, or a quantity is missing;
   *     the trial is then still pending
   */
  public boolean tell(long number, Map<String, Double> quantities) {
    Proposal proposal = asked(number);
    try {
      var assessment = problem.judge(proposal.point(), quantities);
      return study.finish(new Trial(number, proposal, new Result.Done(assessment)));
    } catch (AssessmentException e) {
      if (forgotten(quantities)) {
        throw new IllegalArgumentException(
            "trial %d: %s; told were %s".formatted(number, e.getMessage(), quantities.keySet()), e);
      }
      return fail(number, String.valueOf(e.getMessage()));
    }
  }

  /** Whether a quantity that an objective or constraint names is not among those told. */
  private boolean forgotten(Map<String, Double> quantities) {
    return Stream.concat(
            problem.objectives().stream().map(Objective::formula),
            problem.constraints().stream().map(Constraint::formula))
        .flatMap(formula -> formula.names().stream())
        .anyMatch(name -> problem.space().indexOf(name) < 0 && !quantities.containsKey(name));
  }

  /** Tells that an asked point could not be evaluated. */
  public boolean fail(long number, String reason) {
    return study.finish(new Trial(number, asked(number), new Result.Failed(reason)));
  }

  private Proposal asked(long number) {
    Proposal proposal = study.pending().get(number);
    if (proposal == null) {
      throw new IllegalArgumentException("trial " + number + " is not pending");
    }
    return proposal;
  }

  /** How many asked points have not been told. */
  public int pending() {
    return study.pending().size();
  }

  /** The best point so far; under noise the one expected to be best, by its mean measurement. */
  public Optional<Solution<Point>> best() {
    return study.recommended();
  }

  /** The non-dominated points so far. */
  public List<Solution<Point>> front() {
    return study.front();
  }

  @Override
  public void close() {
    strategy.close();
  }
}
