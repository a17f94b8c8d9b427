package org.talweg.bench.engine;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.engine.journal.SqliteJournal;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/**
 * The ways of doing so many trials that are compared: a loop without the engine, the engine with
 * either journal, and the least that two commits per trial cost. The function is free and the
 * solver draws at random, so that what is left is the engine.
 */
final class Ways {
  private static final Space SPACE =
      Space.of(
          Parameter.real("x", -5, 10),
          Parameter.real("y", 0, 15),
          Parameter.logInteger("n", 1, 1 << 20),
          Parameter.choice("mode", "fast", "normal"));

  private static final BlackBox FREE =
      BlackBox.of(
          "free function",
          SPACE,
          List.of(Objective.minimize("value")),
          (point, probe) -> Map.of("value", point.real("x") * point.real("y")));

  /** As long as the two events of a trial are on average. */
  private static final String ROW = "x".repeat(110);

  private final Catalog catalog = Catalog.load();
  private final BlackBoxSolver solver =
      (BlackBoxSolver)
          catalog.solver("random").orElseThrow(() -> new IllegalStateException("no solver random"));

  /** Asks, assesses and tells; nothing is kept. */
  void loop(int trials) throws InterruptedException {
    var setting = new Setting(Budget.evaluations(trials), 1, 1, List.of());
    try (Strategy strategy = solver.begin(FREE, setting)) {
      for (int number = 1; number <= trials; number++) {
        Proposal proposal = strategy.ask().orElseThrow();
        var result = new Result.Done(FREE.assess(proposal.point()));
        strategy.tell(new Trial(number, proposal, result));
      }
    } catch (AssessmentException e) {
      throw new IllegalStateException("a free function failed", e);
    }
  }

  void inMemory(int trials) throws InterruptedException {
    try (var journal = new MemoryJournal()) {
      run(journal, trials, 1);
    }
  }

  void inSqlite(Path file, int trials, int parallel) throws InterruptedException {
    try (var journal = SqliteJournal.open(file)) {
      run(journal, trials, parallel);
    }
  }

  private void run(Journal journal, int trials, int parallel) throws InterruptedException {
    var options =
        RunOptions.within(Budget.evaluations(trials)).withSolver("random").withParallel(parallel);
    try {
      long done = new Engine(catalog, journal).solve(FREE, options).trials();
      if (done != trials) {
        throw new IllegalStateException(done + " trials instead of " + trials);
      }
    } catch (NoPlanException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Two rows for each trial, each a transaction of its own as in the journal, and no index. */
  static void plainInserts(Path file, int trials) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute("CREATE TABLE event(seq INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT");
      try (var insert = connection.prepareStatement("INSERT INTO event(data) VALUES (?)")) {
        for (int row = 0; row < 2 * trials; row++) {
          insert.setString(1, ROW);
          insert.executeUpdate();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("plain inserts failed: " + e.getMessage(), e);
    }
  }
}
