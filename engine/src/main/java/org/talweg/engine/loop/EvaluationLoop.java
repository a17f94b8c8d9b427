package org.talweg.engine.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Ledger;
import org.talweg.engine.Outcome;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.RunListener;
import org.talweg.engine.StopRule;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.PointJson;
import org.talweg.engine.journal.RunHeader;
import org.talweg.engine.loop.Study.Numbered;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Point;
import org.talweg.model.Resource;

/**
 * Runs a strategy against a black box until the budget ends, in this process and in any other that
 * joins.
 *
 * <p>One process <em>leads</em>: it replays the journal, asks the strategy, and appends what it
 * asked before anything is evaluated and what was measured before the strategy hears of it. So a
 * process killed at any instant loses nothing that had finished, and the next leader goes on from
 * the same state. Other processes <em>follow</em>: the leader asks a few points more than it
 * evaluates itself, which followers claim; a follower takes over when the leader is gone.
 */
public final class EvaluationLoop {
  private static final String EVERY_POINT = "every point of the space was evaluated";
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final BlackBox problem;
  private final Supplier<Strategy> strategies;
  private final Journal journal;
  private final RunHeader header;
  private final Journal.Worker self;
  private final Budget budget;
  private final List<RunListener> listeners;
  private final Evaluations evaluations;
  private final StopRule stopRule;
  private volatile boolean cancelled = false;

  /** State of the current role, made anew by {@link #begin}. */
  private Ledger ledger = new Ledger();

  private Study study;
  private Strategy strategy = new Silent();
  private final Map<Long, String> owners = new HashMap<>();
  private long seen = 0;
  private Event.@Nullable Ended endedBefore;
  private double secondsBefore = 0;
  private double sessionStart = Double.NaN;
  private double lastAt = Double.NaN;
  private long beginNanos = System.nanoTime();
  private boolean diverged = false;
  private boolean failuresReported = false;

  /**
   * @param strategies makes the plan's strategy, always with the budget and seed of the header
   * @param budget what may be spent in all, which on resuming may differ from the header's
   */
  public EvaluationLoop(
      BlackBox problem,
      Supplier<Strategy> strategies,
      Journal journal,
      RunHeader header,
      Journal.Worker self,
      Budget budget,
      StopRule stopRule,
      List<RunListener> listeners) {
    this.problem = problem;
    this.strategies = strategies;
    this.journal = journal;
    this.header = header;
    this.self = self;
    this.budget = budget;
    this.stopRule = stopRule;
    this.listeners = List.copyOf(listeners);
    this.evaluations = new Evaluations(problem, stopRule, header.seed(), this::warn);
    this.study = new Study(problem, strategy, ledger);
  }

  /** Asks the run to end soon, from any thread; it can be resumed. */
  public void cancel() {
    cancelled = true;
  }

  /** Runs to the end of the budget, or until cancelled. */
  public Outcome<Point> run() throws InterruptedException {
    try {
      while (true) {
        Outcome<Point> outcome = journal.lead(header.id(), self) ? lead() : follow();
        if (outcome != null) {
          listeners.forEach(listener -> listener.ended(outcome));
          return outcome;
        }
      }
    } finally {
      evaluations.cancel();
      strategy.close();
      journal.leave(header.id(), self);
    }
  }

  // ---------------------------------------------------------------- replay

  private void begin(Strategy strategy) {
    this.strategy.close();
    this.strategy = strategy;
    ledger = new Ledger();
    study = new Study(problem, strategy, ledger);
    owners.clear();
    seen = 0;
    secondsBefore = 0;
    sessionStart = Double.NaN;
    endedBefore = null;
  }

  private void replayNew() {
    for (Journal.Entry entry : journal.read(header.id(), seen)) {
      seen = entry.sequence();
      replay(entry);
    }
  }

  private void replay(Journal.Entry entry) {
    switch (entry.event()) {
      case Event.Opened _ -> {
        if (!Double.isNaN(sessionStart)) {
          secondsBefore += lastAt - sessionStart;
        }
        sessionStart = entry.epochSeconds();
        endedBefore = null;
      }
      case Event.Asked(long number, String json, double fidelity, String worker) -> {
        owners.put(number, worker);
        var recorded =
            new Numbered(number, new Proposal(PointJson.read(json, problem.space()), fidelity));
        if (!study.replay(recorded) && !(strategy instanceof Silent) && !diverged) {
          diverged = true;
          warn(
              "trial "
                  + number
                  + " of the journal is not what the solver asks now; its result is used all the"
                  + " same, but the run will not go on as it would have");
        }
      }
      case Event.Waited _ -> {
        if (!(strategy instanceof Silent)) {
          study.ask(Budget.UNLIMITED);
        }
      }
      case Event.Claimed(long number, String worker) -> owners.put(number, worker);
      case Event.Released(long number) -> owners.put(number, null);
      case Event.Finished(
              long number,
              Result result,
              double seconds,
              List<Trial.Report> reports,
              String _) -> {
        Proposal proposal = study.pending().get(number);
        if (proposal != null) {
          take(new Trial(number, proposal, result, seconds, reports));
        }
      }
      case Event.Ended ended -> endedBefore = ended;
      case Event.Offered _, Event.Answered _, Event.Withdrawn _, Event.Noted _ -> {}
    }
    lastAt = entry.epochSeconds();
  }

  private boolean take(Trial trial) {
    owners.remove(trial.number());
    evaluations.remember(trial);
    return study.finish(trial);
  }

  // ---------------------------------------------------------------- lead

  private @Nullable Outcome<Point> lead() throws InterruptedException {
    begin(strategies.get());
    replayNew();
    if (!Double.isNaN(sessionStart)) {
      secondsBefore += lastAt - sessionStart;
    }
    ledger.charge(Resource.SECONDS, secondsBefore);
    beginNanos = System.nanoTime();
    if (endedBefore != null && nothingLeft()) {
      return outcome(endedBefore.reason(), false);
    }
    if (!journal.append(header.id(), self, List.of(new Event.Opened(self.id(), self.parallel())))) {
      return null;
    }
    long replayed = study.trials().size();
    listeners.forEach(l -> l.started(header.id(), header.plan(), replayed));
    var backlog = new ArrayDeque<Numbered>();
    long lastLook = 0;
    List<Journal.Worker> workers = List.of(self);
    while (true) {
      chargeTime();
      long now = System.nanoTime();
      if (lastLook == 0 || now - lastLook > (workers.size() > 1 ? GLANCE : LOOK).toNanos()) {
        if (!journal.lead(header.id(), self)) {
          return null;
        }
        workers = journal.workers(header.id());
        if (workers.size() > 1 || lastLook == 0) {
          hear();
          recover(backlog, workers);
        }
        lastLook = now;
      }
      String reason = reasonToEnd();
      if (reason == null && !start(backlog, capacity(workers))) {
        return null;
      }
      if (reason == null && study.pending().isEmpty()) {
        reason =
            study.exhausted().orElse(study.complete() ? EVERY_POINT : "the evaluations are spent");
      }
      if (reason != null) {
        return end(reason);
      }
      boolean others = workers.size() > 1 || evaluations.running() < study.pending().size();
      finish(evaluations.poll(wait(others)));
    }
  }

  /** Followers' trials to keep free or running at a time. */
  private int capacity(List<Journal.Worker> workers) {
    return workers.stream()
        .filter(worker -> !worker.id().equals(self.id()))
        .mapToInt(Journal.Worker::parallel)
        .sum();
  }

  private boolean nothingLeft() {
    return !study.pending().isEmpty()
        ? false
        : study.spent(budget)
            || study.complete()
            || ledger.left(budget, Resource.SECONDS) <= 0
            || Resource.MEASURED.stream().anyMatch(r -> ledger.left(budget, r) <= 0)
            || study.exhausted().isPresent();
  }

  /** Takes in what followers have appended. */
  private void hear() {
    for (Journal.Entry entry : journal.read(header.id(), seen)) {
      seen = entry.sequence();
      switch (entry.event()) {
        case Event.Claimed(long number, String worker) -> {
          if (owners.containsKey(number)) {
            owners.put(number, worker);
          }
        }
        case Event.Finished(
                long number,
                Result result,
                double seconds,
                List<Trial.Report> reports,
                String _) -> {
          Proposal proposal = study.pending().get(number);
          if (proposal != null && !evaluations.isRunning(number)) {
            announce(new Trial(number, proposal, result, seconds, reports));
          }
        }
        default -> {}
      }
    }
  }

  /** Queues pending trials that nobody alive is evaluating. */
  private void recover(ArrayDeque<Numbered> backlog, List<Journal.Worker> workers) {
    var alive = workers.stream().map(Journal.Worker::id).toList();
    study
        .pending()
        .forEach(
            (number, proposal) -> {
              String owner = owners.get(number);
              boolean gone = owner != null && !alive.contains(owner);
              boolean mine = owner != null && owner.equals(self.id());
              boolean free = owner == null && alive.size() == 1;
              if ((gone || mine || free)
                  && !evaluations.isRunning(number)
                  && backlog.stream().noneMatch(queued -> queued.number() == number)) {
                backlog.add(new Numbered(number, proposal));
              }
            });
  }

  /** Fills this process's places and those of followers; false where the lead is lost. */
  private boolean start(ArrayDeque<Numbered> backlog, int followers) {
    var events = new ArrayList<Event>();
    var toStart = new ArrayList<Numbered>();
    while (evaluations.running() + toStart.size() < self.parallel()) {
      Numbered next = backlog.poll();
      if (next != null) {
        if (!study.pending().containsKey(next.number())) {
          continue;
        }
        events.add(new Event.Claimed(next.number(), self.id()));
      } else {
        next = ask(events, self.id());
        if (next == null) {
          break;
        }
      }
      owners.put(next.number(), self.id());
      toStart.add(next);
    }
    int own = evaluations.running() + toStart.size();
    while (own == self.parallel() && study.pending().size() - own < followers) {
      Numbered free = ask(events, null);
      if (free == null) {
        break;
      }
      owners.put(free.number(), null);
    }
    if (!events.isEmpty() && !journal.append(header.id(), self, events)) {
      return false;
    }
    for (Numbered next : toStart) {
      listeners.forEach(l -> l.trialStarted(next.number(), next.proposal()));
      evaluations.start(next.number(), next.proposal());
    }
    return true;
  }

  private @Nullable Numbered ask(List<Event> events, @Nullable String worker) {
    Optional<Numbered> asked = study.ask(budget);
    if (asked.isEmpty()) {
      if (study.answeredForFree()) {
        events.add(new Event.Waited());
      }
      return null;
    }
    Numbered next = asked.get();
    events.add(
        new Event.Asked(
            next.number(),
            PointJson.write(next.proposal().point()),
            next.proposal().fidelity(),
            worker));
    return next;
  }

  private void finish(@Nullable Trial first) throws InterruptedException {
    var finished = new ArrayList<Trial>();
    for (Trial trial = first; trial != null; trial = evaluations.poll(Duration.ZERO)) {
      finished.add(trial);
    }
    if (finished.isEmpty()) {
      return;
    }
    record(finished);
    for (Trial trial : finished) {
      if (study.pending().containsKey(trial.number())) {
        announce(trial);
      }
    }
  }

  private void record(List<Trial> finished) {
    var results = new ArrayList<Event.Finished>();
    for (Trial trial : finished) {
      results.add(
          new Event.Finished(
              trial.number(), trial.result(), trial.seconds(), trial.reports(), self.id()));
    }
    journal.finish(header.id(), results);
  }

  private void announce(Trial trial) {
    chargeTime();
    boolean improved = take(trial);
    listeners.forEach(l -> l.trialFinished(trial, improved, ledger));
    if (!failuresReported
        && study.trials().size() == 5
        && study.trials().stream().allMatch(t -> t.assessment().isEmpty())) {
      failuresReported = true;
      warn("the first five trials all failed; the last one: " + reasonOf(trial));
    }
  }

  private static String reasonOf(Trial trial) {
    return switch (trial.result()) {
      case Result.Failed(String reason) -> reason;
      case Result.TimedOut(Duration after) ->
          "no result within " + after.toMillis() / 1000.0 + " s";
      default -> trial.result().word();
    };
  }

  private Duration wait(boolean others) {
    double left = Math.max(0, ledger.left(budget, Resource.SECONDS));
    Duration most = others || cancelled ? GLANCE : Duration.ofMillis(200);
    return left * 1e3 < most.toMillis() ? Duration.ofMillis((long) Math.ceil(left * 1e3)) : most;
  }

  private void chargeTime() {
    double seconds = secondsBefore + (System.nanoTime() - beginNanos) / 1e9;
    ledger.charge(Resource.SECONDS, Math.max(0, seconds - ledger.spent(Resource.SECONDS)));
  }

  private @Nullable String reasonToEnd() {
    if (cancelled) {
      return "interrupted";
    }
    if (evaluations.broken().isPresent()) {
      return String.valueOf(evaluations.broken().get().getMessage());
    }
    if (ledger.left(budget, Resource.SECONDS) <= 0) {
      return "the time is spent";
    }
    for (Resource resource : Resource.MEASURED) {
      if (ledger.left(budget, resource) <= 0) {
        return "the budget of " + resource.label() + " is spent";
      }
    }
    return null;
  }

  private Outcome<Point> end(String reason) {
    evaluations.cancel();
    chargeTime();
    Optional<Answer> answer = study.answer();
    Outcome<Point> outcome = outcome(reason, cancelled, answer);
    if (!cancelled) {
      // Where another process has taken the lead meanwhile, it will write the end.
      var unused =
          journal.append(
              header.id(),
              self,
              List.of(Event.Ended.of(outcome, answer.map(Answer::trial).orElse(0L))));
    }
    return outcome;
  }

  private Outcome<Point> outcome(String reason, boolean interrupted) {
    return outcome(reason, interrupted, study.answer());
  }

  private Outcome<Point> outcome(String reason, boolean interrupted, Optional<Answer> answer) {
    var best = answer.map(Answer::solution).or(study::best);
    boolean feasible = best.isPresent() && best.get().assessment().feasible();
    boolean anyAssessed = study.trials().stream().anyMatch(t -> t.assessment().isPresent());
    Outcome.Status status =
        interrupted
            ? Outcome.Status.INTERRUPTED
            : evaluations.broken().isPresent()
                ? Outcome.Status.FAILED
                : feasible && study.complete() && study.withoutValue() == 0
                    ? Outcome.Status.SOLVED
                    : feasible
                        ? Outcome.Status.IMPROVED
                        : anyAssessed || study.trials().isEmpty()
                            ? Outcome.Status.INFEASIBLE
                            : Outcome.Status.FAILED;
    String proof =
        study.complete() && study.withoutValue() == 0
            ? EVERY_POINT
            : study.complete()
                ? "none: every point of the space was evaluated, but %d of them have no value"
                    .formatted(study.withoutValue())
                : "none: a black box has no bound" + answer.map(a -> ". " + a.words()).orElse("");
    return new Outcome<>(
        header.id(),
        status,
        best,
        answer.map(a -> List.of(a.solution())).orElseGet(study::front),
        ledger.spent(),
        ledger.solverSeconds(),
        study.trials().size(),
        header.plan(),
        header.seed(),
        status == Outcome.Status.FAILED && evaluations.broken().isEmpty()
            ? "every trial failed, the last one: " + reasonOf(study.trials().getLast())
            : reason,
        proof);
  }

  // ---------------------------------------------------------------- follow

  private @Nullable Outcome<Point> follow() throws InterruptedException {
    begin(new Silent());
    listeners.forEach(l -> l.progress("another process leads this run: joining it"));
    while (true) {
      for (Journal.Entry entry : journal.read(header.id(), seen)) {
        seen = entry.sequence();
        long before = study.trials().size();
        replay(entry);
        if (study.trials().size() > before) {
          Trial trial = study.trials().getLast();
          listeners.forEach(l -> l.trialFinished(trial, false, ledger));
        }
      }
      if (endedBefore != null) {
        return outcome(endedBefore.reason(), false);
      }
      if (cancelled) {
        return outcome("interrupted", true);
      }
      if (evaluations.broken().isPresent()) {
        return outcome(String.valueOf(evaluations.broken().get().getMessage()), false);
      }
      journal.follow(header.id(), self);
      claim();
      var finished = new ArrayList<Trial>();
      for (Trial trial = evaluations.poll(GLANCE);
          trial != null;
          trial = evaluations.poll(Duration.ZERO)) {
        finished.add(trial);
      }
      if (!finished.isEmpty()) {
        record(finished);
      }
      if (journal.lead(header.id(), self)) {
        return null;
      }
    }
  }

  private void claim() {
    for (var entry : study.pending().entrySet()) {
      long number = entry.getKey();
      if (evaluations.running() >= self.parallel()) {
        return;
      }
      if (owners.get(number) == null
          && !evaluations.isRunning(number)
          && journal.claim(header.id(), number, self)) {
        listeners.forEach(l -> l.trialStarted(number, entry.getValue()));
        evaluations.start(number, entry.getValue());
      }
    }
  }

  private void warn(String words) {
    listeners.forEach(listener -> listener.warning(words));
  }

  /** The strategy of a process that does not lead. */
  private static final class Silent implements Strategy {
    @Override
    public Optional<Proposal> ask() {
      return Optional.empty();
    }

    @Override
    public void tell(Trial trial) {}
  }
}
