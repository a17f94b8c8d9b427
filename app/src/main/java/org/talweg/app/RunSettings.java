package org.talweg.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.Amounts;
import org.talweg.app.file.DiscoveryFile;
import org.talweg.app.file.ProblemFile;
import org.talweg.app.file.TrainingFile;
import org.talweg.app.program.ProgramRun;
import org.talweg.engine.Catalog;
import org.talweg.engine.Planner;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.RunOptions;
import org.talweg.engine.StopRule;
import org.talweg.engine.journal.SqliteJournal;
import org.talweg.model.Budget;
import org.talweg.model.Problem;
import org.talweg.model.Resource;
import org.talweg.program.PrimalDual;
import picocli.CommandLine.Option;

/** The options of every command that runs something; an option wins over the file. */
final class RunSettings {
  /** Where neither the file nor an option sets a budget. */
  static final int DEFAULT_EVALUATIONS = 100;

  /** The same for a training. */
  static final int DEFAULT_STEPS = 1000;

  /** The same for the discovery of a rule. */
  static final int DEFAULT_RULES = 3000;

  static final String REPORT = "Write a report of the run, with pictures, as HTML.";

  @Option(
      names = "--budget",
      paramLabel = "LIMITS",
      description = "What may be spent, such as evaluations=40,time=2m.")
  @Nullable String budget;

  @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same run.")
  @Nullable Long seed;

  @Option(names = "--parallel", paramLabel = "N", description = "Evaluations at a time.")
  @Nullable Integer parallel;

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      description = "Use this solver; a,b makes a portfolio, 'a > b' stages.")
  @Nullable String solver;

  @Option(
      names = "--store",
      paramLabel = "PATH",
      description = "The journal of runs (default: ~/.talweg/talweg.db).")
  @Nullable Path store;

  @Option(names = "--report", paramLabel = "FILE", description = REPORT)
  @Nullable Path report;

  @Option(names = "--stop", paramLabel = "RULE", description = "none, median or halving.")
  @Nullable String stop;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Option(names = "--quiet", description = "No progress.")
  boolean quiet;

  Path storePath() {
    return store == null ? SqliteJournal.defaultPath() : store;
  }

  /** Prints what the file may not mean; never on stdout. */
  void warn(ProblemFile file) {
    if (!quiet) {
      file.warnings().forEach(System.err::println);
    }
  }

  /** Prints what is perhaps not meant, as a warning. */
  void warn(String words) {
    if (!quiet) {
      System.err.println("warning: " + words);
    }
  }

  Budget budgetOf(TrainingFile file) {
    return budget != null
        ? Amounts.budget(budget)
        : file.budget().orElseGet(() -> Budget.evaluations(DEFAULT_STEPS));
  }

  /** Where neither the file nor an option says how many rules are scored. */
  Budget budgetOf(DiscoveryFile file) {
    return budget != null
        ? Amounts.budget(budget)
        : file.budget().orElseGet(() -> Budget.evaluations(DEFAULT_RULES));
  }

  /** Rules are no points of a space, so their runs have no trials. */
  void refuseForDiscoveries() {
    if (report != null || stop != null) {
      throw new IllegalArgumentException(
          "--report and --stop are for problems with trials, which a discovery has not");
    }
  }

  /** Trainings take one step at a time, and their runs have no trials. */
  void refuseForTrainings() {
    if (stop != null || parallel != null) {
      throw new IllegalArgumentException(
          "--stop and --parallel are for problems with trials, which a training has not");
    }
  }

  Budget budgetOf(ProblemFile file) {
    if (budget != null) {
      return Amounts.budget(budget);
    }
    return file.budget().orElseGet(() -> Budget.evaluations(DEFAULT_EVALUATIONS));
  }

  /**
   * The file as a mathematical program: where it is one, nothing asks to count evaluations, and a
   * solver takes it.
   */
  Optional<Problem<PrimalDual>> program(ProblemFile file) {
    Budget limits =
        budget != null ? Amounts.budget(budget) : file.budget().orElse(ProgramRun.A_DAY);
    boolean counted = limits.limits().containsKey(Resource.EVALUATIONS);
    if (counted && budget == null) {
      return Optional.empty();
    }
    Optional<Problem<PrimalDual>> program = file.program();
    if (counted && program.isPresent() && !quiet && !json) {
      System.err.println(
          "a budget of evaluations has the formulas searched as a black box; without one they are a"
              + " mathematical program, which is solved with a proof");
    }
    if (counted) {
      return Optional.empty();
    }
    if (program.isEmpty()) {
      return program;
    }
    try {
      var unused =
          new Planner(Catalog.load()).choose(program.get(), limits, Optional.ofNullable(solver));
      return program;
    } catch (NoPlanException e) {
      return Optional.empty();
    }
  }

  /** Options where no file says anything of its own. */
  RunOptions options(Budget budget) {
    RunOptions options = RunOptions.within(budget).withSeed(seed != null ? seed : 1);
    return Optional.ofNullable(solver).map(options::withSolver).orElse(options);
  }

  RunOptions optionsFor(ProblemFile file) {
    StopRule rule =
        stop == null
            ? file.stopRule().orElse(new StopRule.Never())
            : StopRule.parse(stop)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "--stop is none, median or halving, not '" + stop + "'"));
    int atATime = parallel != null ? parallel : file.parallel().orElse(1);
    if (atATime < 1) {
      throw new IllegalArgumentException("--parallel is at least 1, not " + atATime);
    }
    RunOptions options =
        RunOptions.within(budgetOf(file))
            .withSeed(seed != null ? seed : file.seed().orElse(1))
            .withParallel(atATime)
            .withStopRule(rule)
            .withSource(file.source());
    return Optional.ofNullable(solver).map(options::withSolver).orElse(options);
  }
}
