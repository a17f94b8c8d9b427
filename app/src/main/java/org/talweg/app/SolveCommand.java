package org.talweg.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.Amounts;
import org.talweg.app.file.DiscoveryFile;
import org.talweg.app.file.ProblemFile;
import org.talweg.app.file.TrainingFile;
import org.talweg.app.person.PersonRanking;
import org.talweg.app.program.ProgramFile;
import org.talweg.app.program.ProgramRun;
import org.talweg.app.training.DiscoveryRun;
import org.talweg.app.training.TrainingRun;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.RunOptions;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.SqliteJournal;
import org.talweg.learn.discovery.UpdateRule;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Problem;
import org.talweg.program.PrimalDual;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code talweg solve FILE}. */
@Command(
    name = "solve",
    description = "Solve the problem that a file describes.",
    mixinStandardHelpOptions = true)
final class SolveCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "A problem file, YAML or JSON, or a .nl, .mps, .qps or .lp file.")
  Path file = Path.of("");

  @Mixin RunSettings settings = new RunSettings();

  @Override
  public Integer call() throws Exception {
    if (ProgramFile.takes(file)) {
      var program = ProgramFile.read(file, settings::warn);
      return solve(program, settings, ProgramRun.A_DAY, ProgramFile.source(file));
    }
    if (TrainingFile.takes(file)) {
      return train(TrainingFile.read(file));
    }
    if (DiscoveryFile.takes(file)) {
      return discover(DiscoveryFile.read(file));
    }
    ProblemFile problem = ProblemFile.read(file);
    Optional<Problem<PrimalDual>> program = settings.program(problem);
    if (program.isPresent()) {
      settings.warn(problem);
      Budget budget = problem.budget().orElse(ProgramRun.A_DAY);
      return solve(program.get(), settings, budget, problem.source());
    }
    return solve(problem, settings);
  }

  private int train(TrainingFile training) throws Exception {
    settings.refuseForTrainings();
    if (settings.report != null) {
      RunStore.checkWritable(settings.report);
    }
    Budget budget = settings.budgetOf(training);
    RunOptions options =
        settings
            .options(budget)
            .withSource(training.source())
            .withSeed(settings.seed != null ? settings.seed : training.seed().orElse(1));
    return run(
        training.training(),
        options,
        (ended, journal) ->
            tell(training, ended, journal, settings.json, settings.store, settings.report));
  }

  private int discover(DiscoveryFile file) throws Exception {
    settings.refuseForDiscoveries();
    RunOptions options =
        settings
            .options(settings.budgetOf(file))
            .withSource(file.source())
            .withSeed(settings.seed != null ? settings.seed : file.seed().orElse(1))
            .withParallel(
                settings.parallel != null ? settings.parallel : file.parallel().orElse(1));
    return run(
        file.discovery(), options, (ended, _) -> tell(file, ended, settings.json, settings.store));
  }

  /** Runs what Ctrl-C interrupts in good order, and says what came of it. */
  private <S> int run(Problem<S> problem, RunOptions options, BiConsumer<Outcome<S>, Journal> told)
      throws Exception {
    RunOptions complete =
        settings.quiet || settings.json
            ? options
            : options.withListener(
                new Progress(System.err, problem.objectives(), options.budget())
                    .beginning("loading LibTorch"));
    try (var journal = SqliteJournal.open(settings.storePath())) {
      var engine = new Engine(Catalog.load(), journal);
      var outcome =
          TrainingRun.run(
              engine, () -> engine.solve(problem, complete), ended -> told.accept(ended, journal));
      return TrainingRun.exit(outcome, Main.FAILED);
    }
  }

  static void tell(
      DiscoveryFile file, Outcome<UpdateRule> outcome, boolean json, @Nullable Path store) {
    System.out.print(
        json
            ? Output.write(DiscoveryRun.json(file.discovery(), outcome)) + "\n"
            : DiscoveryRun.summary(file.discovery(), outcome, RunStore.option(store)));
  }

  static void tell(
      TrainingFile training,
      Outcome<Weights> outcome,
      Journal journal,
      boolean json,
      @Nullable Path store,
      @Nullable Path report) {
    if (report != null) {
      RunStore.report(journal, outcome.run(), report);
    }
    Training problem = training.training();
    System.out.print(
        json
            ? Output.write(TrainingRun.json(problem, outcome, journal, report)) + "\n"
            : TrainingRun.summary(problem, outcome, journal, RunStore.option(store), report));
  }

  /** A mathematical program, solved in one go. */
  private static int solve(
      Problem<PrimalDual> program, RunSettings settings, Budget budget, Map<String, String> source)
      throws Exception {
    RunOptions options =
        settings
            .options(settings.budget == null ? budget : Amounts.budget(settings.budget))
            .withSource(source);
    if (settings.report != null) {
      RunStore.checkWritable(settings.report);
    }
    var catalog = Catalog.load();
    // A plan that cannot be made is bad usage; nothing is written then.
    var unused = new Planner(catalog).choose(program, options.budget(), options.solver());
    if (!settings.quiet && !settings.json) {
      options =
          options.withListener(new Progress(System.err, program.objectives(), options.budget()));
    }
    RunOptions complete = options;
    try (var journal = SqliteJournal.open(settings.storePath())) {
      var engine = new Engine(catalog, journal);
      return new ProgramRunner(
              engine, journal, program, settings.json, settings.store, settings.report)
          .run(() -> engine.solve(program, complete));
    }
  }

  static int solve(ProblemFile file, RunSettings settings) throws Exception {
    RunOptions options = settings.optionsFor(file);
    if (settings.report != null) {
      RunStore.checkWritable(settings.report);
    }
    var catalog = Catalog.load();
    // A plan that cannot be made is bad usage; nothing is written then.
    var unused = new Planner(catalog).choose(file.stated(), options.budget(), options.solver());
    settings.warn(file);
    if (!settings.quiet && !settings.json) {
      if (settings.budget == null && file.budget().isEmpty()) {
        System.err.println(
            "no budget is given: using " + RunSettings.DEFAULT_EVALUATIONS + " evaluations");
      }
      options = options.withListener(progress(file, options.budget()));
    }
    RunOptions complete = options;
    try (var journal = SqliteJournal.open(settings.storePath())) {
      var engine = new Engine(catalog, journal);
      return new Runner(
              engine, journal, file.problem(), settings.json, settings.store, settings.report)
          .run(() -> solve(engine, file, complete));
    }
  }

  static Progress progress(ProblemFile file, Budget limit) {
    List<Objective> objectives = file.problem().objectives();
    return file.ranking().isPresent()
        ? Progress.besideAnswers(System.err, objectives, limit)
        : new Progress(System.err, objectives, limit);
  }

  private static Outcome<Point> solve(Engine engine, ProblemFile file, RunOptions options)
      throws NoPlanException, InterruptedException {
    return file.ranking().isPresent()
        ? PersonRanking.points(engine.solve(file.ranking().get().problem(file.problem()), options))
        : engine.solve(file.problem(), options);
  }
}
