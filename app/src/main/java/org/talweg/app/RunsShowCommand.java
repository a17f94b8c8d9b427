package org.talweg.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.app.report.ProgramRecord;
import org.talweg.app.report.RunRecord;
import org.talweg.app.report.TrainingRecord;
import org.talweg.engine.journal.RunHeader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talweg runs show ID}. */
@Command(name = "show", description = "Show a run and its trials.", mixinStandardHelpOptions = true)
final class RunsShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = RunStore.ID)
  String id = "";

  @Option(names = "--store", paramLabel = "PATH", description = RunStore.STORE)
  @Nullable Path store;

  @Option(names = "--all", description = "Every trial, however many there are.")
  boolean all;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Override
  public Integer call() {
    try (var journal = RunStore.existing(store)) {
      RunHeader header = RunStore.header(journal, id);
      if (ProgramRecord.is(header)) {
        ProgramRecord program = ProgramRecord.read(journal, header);
        System.out.print(
            json
                ? ShownProgram.json(program) + "\n"
                : ShownProgram.text(program, all, RunStore.option(store)));
        return 0;
      }
      if (TrainingRecord.is(header)) {
        TrainingRecord training = TrainingRecord.read(journal, header);
        System.out.print(
            json
                ? ShownTraining.json(training) + "\n"
                : ShownTraining.text(training, all, RunStore.option(store)));
        return 0;
      }
      RunRecord run = RunStore.read(journal, header);
      if (json) {
        System.out.println(Output.json(run, Forecast.of(journal, run)));
      } else {
        System.out.print(Shown.text(run, Forecast.of(journal, run), all, RunStore.option(store)));
      }
      return 0;
    }
  }
}
