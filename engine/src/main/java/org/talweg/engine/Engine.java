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
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Planner.NoPlanException;
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

/**
 * Plans a problem and runs the plan: the one place where a run begins, is resumed and ends. Every
 * solution it returns has been assessed by the problem itself.
 */
public final class Engine {
  private final Catalog catalog;
  private final Journal journal;
  private final Planner planner;
  private final List<Runnable> cancellations = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled = false;

  public Engine(Catalog catalog, Journal journal) {
    this.catalog = catalog;
    this.journal = journal;
    this.planner = new Planner(catalog);
  }

  /** Every plan that could be made, best first; nothing is spent. */
  public Planner.Choice explain(Problem<?> problem, Budget budget, Optional<String> solver)
      throws NoPlanException {
    return planner.choose(problem, budget, solver);
  }

  /**
   * Plans and runs.
   *
   * @throws NoPlanException where no solver takes the problem
   * @throws IllegalArgumentException where the budget sets no limit at all
   */
  public <S> Outcome<S> solve(Problem<S> problem, RunOptions options)
      throws NoPlanException, InterruptedException {
    if (options.budget().limits().isEmpty()) {
      throw new IllegalArgumentException(
          "a run needs a budget: evaluations, time, or another limit");
    }
    Plan plan = planner.choose(problem, options.budget(), options.solver()).chosen().plan();
    var header =
        new RunHeader(
            RunIds.next(Instant.now()),
            problem.name(),
            problem.form().name(),
            problem.objectives(),
            options.source(),
            options.seed(),
            options.budget(),
            options.parallel(),
            options.stopRule().word(),
            plan,
            machine(),
            Instant.now());
    journal.create(header);
    return execute(plan, problem, header, options.budget(), options);
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
    return switch (plan) {
      case Plan.Reformulate(String name, Plan inner) -> {
        var reformulation =
            (Reformulation<Problem<S>, S, Problem<Object>, Object>)
                catalog
                    .reformulation(name)
                    .orElseThrow(() -> new IllegalArgumentException("no reformulation " + name));
        var reformulated =
            reformulation
                .apply(problem)
                .orElseThrow(() -> new IllegalArgumentException(name + " has nothing to do here"));
        yield carryBack(
            problem, reformulated, execute(inner, reformulated.problem(), header, budget, options));
      }
      case Plan.Solve _, Plan.Portfolio _, Plan.Refine _ ->
          new DirectRun<>(catalog, problem, header, journal, budget, options, cancellations)
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

  /** Has the original problem judge what the reformulated one's solution stands for. */
  private static <S, T> Outcome<S> carryBack(
      Problem<S> problem, Reformulated<Problem<T>, T, S> reformulated, Outcome<T> inner)
      throws InterruptedException {
    var front = new ArrayList<Solution<S>>();
    for (Solution<T> solution : inner.front()) {
      judge(problem, reformulated.back().apply(solution.solution()))
          .ifPresent(
              s -> Dominance.addToFront(problem.objectives(), front, s, Solution::assessment));
    }
    Optional<Solution<S>> best =
        inner.best().flatMap(b -> judge(problem, reformulated.back().apply(b.solution())));
    return new Outcome<>(
        inner.run(),
        inner.status(),
        best,
        front,
        inner.spent(),
        inner.solverSeconds(),
        inner.trials(),
        inner.plan(),
        inner.seed(),
        inner.reason(),
        inner.proof());
  }

  private static <S> Optional<Solution<S>> judge(Problem<S> problem, S solution) {
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
