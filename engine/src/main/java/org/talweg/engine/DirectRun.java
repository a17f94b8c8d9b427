package org.talweg.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Outcome.Status;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.engine.journal.Workers;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Dominance;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Problem;
import org.talweg.model.Proof;
import org.talweg.model.Resource;

/**
 * Runs a plan whose solvers work on the problem itself rather than ask for points: one after the
 * other, each within its share of the wall time and beginning from the incumbent. Offered solutions
 * are assessed by the problem; those that improve are journaled.
 *
 * <p>Answers from outside are journaled too. Resuming, and taking an answer back, is replay: the
 * plan begins anew with the same seed and hears the answers that stand.
 */
final class DirectRun<S> implements Run<S> {
  /** Notes of a run that are kept, and those written at once. */
  private static final int MOST_NOTES = 20_000;

  private static final int MANY_NOTES = 500;

  private final Catalog catalog;
  private final Problem<S> problem;
  private final RunHeader header;
  private final Journal journal;
  private final Budget budget;
  private final RunOptions options;
  private final List<Runnable> cancellations;

  /** How a solution stands in the journal: in the terms of the problem that was asked for. */
  private final BiFunction<S, Assessment, Optional<Event.Offered>> record;

  private final Journal.Worker self;
  private Ledger ledger = new Ledger();
  private final List<Solution<S>> front = new ArrayList<>();
  private final long startNanos = System.nanoTime();

  /** The answers that stand, by question, in the order given. */
  private final LinkedHashMap<String, String> answers = new LinkedHashMap<>();

  /** Those heard since the plan began. */
  private final Set<String> heard = new HashSet<>();

  private RandomGenerator random;
  private double secondsBefore = 0;
  private @Nullable String broken;
  private volatile boolean cancelled = false;
  private double stageEndSeconds = Double.POSITIVE_INFINITY;
  private long offers = 0;
  private final List<Event> notes = new ArrayList<>();
  private int kept = 0;
  private double notedAt = 0;

  /** Time in which an answer was awaited: not the solver's. */
  private double secondsAwaiting = 0;

  private @Nullable Claim claim;
  private String interruption = "interrupted";

  DirectRun(
      Catalog catalog,
      Problem<S> problem,
      RunHeader header,
      Journal journal,
      Budget budget,
      RunOptions options,
      List<Runnable> cancellations,
      BiFunction<S, Assessment, Optional<Event.Offered>> record) {
    this.catalog = catalog;
    this.problem = problem;
    this.header = header;
    this.journal = journal;
    this.budget = budget;
    this.options = options;
    this.cancellations = cancellations;
    this.record = record;
    this.self = Workers.self(1);
    this.random = seeded();
  }

  private RandomGenerator seeded() {
    return new Setting(budget, header.seed(), 1, List.of()).random();
  }

  Outcome<S> run(Plan plan) throws InterruptedException {
    Thread runner = Thread.currentThread();
    Runnable cancel =
        () -> {
          cancelled = true;
          runner.interrupt();
        };
    cancellations.add(cancel);
    String reason;
    try {
      if (!journal.lead(header.id(), self)
          || !journal.append(header.id(), self, List.of(new Event.Opened(self.id(), 1)))) {
        throw new IllegalStateException("another process is at work on run " + header.id());
      }
      recall();
      options.listeners().forEach(l -> l.started(header.id(), header.plan(), answers.size()));
      while (!solvedUnlessWithdrawn(plan)) {
        begin();
      }
      reason =
          broken != null
              ? broken
              : cancelled
                  ? interruption
                  : over() ? "the budget is spent" : "the solver has finished";
    } catch (InterruptedException e) {
      if (!cancelled) {
        throw e;
      }
      reason = interruption;
    } finally {
      cancellations.remove(cancel);
      if (cancelled) {
        var unused = Thread.interrupted(); // by the cancellation, which has done its work
      }
      write(List.of());
      journal.leave(header.id(), self);
    }
    return outcome(reason);
  }

  /** The answers that stand; where there are any, earlier sessions count. */
  private void recall() {
    double began = Double.NaN;
    double last = Double.NaN;
    for (Journal.Entry entry : journal.read(header.id(), 0)) {
      switch (entry.event()) {
        case Event.Answered(String question, String answer) -> answers.put(question, answer);
        case Event.Withdrawn() -> answers.pollLastEntry();
        case Event.Opened _ -> {
          secondsBefore += Double.isNaN(began) ? 0 : last - began;
          began = entry.epochSeconds();
        }
        default -> {}
      }
      last = entry.epochSeconds();
    }
    secondsBefore = answers.isEmpty() ? 0 : secondsBefore;
  }

  private void begin() {
    ledger = new Ledger();
    front.clear();
    heard.clear();
    random = seeded();
    offers = 0;
    claim = null;
  }

  /** False where an answer was taken back, so that the plan must begin anew. */
  private boolean solvedUnlessWithdrawn(Plan plan) throws InterruptedException {
    try {
      solve(plan, 1);
      return true;
    } catch (Unanswered e) {
      if (e.getCause() instanceof Withdrawal) {
        answers.pollLastEntry();
        if (!journal.append(header.id(), self, List.of(new Event.Withdrawn()))) {
          cancelled = true;
        }
        return cancelled;
      }
      broken = String.valueOf(e.getMessage());
      return true;
    }
  }

  /** Passes through a solver that waits for an answer. */
  private static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unanswered(Exception why) {
      super(why.getMessage(), why, false, false);
    }
  }

  // The plan was made for this problem's form, which fixes the solver's type.
  @SuppressWarnings("unchecked")
  private void solve(Plan plan, double share) throws InterruptedException {
    switch (plan) {
      case Plan.Solve(String name) -> {
        var solver =
            (Solver<Problem<S>, S>)
                catalog
                    .solver(name)
                    .orElseThrow(() -> new IllegalArgumentException("no solver " + name));
        stageEndSeconds = seconds() + share * budget.limit(Resource.SECONDS);
        solver.solve(problem, this);
      }
      case Plan.Portfolio(List<Plan> members) -> {
        for (Plan member : members) {
          solve(member, share / members.size());
        }
      }
      case Plan.Refine(int rounds, List<Plan.Stage> stages) -> {
        for (int round = 0; round < rounds && !cancelled; round++) {
          for (Plan.Stage stage : stages) {
            solve(stage.plan(), share * stage.share() / rounds);
          }
        }
      }
      case Plan.Reformulate(String name, _) ->
          throw new IllegalArgumentException(
              name + " stands inside a portfolio or refinement, which only black boxes allow");
    }
  }

  private Outcome<S> outcome(String reason) {
    Optional<Solution<S>> best = front.stream().findFirst();
    var claimed = Optional.ofNullable(claim);
    var standing = Standing.of(best, claimed, problem.objectives().getFirst().direction());
    Status status =
        cancelled ? Status.INTERRUPTED : broken != null ? Status.FAILED : standing.status();
    Map<Resource, Double> spent = new EnumMap<>(Resource.class);
    spent.putAll(ledger.spent());
    spent.put(Resource.SECONDS, seconds());
    return new Outcome<>(
        header.id(),
        status,
        best,
        front,
        spent,
        Math.max(0, seconds() - secondsBefore - secondsAwaiting),
        answers.isEmpty() ? offers : answers.size(),
        header.plan(),
        header.seed(),
        reason,
        standing.words(),
        claimed);
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - startNanos) / 1e9;
  }

  @Override
  public double left(Resource resource) {
    return resource == Resource.SECONDS
        ? Math.max(0, Math.min(stageEndSeconds, budget.limit(resource)) - seconds())
        : ledger.left(budget, resource);
  }

  @Override
  public void charge(Resource resource, double amount) {
    ledger.charge(resource, amount);
  }

  @Override
  public boolean over() {
    if (cancelled) {
      return true;
    }
    for (Resource resource : Resource.values()) {
      // However long it took to give an answer, what it led to is not lost.
      if (left(resource) <= 0 && !(resource == Resource.SECONDS && replaying())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public int parallel() {
    return options.parallel();
  }

  @Override
  public Optional<S> incumbent() {
    return front.isEmpty() ? Optional.empty() : Optional.of(front.getFirst().solution());
  }

  @Override
  public Assessment offer(S solution) throws AssessmentException, InterruptedException {
    Assessment assessment = problem.assess(solution);
    offers++;
    var offered = new Solution<>(solution, assessment);
    boolean joined =
        Dominance.addToFront(problem.objectives(), front, offered, Solution::assessment);
    if (!joined && shows(assessment)) {
      front.clear();
      joined = front.add(offered);
    }
    if (joined && !replaying()) {
      Optional<Event.Offered> event = record.apply(solution, assessment);
      write(event.stream().map(e -> (Event) e).toList());
      options.listeners().forEach(l -> l.progress("incumbent " + assessment.objective()));
    }
    return assessment;
  }

  /** Whether it shows something of the whole problem that the incumbent does not. */
  private boolean shows(Assessment assessment) {
    Assessment incumbent = front.getFirst().assessment();
    return switch (assessment.proof()) {
      case INFEASIBLE -> !incumbent.feasible() && incumbent.proof() != Proof.INFEASIBLE;
      case UNBOUNDED -> incumbent.proof() != Proof.UNBOUNDED;
      case LOCALLY_INFEASIBLE, LOCALLY_OPTIMAL, OPTIMAL, FEASIBLE, NONE -> false;
    };
  }

  private boolean replaying() {
    return heard.size() < answers.size();
  }

  @Override
  public String answer(String question, Answerer answerer) throws InterruptedException {
    heard.add(question);
    String recorded = answers.get(question);
    if (recorded != null) {
      return recorded;
    }
    String answer;
    double asked = seconds();
    try {
      answer = answerer.answer(answers.size());
    } catch (Withdrawal | EnvironmentException e) {
      throw new Unanswered(e);
    } catch (InterruptedException e) {
      cancelled = true;
      interruption = e.getMessage() == null ? interruption : e.getMessage();
      throw e;
    } finally {
      secondsAwaiting += seconds() - asked;
    }
    if (!journal.append(header.id(), self, List.of(new Event.Answered(question, answer)))) {
      cancelled = true;
      throw new InterruptedException("another process took over the run");
    }
    answers.put(question, answer);
    return answer;
  }

  @Override
  public void claim(Claim claim) {
    this.claim = claim;
  }

  @Override
  public Path files() {
    return journal.files(header.id());
  }

  @Override
  public void note(String words) {
    progress(words);
    if (kept < MOST_NOTES && !replaying()) {
      kept++;
      notes.add(new Event.Noted(words));
      if (notes.size() >= MANY_NOTES || seconds() - notedAt > 1) {
        write(List.of());
      }
    }
  }

  /** Appends the notes not yet written, then these events; ends the run where it cannot. */
  private void write(List<Event> events) {
    var all = new ArrayList<Event>(notes);
    all.addAll(events);
    notes.clear();
    notedAt = seconds();
    if (!all.isEmpty() && !journal.append(header.id(), self, all)) {
      cancelled = true;
    }
  }

  @Override
  public void progress(String words) {
    options.listeners().forEach(l -> l.progress(words));
  }
}
