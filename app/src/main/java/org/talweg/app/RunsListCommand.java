package org.talweg.app;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.RunRecord;
import org.talweg.engine.journal.RunHeader;
import org.talweg.engine.journal.SqliteJournal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code talweg runs list}. */
@Command(name = "list", description = "List runs, newest first.", mixinStandardHelpOptions = true)
final class RunsListCommand implements Callable<Integer> {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  @Option(names = "--store", paramLabel = "PATH", description = RunStore.STORE)
  @Nullable Path store;

  @Option(names = "--json", description = "Print one JSON list and nothing else.")
  boolean json;

  @Override
  public Integer call() {
    var rows = new ArrayList<Map<String, Object>>();
    var table = new TextTable(List.of("run", "state", "begun", "problem", "best", "plan"));
    Optional<SqliteJournal> opened = SqliteJournal.openExisting(RunStore.path(store));
    if (opened.isPresent()) {
      try (var journal = opened.get()) {
        for (RunHeader header : journal.runs()) {
          String state = RunRecord.state(journal, header);
          Map<String, Double> best = RunRecord.values(journal, header);
          var row = new LinkedHashMap<String, Object>();
          row.put("run", header.id());
          row.put("state", state);
          row.put("problem", header.problem());
          row.put("best", best);
          row.put("plan", header.plan().brief());
          row.put("created", header.created().toString());
          rows.add(row);
          String begun = MINUTE.format(header.created());
          String values =
              best.entrySet().stream()
                  .map(value -> value.getKey() + " = " + Numbers.brief(value.getValue()))
                  .collect(Collectors.joining(", "));
          table.row(
              List.of(header.id(), state, begun, header.problem(), values, header.plan().brief()));
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
}
