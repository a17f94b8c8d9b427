package org.talweg.engine.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.journal.Journal.Worker;

/**
 * Who works on the runs of an SQLite journal, and who leads: the two tables that are not
 * append-only. Runs are given by their keys.
 */
final class SqliteWorkers {
  private final Database database;

  /** When workers of this process last gave a sign, in epoch seconds. */
  private final Map<Sign, Double> signs = new ConcurrentHashMap<>();

  private record Sign(long run, Worker worker) {}

  SqliteWorkers(Database database) {
    this.database = database;
  }

  boolean lead(long run, Worker worker) {
    // Mostly nothing changes: then no other writer is held up.
    if (leads(run, worker) && signed(run, worker)) {
      return true;
    }
    return !led(run, worker)
        && database.transact(
            () -> {
              if (led(run, worker)) {
                return false;
              }
              sign(run, worker);
              database.update(
                  "INSERT OR REPLACE INTO lease(run, worker) VALUES (?, ?)", run, worker.id());
              return true;
            });
  }

  boolean leads(long run, Worker worker) {
    return worker.id().equals(leader(run));
  }

  private @Nullable String leader(long run) {
    List<String> leaders =
        database.query("SELECT worker FROM lease WHERE run = ?", row -> row.getString(1), run);
    return leaders.isEmpty() ? null : leaders.getFirst();
  }

  /** Whether another worker leads the run, and lives. */
  private boolean led(long run, Worker worker) {
    String leader = leader(run);
    return leader != null && !leader.equals(worker.id()) && alive(run, leader);
  }

  /** Whether that worker is at work on the run. */
  boolean alive(long run, String id) {
    double now = SqliteJournal.now();
    return database
        .query(
            "SELECT seen FROM worker WHERE run = ? AND id = ?",
            row -> Workers.alive(id, row.getDouble(1), now),
            run,
            id)
        .contains(true);
  }

  void follow(long run, Worker worker) {
    if (!signed(run, worker)) {
      sign(run, worker);
    }
  }

  /** Whether the worker gave a sign so lately that another is not needed yet. */
  private boolean signed(long run, Worker worker) {
    Double last = signs.get(new Sign(run, worker));
    return last != null && Math.abs(SqliteJournal.now() - last) < Journal.BEAT / 2;
  }

  private void sign(long run, Worker worker) {
    double now = SqliteJournal.now();
    database.update(
        "INSERT OR REPLACE INTO worker(run, id, parallel, seen) VALUES (?, ?, ?, ?)",
        run,
        worker.id(),
        worker.parallel(),
        now);
    signs.put(new Sign(run, worker), now);
  }

  List<Worker> workers(long run) {
    double now = SqliteJournal.now();
    return database
        .query(
            "SELECT id, parallel, seen FROM worker WHERE run = ? ORDER BY id",
            row ->
                Workers.alive(row.getString(1), row.getDouble(3), now)
                    ? Optional.of(new Worker(row.getString(1), row.getInt(2)))
                    : Optional.<Worker>empty(),
            run)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  void leave(long run, Worker worker) {
    signs.remove(new Sign(run, worker));
    database.transact(
        () ->
            database.update("DELETE FROM worker WHERE run = ? AND id = ?", run, worker.id())
                + database.update(
                    "DELETE FROM lease WHERE run = ? AND worker = ?", run, worker.id()));
  }
}
