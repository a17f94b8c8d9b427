package org.talweg.engine.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.StopRule;
import org.talweg.engine.Trial;
import org.talweg.engine.Trial.Report;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Probe;

/**
 * The evaluations that run in this process: a thread for each attempt, with time-outs, retries and
 * early stopping. All methods but those of the probe are called from the run's one thread.
 */
final class Evaluations {
  /** What an attempt ended with: an assessment or a failure. */
  private record Ended(
      Running running, int attempt, @Nullable Assessment assessment, @Nullable Throwable failure) {}

  private static final class Running {
    final long number;
    final Proposal proposal;
    final long startNanos = System.nanoTime();
    final List<Report> reports = new ArrayList<>();
    int attempt = 1;
    long deadlineNanos = Long.MAX_VALUE;
    @Nullable Thread thread;

    Running(long number, Proposal proposal) {
      this.number = number;
      this.proposal = proposal;
    }

    synchronized List<Report> reports() {
      return List.copyOf(reports);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final BlackBox problem;
  private final StopRule stopRule;
  private final long seed;
  private final Consumer<String> warning;
  private final Map<Long, Running> running = new TreeMap<>();
  private final Map<Long, List<Report>> reports = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private Thread.Builder threads = Thread.ofVirtual();
  private @Nullable EnvironmentException broken;

  Evaluations(BlackBox problem, StopRule stopRule, long seed, Consumer<String> warning) {
    this.problem = problem;
    this.stopRule = stopRule;
    this.seed = seed;
    this.warning = warning;
  }

  int running() {
    return running.size();
  }

  boolean isRunning(long number) {
    return running.containsKey(number);
  }

  /** Set once a measure said that no evaluation can succeed here. */
  Optional<EnvironmentException> broken() {
    return Optional.ofNullable(broken);
  }

  /** Remembers what an earlier trial reported, for the stopping rule to compare with. */
  void remember(Trial trial) {
    if (!trial.reports().isEmpty()) {
      reports.put(trial.number(), trial.reports());
    }
  }

  void start(long number, Proposal proposal) {
    var trial = new Running(number, proposal);
    running.put(number, trial);
    startAttempt(trial);
  }

  private void startAttempt(Running trial) {
    int attempt = trial.attempt;
    trial.deadlineNanos =
        problem.timeout().map(t -> System.nanoTime() + t.toNanos()).orElse(Long.MAX_VALUE);
    trial.thread =
        threads
            .name("trial-" + trial.number)
            .start(
                () -> {
                  Assessment assessment = null;
                  Throwable failure = null;
                  try {
                    assessment = problem.assess(trial.proposal.point(), probe(trial));
                  } catch (Throwable e) { // an Error of the user's function is a failed trial too
                    failure = e;
                  }
                  ended.add(new Ended(trial, attempt, assessment, failure));
                });
  }

  private Probe probe(Running trial) {
    return new Probe() {
      @Override
      public long trial() {
        return trial.number;
      }

      @Override
      public long seed() {
        return seed * 0x9E3779B97F4A7C15L + trial.number;
      }

      @Override
      public double fidelity() {
        return trial.proposal.full() ? problem.fullFidelity() : trial.proposal.fidelity();
      }

      @Override
      public void report(long step, double value) throws StoppedEarly {
        if (!Double.isFinite(value)) {
          return;
        }
        List<Report> own;
        synchronized (trial) {
          trial.reports.add(new Report(step, value));
          own = List.copyOf(trial.reports);
        }
        reports.put(trial.number, own);
        if (stopRule instanceof StopRule.Never) {
          return;
        }
        var others = new ArrayList<List<Report>>();
        reports.forEach(
            (number, list) -> {
              if (number != trial.number) {
                others.add(list);
              }
            });
        if (stopRule.stops(own, others, problem.objectives().getFirst().direction())) {
          throw new StoppedEarly("stopped at step " + step + " by the rule " + stopRule.word());
        }
      }
    };
  }

  /**
   * The next trial to finish, waiting at most that long. Time-outs and retries happen in here, so
   * call it often while anything runs.
   */
  @Nullable Trial poll(Duration wait) throws InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    while (true) {
      long now = System.nanoTime();
      long deadline = until;
      for (Running trial : running.values()) {
        if (trial.deadlineNanos != Long.MAX_VALUE && trial.deadlineNanos - deadline < 0) {
          deadline = trial.deadlineNanos;
        }
      }
      Ended end = ended.poll(Math.max(0, deadline - now), TimeUnit.NANOSECONDS);
      if (end != null) {
        Trial trial = settle(end);
        if (trial != null) {
          return trial;
        }
        continue;
      }
      Trial timedOut = timeOut();
      if (timedOut != null) {
        return timedOut;
      }
      if (System.nanoTime() - until >= 0) {
        return null;
      }
    }
  }

  private @Nullable Trial settle(Ended end) {
    Running trial = end.running;
    if (running.get(trial.number) != trial || trial.attempt != end.attempt) {
      return null; // it was given up before it ended
    }
    if (end.assessment != null) {
      return finished(trial, new Result.Done(end.assessment));
    }
    Throwable failure = end.failure == null ? new IllegalStateException() : end.failure;
    Throwable cause = failure.getCause();
    if (cause instanceof EnvironmentException environment) {
      broken = environment;
      running.remove(trial.number);
      return null;
    }
    List<Report> reported = trial.reports();
    if (cause instanceof Probe.StoppedEarly && !reported.isEmpty()) {
      Report last = reported.getLast();
      return finished(trial, new Result.Stopped(last.step(), last.value()));
    }
    if (trial.attempt <= problem.retries()) {
      trial.attempt++;
      startAttempt(trial);
      return null;
    }
    String message = failure.getMessage();
    return finished(
        trial,
        new Result.Failed(
            message == null || message.isBlank() ? failure.getClass().getSimpleName() : message));
  }

  private @Nullable Trial timeOut() {
    for (Running trial : running.values()) {
      if (System.nanoTime() - trial.deadlineNanos >= 0 && trial.deadlineNanos != Long.MAX_VALUE) {
        abandon(trial);
        return finished(trial, new Result.TimedOut(problem.timeout().orElseThrow()));
      }
    }
    return null;
  }

  /**
   * Interrupts an evaluation. One that ignores it keeps its thread, and if that is virtual, one of
   * the few carriers; so from then on evaluations get platform threads. A command needs a while to
   * be killed with all it started, on a busy machine more than a second.
   */
  private void abandon(Running trial) {
    Thread thread = trial.thread;
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      if (!thread.join(thread.isVirtual() ? PATIENCE : PATIENCE.dividedBy(8))
          && thread.isVirtual()) {
        threads = Thread.ofPlatform().daemon();
        warning.accept(
            "trial "
                + trial.number
                + " goes on although its time is over: its function ignores interruption");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Trial finished(Running trial, Result result) {
    running.remove(trial.number);
    double seconds = (System.nanoTime() - trial.startNanos) / 1e9;
    return new Trial(trial.number, trial.proposal, result, seconds, trial.reports());
  }

  /** Interrupts everything and waits a moment for it to end. */
  void cancel() {
    for (Running trial : running.values()) {
      if (trial.thread != null) {
        trial.thread.interrupt();
      }
    }
    for (Running trial : running.values()) {
      abandon(trial);
    }
    running.clear();
  }
}
