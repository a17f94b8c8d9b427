package org.talweg.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.engine.journal.Workers;
import org.talweg.engine.loop.EvaluationLoop;
import org.talweg.engine.plan.PlanStrategies;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Dominance;
import org.talweg.model.Problem;
import org.talweg.model.Resource;

/**
 * Plans a problem and runs the plan: the one place where a run begins, is resumed and ends. Every
 * solution it returns has been assessed by the problem itself.
 */
public final class Engine {
  private final Catalog catalog;
  private final Journal journal;
  private final List<Runnable> cancellations = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled = false;

  public Engine(Catalog catalog, Journal journal) {
    this.catalog = catalog;
    this.journal = journal;
  }

  /** Every plan that could be made, best first; nothing is spent. */
  public Planner.Choice explain(Problem<?> problem, Budget budget, Optional<String> solver)
      throws NoPlanException {
    return new Planner(catalog, History.of(journal)).choose(problem, budget, solver);
  }

  /**
   * Plans and runs. A budget that limits neither evaluations nor time gets {@value
   * Planner#DEFAULT_EVALUATIONS} evaluations.
   *
   * @throws NoPlanException where no solver takes the problem
   */
  public <S> Outcome<S> solve(Problem<S> problem, RunOptions options)
      throws NoPlanException, InterruptedException {
    long start = System.nanoTime();
    Budget budget = Planner.bounded(options.budget());
    Planner.Choice choice = explain(problem, budget, options.solver());
    if (!budget.equals(options.budget())) {
      options
          .listeners()
          .forEach(
              l ->
                  l.progress(
                      "the budget limits neither evaluations nor time: using %.0f evaluations"
                          .formatted(budget.evaluations())));
    }
    Plan plan = choice.chosen().plan();
    double planning = (System.nanoTime() - start) / 1e9;
    var header =
        new RunHeader(
            RunIds.next(Instant.now()),
            problem.name(),
            problem.form().name(),
            problem.objectives(),
            options.source(),
            options.seed(),
            budget,
            options.parallel(),
            options.stopRule().word(),
            plan,
            choice.chosen().seconds(),
            machine(),
            Instant.now());
    journal.create(header);
    return execute(plan, problem, header, budget, options).charged(Resource.SECONDS, planning);
  }

  /**
   * Goes on with a run from the journal, or joins it where another process is at work on it.
   *
   * @param problem the same problem as when the run began
   * @param budget what may be spent in all, the part already spent included
   * @param options its seed, solver and stopping rule are ignored for those of the run
   */
  public <S> Outcome<S> resume(
      RunHeader header, Problem<S> problem, Budget budget, RunOptions options)
      throws InterruptedException {
    StopRule stopRule = StopRule.parse(header.stopRule()).orElse(new StopRule.Never());
    return execute(header.plan(), problem, header, budget, options.withStopRule(stopRule));
  }

  /** Asks whatever this engine runs to end soon; such runs can be resumed. From any thread. */
  public void cancel() {
    cancelled = true;
    cancellations.forEach(Runnable::run);
  }

  // A problem's form fixes its type, and a plan was made for that form.
  @SuppressWarnings("unchecked")
  private <S> Outcome<S> execute(
      Plan plan, Problem<S> problem, RunHeader header, Budget budget, RunOptions options)
      throws InterruptedException {
    if (problem instanceof BlackBox blackBox && PlanStrategies.applies(plan, catalog)) {
      return (Outcome<S>) evaluate(plan, blackBox, header, budget, options);
    }
    Outcome<S> outcome =
        direct(
            plan,
            problem,
            header,
            budget,
            options,
            (solution, assessment) ->
                Optional.of(
                    new Event.Offered(problem.text(solution), new Result.Done(assessment))));
    Journal.Worker self = Workers.self(1);
    if (outcome.status() != Outcome.Status.INTERRUPTED && journal.lead(header.id(), self)) {
      var unused =
          journal.append(
              header.id(),
              self,
              List.of(new Event.Noted("proof: " + outcome.proof()), Event.Ended.of(outcome, 0)));
      journal.leave(header.id(), self);
    }
    options.listeners().forEach(l -> l.ended(outcome));
    return outcome;
  }

  /**
   * Runs a plan whose solver works on the problem itself, or on what a reformulation makes of it.
   *
   * @param record how an incumbent stands in the journal
   */
  @SuppressWarnings("unchecked")
  private <S> Outcome<S> direct(
      Plan plan,
      Problem<S> problem,
      RunHeader header,
      Budget budget,
      RunOptions options,
      BiFunction<S, Assessment, Optional<Event.Offered>> record)
      throws InterruptedException {
    // A reformulation may make a black box, whose trials are recorded as such.
    if (problem instanceof BlackBox blackBox && PlanStrategies.applies(plan, catalog)) {
      return (Outcome<S>) evaluate(plan, blackBox, header, budget, options);
    }
    return switch (plan) {
      case Plan.Reformulate(String name, Plan inner) -> {
        var reformulation =
            (Reformulation<Problem<S>, S, Problem<Object>, Object>)
                catalog
                    .reformulation(name)
                    .orElseThrow(() -> new IllegalArgumentException("no reformulation " + name));
        if (reformulation instanceof Sweep<Problem<S>, S, Problem<Object>, Object> sweep) {
          yield new SweepRun<>(catalog, problem, header, budget, options)
              .run(
                  sweep,
                  (one, part, rest, back) ->
                      direct(
                          part,
                          one,
                          header,
                          rest,
                          SweepRun.quietly(options),
                          (solution, _) ->
                              judge(problem, back.apply(solution))
                                  .flatMap(s -> record.apply(s.solution(), s.assessment()))));
        }
        var reformulated =
            reformulation
                .apply(problem)
                .orElseThrow(() -> new IllegalArgumentException(name + " has nothing to do here"));
        Outcome<Object> found =
            direct(
                inner,
                reformulated.problem(),
                header,
                budget,
                options,
                (solution, _) ->
                    judge(problem, reformulated.back().apply(solution))
                        .flatMap(s -> record.apply(s.solution(), s.assessment())));
        yield carryBack(problem, reformulation, reformulated, found);
      }
      case Plan.Solve _, Plan.Portfolio _, Plan.Refine _ ->
          new DirectRun<>(catalog, problem, header, journal, budget, options, cancellations, record)
              .run(plan);
    };
  }

  private Outcome<org.talweg.model.Point> evaluate(
      Plan plan, BlackBox problem, RunHeader header, Budget budget, RunOptions options)
      throws InterruptedException {
    var setting = new Setting(header.budget(), header.seed(), header.parallel(), List.of());
    var loop =
        new EvaluationLoop(
            problem,
            () -> PlanStrategies.begin(plan, problem, setting, catalog),
            journal,
            header,
            Workers.self(options.parallel()),
            budget,
            options.stopRule(),
            options.listeners());
    Runnable cancel = loop::cancel;
    cancellations.add(cancel);
    if (cancelled) {
      loop.cancel();
    }
    try {
      return loop.run();
    } finally {
      cancellations.remove(cancel);
    }
  }

  /**
   * Has the original problem judge what the reformulated one's solution stands for; a claim goes
   * with it where it means the same.
   */
  private static <S, T> Outcome<S> carryBack(
      Problem<S> problem,
      Reformulation<?, ?, ?, ?> reformulation,
      Reformulated<Problem<T>, T, S> reformulated,
      Outcome<T> inner) {
    var front = new ArrayList<Solution<S>>();
    for (Solution<T> solution : inner.front()) {
      judge(problem, reformulated.back().apply(solution.solution()))
          .ifPresent(
              s -> Dominance.addToFront(problem.objectives(), front, s, Solution::assessment));
    }
    Optional<Solution<S>> best =
        inner.best().flatMap(b -> judge(problem, reformulated.back().apply(b.solution())));
    Optional<Claim> claim = inner.claim().filter(c -> reformulation.keepsObjective());
    var standing = Standing.of(best, claim, problem.objectives().getFirst().direction());
    boolean ended =
        switch (inner.status()) {
          case FAILED, INTERRUPTED -> false;
          case SOLVED, IMPROVED, INFEASIBLE, UNBOUNDED -> true;
        };
    return new Outcome<>(
        inner.run(),
        ended ? standing.status() : inner.status(),
        best,
        front,
        inner.spent(),
        inner.solverSeconds(),
        inner.trials(),
        inner.plan(),
        inner.seed(),
        inner.reason(),
        standing.words(),
        claim);
  }

  static <S> Optional<Solution<S>> judge(Problem<S> problem, S solution) {
    try {
      Assessment assessment = problem.assess(solution);
      return Optional.of(new Solution<>(solution, assessment));
    } catch (AssessmentException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Facts about this machine that every run records. */
  public static Map<String, String> machine() {
    var facts = new TreeMap<String, String>();
    facts.put("talweg", version());
    facts.put("java", Runtime.version().toString());
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB heap");
    try {
      facts.put("host", InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      facts.put("host", "unknown");
    }
    return facts;
  }

  /** The version of this build. */
  public static String version() {
    String version = Engine.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
