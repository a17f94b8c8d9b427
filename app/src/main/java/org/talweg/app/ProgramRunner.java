package org.talweg.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.talweg.app.program.ProgramRun;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.Journal;
import org.talweg.model.Problem;
import org.talweg.program.PrimalDual;

/**
 * Runs a mathematical program, which Ctrl-C ends in good order, and prints what came of it.
 *
 * @param store as the user named it, null for the default
 * @param report where to write the run's report, null for none
 */
record ProgramRunner(
    Engine engine,
    Journal journal,
    Problem<PrimalDual> program,
    boolean json,
    @Nullable Path store,
    @Nullable Path report) {
  /** A run, begun or begun anew. */
  interface Work {
    Outcome<PrimalDual> run() throws NoPlanException, InterruptedException;
  }

  /** Runs, prints, and returns the exit status. */
  int run(Work work) throws Exception {
    return Runner.interruptible(
        engine,
        () -> {
          Outcome<PrimalDual> outcome = work.run();
          String run = outcome.run();
          if (report != null) {
            RunStore.report(journal, run, report);
          }
          if (json) {
            var object = ProgramRun.json(program, outcome);
            if (report != null) {
              object.put("report", report.toString());
            }
            System.out.println(Output.write(object));
          } else {
            System.out.print(ProgramRun.summary(program, outcome));
            System.out.println(
                report != null
                    ? "report:  " + report
                    : "picture: talweg runs export %s%s -o %s.html"
                        .formatted(run, RunStore.option(store), run));
          }
          System.out.flush();
          return ProgramRun.exit(outcome);
        });
  }
}
