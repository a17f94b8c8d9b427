package org.talweg.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.Amounts;
import org.talweg.app.file.DiscoveryFile;
import org.talweg.app.file.ProblemFile;
import org.talweg.app.file.TrainingFile;
import org.talweg.app.person.PersonRanking;
import org.talweg.app.program.ProgramFile;
import org.talweg.app.report.ProgramRecord;
import org.talweg.app.training.TrainingRun;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.RunOptions;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.engine.journal.SqliteJournal;
import org.talweg.learn.discovery.Discovery;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;
import org.talweg.model.Problem;
import org.talweg.program.PrimalDual;
import org.talweg.program.pareto.ParetoProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talweg runs resume ID}. */
@Command(
    name = "resume",
    description = "Go on with a run, or join it where another process is at work on it.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = RunStore.ID)
  String id = "";

  @Option(names = "--store", paramLabel = "PATH", description = RunStore.STORE)
  @Nullable Path store;

  @Option(
      names = "--budget",
      paramLabel = "LIMITS",
      description = "What may be spent in all, the part already spent included.")
  @Nullable String budget;

  @Option(names = "--parallel", paramLabel = "N", description = "Evaluations at a time.")
  @Nullable Integer parallel;

  @Option(names = "--report", paramLabel = "FILE", description = RunSettings.REPORT)
  @Nullable Path report;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Option(names = "--quiet", description = "No progress.")
  boolean quiet;

  @Override
  public Integer call() throws Exception {
    if (report != null) {
      RunStore.checkWritable(report);
    }
    try (var journal = RunStore.existing(store)) {
      RunHeader header = RunStore.header(journal, id);
      warnOfChanges(header.source());
      if (ProgramRecord.is(header) || header.form().equals(ParetoProgram.FORM.name())) {
        return resume(journal, header);
      }
      if (header.form().equals(Training.TRAINING.name())) {
        return train(header, journal);
      }
      if (header.form().equals(Discovery.UPDATE_RULE.name())) {
        return discover(header, journal);
      }
      var file = ProblemFile.of(header.source());
      var problem = file.problem();
      var limit = budget == null ? header.budget() : Amounts.budget(budget);
      RunOptions options =
          RunOptions.within(limit)
              .withSeed(header.seed())
              .withParallel(parallel == null ? header.parallel() : parallel);
      if (!quiet && !json) {
        Progress progress = SolveCommand.progress(file, limit);
        progress.after(RunStore.read(journal, header));
        options = options.withListener(progress);
      }
      RunOptions complete = options;
      var engine = new Engine(Catalog.load(), journal);
      return new Runner(engine, journal, problem, json, store, report)
          .run(
              () ->
                  file.ranking().isPresent()
                      ? PersonRanking.points(
                          engine.resume(
                              header, file.ranking().get().problem(problem), limit, complete))
                      : engine.resume(header, problem, limit, complete));
    }
  }

  /** A run goes on with the problem that it began with, which may surprise who has edited it. */
  private static void warnOfChanges(Map<String, String> source) {
    if (ProblemFile.hasChanged(source)) {
      String file = source.get("file");
      System.err.println(
          "warning: "
              + file
              + " has changed since; the run goes on with the problem as it was. To solve the new"
              + " one: talweg solve "
              + file);
    }
  }

  /** A mathematical program is solved anew: its iterations are not kept. */
  private int resume(Journal journal, RunHeader header) throws Exception {
    Path path = Path.of(header.source().getOrDefault("file", ""));
    Problem<PrimalDual> program =
        ProgramFile.takes(path)
            ? ProgramFile.read(path, System.err::println)
            : ProblemFile.of(header.source())
                .program()
                .orElseThrow(() -> new IllegalArgumentException("the run is of no program"));
    var limit = budget == null ? header.budget() : Amounts.budget(budget);
    RunOptions options = RunOptions.within(limit).withSeed(header.seed());
    if (!quiet && !json) {
      options = options.withListener(new Progress(System.err, program.objectives(), limit));
    }
    RunOptions complete = options;
    var engine = new Engine(Catalog.load(), journal);
    return new ProgramRunner(engine, journal, program, json, store, report)
        .run(() -> engine.resume(header, program, limit, complete));
  }

  private int train(RunHeader header, SqliteJournal journal) throws Exception {
    TrainingFile file = TrainingFile.of(header.source());
    Budget limit = budget == null ? header.budget() : Amounts.budget(budget);
    RunOptions options = RunOptions.within(limit).withSeed(header.seed());
    if (!quiet && !json) {
      options =
          options.withListener(
              new Progress(System.err, file.training().objectives(), limit)
                  .beginning("loading LibTorch"));
    }
    RunOptions complete = options;
    var engine = new Engine(Catalog.load(), journal);
    var outcome =
        TrainingRun.run(
            engine,
            () -> engine.resume(header, file.training(), limit, complete),
            ended -> SolveCommand.tell(file, ended, journal, json, store, report));
    return TrainingRun.exit(outcome, Main.FAILED);
  }

  private int discover(RunHeader header, SqliteJournal journal) throws Exception {
    DiscoveryFile file = DiscoveryFile.of(header.source());
    Budget limit = budget == null ? header.budget() : Amounts.budget(budget);
    RunOptions options =
        RunOptions.within(limit)
            .withSeed(header.seed())
            .withParallel(parallel == null ? header.parallel() : parallel);
    if (!quiet && !json) {
      options =
          options.withListener(new Progress(System.err, file.discovery().objectives(), limit));
    }
    RunOptions complete = options;
    var engine = new Engine(Catalog.load(), journal);
    var outcome =
        TrainingRun.run(
            engine,
            () -> engine.resume(header, file.discovery(), limit, complete),
            ended -> SolveCommand.tell(file, ended, json, store));
    return TrainingRun.exit(outcome, Main.FAILED);
  }
}
