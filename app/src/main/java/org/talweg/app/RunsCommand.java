package org.talweg.app;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.app.report.RunRecord;
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
    subcommands = {ResumeCommand.class, ExportCommand.class})
final class RunsCommand {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  @Command(name = "list", description = "List runs, newest first.", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--store", paramLabel = "PATH", description = RunStore.STORE)
          @Nullable Path store,
      @Option(names = "--json", description = "Print one JSON list and nothing else.")
          boolean json) {
    var rows = new ArrayList<Map<String, Object>>();
    var table = new TextTable(List.of("run", "state", "begun", "problem", "plan"));
    Optional<SqliteJournal> opened = SqliteJournal.openExisting(RunStore.path(store));
    if (opened.isPresent()) {
      try (var journal = opened.get()) {
        for (RunHeader header : journal.runs()) {
          String state = RunRecord.state(journal, header);
          var row = new LinkedHashMap<String, Object>();
          row.put("run", header.id());
          row.put("state", state);
          row.put("problem", header.problem());
          row.put("plan", header.plan().brief());
          row.put("created", header.created().toString());
          rows.add(row);
          String begun = MINUTE.format(header.created());
          table.row(List.of(header.id(), state, begun, header.problem(), header.plan().brief()));
        }
      }
    }
    if (json) {
      System.out.println(Output.write(rows));
    } else if (rows.isEmpty()) {
      System.out.println("no runs in " + RunStore.path(store));
    } else {
      System.out.print(table);
    }
    return 0;
  }

  @Command(
      name = "show",
      description = "Show a run and its trials.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "ID", description = RunStore.ID) String id,
      @Option(names = "--store", paramLabel = "PATH", description = RunStore.STORE)
          @Nullable Path store,
      @Option(names = "--all", description = "Every trial, however many there are.") boolean all,
      @Option(names = "--json", description = "Print one JSON object and nothing else.")
          boolean json) {
    try (var journal = RunStore.existing(store)) {
      RunRecord run = RunStore.read(journal, RunStore.header(journal, id));
      if (json) {
        System.out.println(Output.json(run));
      } else {
        System.out.print(Shown.text(run, all, RunStore.option(store)));
      }
      return 0;
    }
  }
}
