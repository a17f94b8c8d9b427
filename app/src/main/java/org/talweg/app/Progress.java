package org.talweg.app;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.RunRecord;
import org.talweg.engine.Ledger;
import org.talweg.engine.Outcome;
import org.talweg.engine.Plan;
import org.talweg.engine.Result;
import org.talweg.engine.RunListener;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.Budget;
import org.talweg.model.Dominance;
import org.talweg.model.Objective;
import org.talweg.model.Resource;

/**
 * How a run goes: one line on the terminal that is kept up to date, or, where standard error is
 * none, a line for each improvement.
 *
 * <p>The line is written over itself and only then cleared to its end, in one piece, so that it
 * does not flicker; while it is written, the terminal is told not to wrap, so that a narrow one
 * cuts it off. It is written by the run's thread and by a clock, one at a time.
 */
final class Progress implements RunListener {
  private static final String START = "\r\033[?7l";
  private static final String END = "\033[K\033[?7h";
  private static final Duration TICK = Duration.ofMillis(250);
  private static final long REPAINT_NANOS = 80_000_000L;

  private final PrintStream out;
  private final List<Objective> objectives;
  private final Budget budget;
  private final boolean terminal;
  private final List<Assessment> front = new ArrayList<>();
  private long trials = 0;
  private long failed = 0;
  private double evaluations = 0;
  private double seconds = 0;
  private long secondsAt = System.nanoTime();
  private long paintedAt = System.nanoTime() - REPAINT_NANOS;
  private boolean running = false;

  /** What a solver without trials said last. */
  private String latest = "";

  Progress(PrintStream out, List<Objective> objectives, Budget budget) {
    this(out, objectives, budget, errIsTerminal());
  }

  /** Beside a person's answers: never over the line that is being typed. */
  static Progress besideAnswers(PrintStream out, List<Objective> objectives, Budget budget) {
    return new Progress(out, objectives, budget, false);
  }

  Progress(PrintStream out, List<Objective> objectives, Budget budget, boolean terminal) {
    this.out = out;
    this.objectives = objectives;
    this.budget = budget;
    this.terminal = terminal;
  }

  /** What is shown of a solver without trials until it says something itself. */
  Progress beginning(String words) {
    latest = words;
    return this;
  }

  /** Java tells only of standard output; Linux tells of standard error too. */
  private static boolean errIsTerminal() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    Path err = Path.of("/proc/self/fd/2");
    if (Files.isSymbolicLink(err)) {
      try {
        return Files.readSymbolicLink(err).toString().matches("/dev/(pts/\\d+|tty.*|console)");
      } catch (IOException e) {
        return false;
      }
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Goes on from what a run has reached before. */
  synchronized void after(RunRecord run) {
    trials = run.finished().size();
    failed = run.failures();
    seconds = run.seconds();
    evaluations = run.evaluations();
    run.front().forEach(row -> front.add(row.assessment().orElseThrow()));
  }

  @Override
  public synchronized void started(String run, Plan plan, long replayed) {
    out.println("run " + run);
    out.println("plan " + plan.brief());
    if (replayed > 0) {
      out.println("resumed after " + replayed + " finished trials");
    }
    secondsAt = System.nanoTime();
    running = true;
    if (terminal) {
      Thread.ofVirtual().name("progress").start(this::tick);
    }
  }

  private void tick() {
    try {
      while (true) {
        synchronized (this) {
          if (!running) {
            return;
          }
          paint();
        }
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void trialFinished(Trial trial, boolean improved, Ledger ledger) {
    trials++;
    if (trial.result() instanceof Result.Failed || trial.result() instanceof Result.TimedOut) {
      failed++;
    }
    if (improved) {
      trial.assessment().ifPresent(a -> Dominance.addToFront(objectives, front, a, b -> b));
    }
    seconds = ledger.spent(Resource.SECONDS);
    evaluations = ledger.spent(Resource.EVALUATIONS);
    secondsAt = System.nanoTime();
    if (!terminal && improved) {
      out.println(line());
    } else if (terminal && System.nanoTime() - paintedAt > REPAINT_NANOS) {
      paint();
    }
  }

  private void paint() {
    paintedAt = System.nanoTime();
    out.print(START + line() + END);
    out.flush();
  }

  private void above(String words) {
    out.print(
        terminal ? "\r" + Numbers.printable(words) + "\033[K\n" : Numbers.printable(words) + "\n");
    if (terminal && running) {
      paint();
    }
    out.flush();
  }

  /** The state of the run, the most important first. */
  private String line() {
    var line = new StringBuilder();
    if (trials == 0 && !latest.isEmpty()) {
      line.append(latest);
    } else {
      counted(line);
    }
    double now = seconds + (running ? (System.nanoTime() - secondsAt) / 1e9 : 0);
    line.append(" | ").append(Numbers.seconds(now));
    double limit = budget.limit(Resource.SECONDS);
    if (Double.isFinite(limit)) {
      line.append(", ").append(Numbers.seconds(Math.max(0, limit - now))).append(" left");
    }
    return Numbers.printable(line.toString());
  }

  private void counted(StringBuilder line) {
    line.append("trial ").append(trials);
    if (Double.isFinite(budget.evaluations())) {
      // A trial at a lower fidelity is a part of an evaluation.
      line.append(evaluations == trials ? "" : ", evaluation " + Numbers.brief(evaluations));
      line.append(" of ").append(Numbers.brief(budget.evaluations()));
    }
    best(line);
    if (failed > 0) {
      line.append(" | ").append(failed).append(" failed");
    }
  }

  private void best(StringBuilder line) {
    if (front.isEmpty()) {
      line.append(" | no solution yet");
      return;
    }
    Assessment best = Dominance.compromise(objectives, front, a -> a);
    line.append(objectives.size() > 1 ? " | front of " + front.size() + ", compromise" : " | best");
    for (int i = 0; i < objectives.size(); i++) {
      line.append(i == 0 ? " " : ", ").append(objectives.get(i).name()).append(' ');
      line.append(Numbers.brief(best.objectives().get(i)));
    }
    if (!best.feasible()) {
      line.append(", violation ").append(Numbers.brief(best.violation()));
    }
  }

  @Override
  public synchronized void warning(String words) {
    above("warning: " + words);
  }

  @Override
  public synchronized void progress(String words) {
    if (terminal && running && trials == 0) {
      latest = words;
      paint();
    } else {
      above(words);
    }
  }

  @Override
  public synchronized void ended(Outcome<?> outcome) {
    running = false;
    if (terminal) {
      out.print("\r\033[K");
      out.flush();
    }
  }
}
