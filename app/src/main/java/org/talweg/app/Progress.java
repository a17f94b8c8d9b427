package org.talweg.app;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Ledger;
import org.talweg.engine.Outcome;
import org.talweg.engine.Plan;
import org.talweg.engine.Result;
import org.talweg.engine.RunListener;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/** A line on the terminal that says how a run goes; plain lines now and then where it is none. */
final class Progress implements RunListener {
  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final PrintStream out;
  private final BlackBox problem;
  private final Budget budget;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private long lastNanos = System.nanoTime();
  private long trials = 0;
  private long failed = 0;
  private @Nullable Trial best;

  Progress(PrintStream out, BlackBox problem, Budget budget) {
    this.out = out;
    this.problem = problem;
    this.budget = budget;
  }

  @Override
  public void started(String run, Plan plan, long replayed) {
    out.println("run " + run + ": " + problem.name());
    out.println("plan: " + plan.brief());
    if (replayed > 0) {
      out.println("resumed after " + replayed + " finished trials");
      trials = replayed;
    }
  }

  @Override
  public void trialFinished(Trial trial, boolean improved, Ledger ledger) {
    trials++;
    if (trial.result() instanceof Result.Failed || trial.result() instanceof Result.TimedOut) {
      failed++;
    }
    if (improved) {
      best = trial;
    }
    long now = System.nanoTime();
    if (now - lastNanos > (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      lastNanos = now;
      out.print(terminal ? "\r\033[K" + line(ledger) : line(ledger) + "\n");
      out.flush();
    }
  }

  private String line(Ledger ledger) {
    var line = new StringBuilder();
    line.append("  trial ").append(trials);
    if (Double.isFinite(budget.evaluations())) {
      line.append(" of ").append((long) budget.evaluations());
    }
    if (failed > 0) {
      line.append(", ").append(failed).append(" failed");
    }
    Trial incumbent = best;
    if (incumbent != null) {
      incumbent
          .assessment()
          .ifPresent(
              a -> {
                line.append(" | best");
                for (int i = 0; i < a.objectives().size(); i++) {
                  line.append(' ').append(problem.objectives().get(i).name());
                  line.append(' ').append(Output.number(a.objectives().get(i)));
                }
                if (!a.feasible()) {
                  line.append(" (violation ").append(Output.number(a.violation())).append(')');
                }
              });
    }
    line.append(String.format(Locale.ROOT, " | %.1f s", ledger.spent(Resource.SECONDS)));
    double left = ledger.left(budget, Resource.SECONDS);
    if (Double.isFinite(left)) {
      line.append(String.format(Locale.ROOT, ", %.0f s left", left));
    }
    return line.toString();
  }

  @Override
  public void warning(String words) {
    out.println((terminal ? "\r\033[K" : "") + "warning: " + words);
  }

  @Override
  public void progress(String words) {
    out.println((terminal ? "\r\033[K" : "") + words);
  }

  @Override
  public void ended(Outcome<?> outcome) {
    if (terminal) {
      out.print("\r\033[K");
    }
  }
}
