package org.talweg.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.Amounts;
import org.talweg.app.file.ProblemFile;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Result;
import org.talweg.engine.RunOptions;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.PlanJson;
import org.talweg.engine.journal.PointJson;
import org.talweg.engine.journal.RunHeader;
import org.talweg.engine.journal.SqliteJournal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talweg runs list|show|resume|export}. */
@Command(
    name = "runs",
    description = "The runs in the journal: list, show, resume, export.",
    mixinStandardHelpOptions = true,
    subcommands = RunsCommand.Resume.class)
final class RunsCommand {
  private static final String STORE = "The journal of runs (default: ~/.talweg/talweg.db).";

  @Command(name = "list", description = "List runs, newest first.", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--store", paramLabel = "PATH", description = STORE) @Nullable Path store,
      @Option(names = "--json", description = "Print one JSON list and nothing else.")
          boolean json) {
    var rows = new ArrayList<Map<String, Object>>();
    Optional<SqliteJournal> opened = SqliteJournal.openExisting(path(store));
    if (opened.isPresent()) {
      try (var journal = opened.get()) {
        for (RunHeader header : journal.runs()) {
          var row = new LinkedHashMap<String, Object>();
          row.put("run", header.id());
          row.put("state", state(journal, header));
          row.put("problem", header.problem());
          row.put("plan", header.plan().brief());
          row.put("created", header.created().toString());
          rows.add(row);
        }
      }
    }
    if (json) {
      System.out.println(Output.write(rows));
    } else if (rows.isEmpty()) {
      System.out.println("no runs in " + path(store));
    } else {
      for (Map<String, Object> row : rows) {
        System.out.printf(
            "%-22s %-12s %s (%s)%n",
            row.get("run"), row.get("state"), row.get("problem"), row.get("plan"));
      }
    }
    return 0;
  }

  @Command(
      name = "show",
      description = "Show a run and its trials.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "ID", description = "As runs list shows it, or its beginning.")
          String id,
      @Option(names = "--store", paramLabel = "PATH", description = STORE) @Nullable Path store,
      @Option(names = "--json", description = "Print one JSON object and nothing else.")
          boolean json) {
    try (var journal = existing(store)) {
      RunHeader header = header(journal, id);
      List<Map<String, @Nullable Object>> trials = trials(journal, header);
      if (json) {
        var run = new LinkedHashMap<String, @Nullable Object>();
        run.put("run", header.id());
        run.put("state", state(journal, header));
        run.put("problem", header.problem());
        run.put("seed", header.seed());
        run.put("plan", Output.tree(PlanJson.write(header.plan())));
        run.put("created", header.created().toString());
        run.put("machine", header.machine());
        run.put("trials", trials);
        System.out.println(Output.write(run));
        return 0;
      }
      System.out.println(
          header.id()
              + " "
              + state(journal, header)
              + ": "
              + header.problem()
              + ", "
              + header.plan().brief()
              + ", seed "
              + header.seed());
      for (Map<String, @Nullable Object> trial : trials) {
        System.out.printf(
            "%5s %-10s %s %s%s%n",
            trial.get("number"),
            trial.get("state"),
            trial.get("objectives") == null ? "" : trial.get("objectives"),
            trial.get("solution"),
            trial.containsKey("reason") ? " " + trial.get("reason") : "");
      }
      return 0;
    }
  }

  @Command(
      name = "export",
      description = "Print a run's trials as CSV, or all of it as JSON.",
      mixinStandardHelpOptions = true)
  int export(
      @Parameters(paramLabel = "ID", description = "As runs list shows it, or its beginning.")
          String id,
      @Option(names = "--store", paramLabel = "PATH", description = STORE) @Nullable Path store,
      @Option(names = "--format", paramLabel = "csv|json", defaultValue = "csv") String format) {
    if (format.equals("json")) {
      return show(id, store, true);
    }
    if (!format.equals("csv")) {
      throw new IllegalArgumentException("--format is csv or json, not '" + format + "'");
    }
    try (var journal = existing(store)) {
      RunHeader header = header(journal, id);
      List<Map<String, @Nullable Object>> trials = trials(journal, header);
      var names = new ArrayList<String>();
      for (Map<String, @Nullable Object> trial : trials) {
        PointJson.read(String.valueOf(trial.get("solution"))).keySet().stream()
            .filter(name -> !names.contains(name))
            .forEach(names::add);
      }
      var objectives = header.objectives().stream().map(o -> o.name()).toList();
      var columns = new ArrayList<>(List.of("number", "state", "seconds"));
      columns.addAll(objectives);
      columns.addAll(names);
      System.out.println(String.join(",", columns.stream().map(RunsCommand::csv).toList()));
      for (Map<String, @Nullable Object> trial : trials) {
        var row = new ArrayList<String>();
        row.add(String.valueOf(trial.get("number")));
        row.add(String.valueOf(trial.get("state")));
        row.add(trial.get("seconds") == null ? "" : String.valueOf(trial.get("seconds")));
        for (String objective : objectives) {
          row.add(
              trial.get("objectives") instanceof Map<?, ?> values
                  ? String.valueOf(values.get(objective))
                  : "");
        }
        Map<String, Object> solution = PointJson.read(String.valueOf(trial.get("solution")));
        for (String name : names) {
          Object value = solution.get(name);
          row.add(value == null ? "" : String.valueOf(value));
        }
        System.out.println(String.join(",", row.stream().map(RunsCommand::csv).toList()));
      }
      return 0;
    }
  }

  private static String csv(String cell) {
    return cell.matches(".*[\",\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  /** {@code talweg runs resume ID}. */
  @Command(
      name = "resume",
      description = "Go on with a run, or join it where another process is at work on it.",
      mixinStandardHelpOptions = true)
  static final class Resume implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "As runs list shows it, or its beginning.")
    String id = "";

    @Option(names = "--store", paramLabel = "PATH", description = STORE)
    @Nullable Path store;

    @Option(
        names = "--budget",
        paramLabel = "LIMITS",
        description = "What may be spent in all, the part already spent included.")
    @Nullable String budget;

    @Option(names = "--parallel", paramLabel = "N", description = "Evaluations at a time.")
    @Nullable Integer parallel;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    boolean json;

    @Option(names = "--quiet", description = "No progress.")
    boolean quiet;

    @Override
    public Integer call() throws Exception {
      try (var journal = existing(store)) {
        RunHeader header = header(journal, id);
        var problem = ProblemFile.of(header.source()).problem();
        var limit = budget == null ? header.budget() : Amounts.budget(budget);
        RunOptions options =
            RunOptions.within(limit)
                .withSeed(header.seed())
                .withParallel(parallel == null ? header.parallel() : parallel);
        if (!quiet && !json) {
          options = options.withListener(new Progress(System.err, problem, limit));
        }
        RunOptions complete = options;
        var engine = new Engine(Catalog.load(), journal);
        return Runner.run(
            engine, problem, json, () -> engine.resume(header, problem, limit, complete));
      }
    }
  }

  private static Path path(@Nullable Path store) {
    return store == null ? SqliteJournal.defaultPath() : store;
  }

  private static SqliteJournal existing(@Nullable Path store) {
    return SqliteJournal.openExisting(path(store))
        .orElseThrow(() -> new IllegalArgumentException("there is no journal " + path(store)));
  }

  private static RunHeader header(Journal journal, String id) {
    return journal
        .header(id)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no run " + id + "; see talweg runs list"));
  }

  /** running, interrupted, or how the run ended. */
  private static String state(Journal journal, RunHeader header) {
    String ended = null;
    for (Journal.Entry entry : journal.read(header.id(), 0)) {
      if (entry.event() instanceof Event.Ended(String status, String _, double _)) {
        ended = status;
      } else if (entry.event() instanceof Event.Opened) {
        ended = null;
      }
    }
    return ended != null
        ? ended
        : journal.workers(header.id()).isEmpty() ? "interrupted" : "running";
  }

  /** Every trial asked, in order, with its result where it has one. */
  private static List<Map<String, @Nullable Object>> trials(Journal journal, RunHeader header) {
    var trials = new TreeMap<Long, Map<String, @Nullable Object>>();
    for (Journal.Entry entry : journal.read(header.id(), 0)) {
      if (entry.event() instanceof Event.Asked asked) {
        var trial = new LinkedHashMap<String, @Nullable Object>();
        trial.put("number", asked.trial());
        trial.put("solution", Output.tree(asked.point()));
        trial.put("objectives", null);
        trial.put("state", "running");
        trial.put("seconds", null);
        if (!Double.isNaN(asked.fidelity())) {
          trial.put("fidelity", asked.fidelity());
        }
        trials.put(asked.trial(), trial);
      } else if (entry.event() instanceof Event.Finished finished) {
        Map<String, @Nullable Object> trial = trials.get(finished.trial());
        if (trial != null) {
          trial.put("state", finished.result().word());
          trial.put("seconds", finished.seconds());
          switch (finished.result()) {
            case Result.Done(var assessment) -> {
              trial.put("objectives", Output.objectives(header.objectives(), assessment));
              trial.put("violation", assessment.violation());
              trial.put("measured", assessment.quantities());
            }
            case Result.Failed(String reason) -> trial.put("reason", reason);
            case Result.TimedOut(var after) ->
                trial.put(
                    "reason",
                    String.format(Locale.ROOT, "no result within %.1f s", after.toMillis() / 1e3));
            case Result.Stopped(long step, double value) ->
                trial.put("reason", "stopped at step " + step + " with " + value);
            case Result.Rejected _ -> {}
          }
        }
      }
    }
    return List.copyOf(trials.values());
  }
}
