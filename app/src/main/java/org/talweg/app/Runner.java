package org.talweg.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.Journal;
import org.talweg.model.BlackBox;
import org.talweg.model.Point;

/**
 * Runs something that Ctrl-C or a termination signal interrupts in good order.
 *
 * @param store as the user named it, null for the default
 * @param report where to write the run's report, null for none
 */
record Runner(
    Engine engine,
    Journal journal,
    BlackBox problem,
    boolean json,
    @Nullable Path store,
    @Nullable Path report) {
  /** A run, begun or resumed. */
  interface Work {
    Outcome<Point> run() throws NoPlanException, InterruptedException;
  }

  /** Runs, prints what came of it, and returns the exit status. */
  int run(Work work) throws Exception {
    return interruptible(engine, () -> printed(work.run()));
  }

  private int printed(Outcome<Point> outcome) {
    if (report != null) {
      RunStore.report(journal, outcome.run(), report);
    }
    if (json) {
      System.out.println(Output.json(outcome, problem, report));
    } else {
      System.out.print(Summary.text(outcome, problem, store, report));
      journal
          .header(outcome.run())
          .map(header -> RunStore.read(journal, header))
          .ifPresent(run -> System.out.print(Summary.failures(run)));
    }
    System.out.flush();
    return switch (outcome.status()) {
      case SOLVED, IMPROVED -> 0;
      case INFEASIBLE, UNBOUNDED -> 1;
      case FAILED -> {
        System.err.println("talweg: " + outcome.reason());
        yield Main.FAILED;
      }
      case INTERRUPTED -> 130;
    };
  }

  /** Has Ctrl-C and termination signals cancel what the engine runs, and waits for the printing. */
  static int interruptible(Engine engine, Callable<Integer> work) throws Exception {
    var ended = new CountDownLatch(1);
    var hook =
        new Thread(
            () -> {
              engine.cancel();
              try {
                // Evaluations are killed and the summary printed meanwhile.
                var unused = ended.await(10, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(130);
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        // The hook is what interrupted the run; it ends the process.
      }
    }
  }
}
