package org.talweg.engine.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A journal in one SQLite file, which several processes may use at a time.
 *
 * <p>With write-ahead logging and {@code synchronous = NORMAL}, a transaction is in the operating
 * system's hands when its method returns: the death of the process loses nothing; a power failure
 * may lose the last moments, and damages nothing. An event appended alone costs one statement,
 * which checks the lease and is its own transaction. Thread-safe.
 */
public final class SqliteJournal implements Journal {
  /** A trial that was asked, or has its result, already is left as it is, and 0 rows inserted. */
  private static final String APPEND =
      "INSERT OR IGNORE INTO event(run, kind, trial, worker, at, data) ";

  private static final String ALWAYS = APPEND + "VALUES (?, ?, ?, ?, ?, ?)";
  private static final String AS_LEADER =
      APPEND
          + "SELECT ?, ?, ?, ?, ?, ?"
          + " WHERE EXISTS (SELECT 1 FROM lease WHERE run = ?1 AND worker = ?7)";

  private static final String EVENTS = "SELECT seq, at, data FROM event WHERE run = ?";

  private final Database database;
  private final SqliteWorkers workers;
  private final Map<String, Long> keys = new ConcurrentHashMap<>();

  SqliteJournal(Database database) {
    this.database = database;
    this.workers = new SqliteWorkers(database);
  }

  /** Where runs are kept unless the user says otherwise. */
  public static Path defaultPath() {
    return Path.of(System.getProperty("user.home"), ".talweg", "talweg.db");
  }

  /**
   * Opens the file, and makes it and its directory where they are missing.
   *
   * @throws JournalException where it cannot be used
   */
  public static SqliteJournal open(Path file) {
    return new SqliteJournal(SqliteFile.open(file));
  }

  /**
   * Opens the file for reading and, where it may be written, for writing; makes nothing.
   *
   * @return empty where there is no such file
   * @throws JournalException where it cannot be used
   */
  public static Optional<SqliteJournal> openExisting(Path file) {
    return SqliteFile.openExisting(file).map(SqliteJournal::new);
  }

  static double now() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }

  private long key(String run) {
    Long known = keys.get(run);
    if (known != null) {
      return known;
    }
    long key = database.number("SELECT key FROM run WHERE id = ?", run);
    if (key == 0) {
      throw KnownRuns.unknown(run);
    }
    keys.put(run, key);
    return key;
  }

  // ---------------------------------------------------------------- runs

  @Override
  public void create(RunHeader header) {
    String json = HeaderJson.write(header);
    if (database.update("INSERT OR IGNORE INTO run(id, header) VALUES (?, ?)", header.id(), json)
        == 0) {
      throw KnownRuns.exists(header.id());
    }
  }

  @Override
  public Optional<RunHeader> header(String id) {
    var headers = new HashMap<String, String>();
    database.query(
        "SELECT id, header FROM run WHERE substr(id, 1, length(?1)) = ?1",
        row -> headers.put(row.getString(1), row.getString(2)),
        id);
    return KnownRuns.resolve(id, headers.keySet())
        .map(full -> readable(headers.get(full), HeaderJson::read));
  }

  @Override
  public List<RunHeader> runs() {
    return database.query(
        "SELECT header FROM run ORDER BY key DESC",
        row -> readable(row.getString(1), HeaderJson::read));
  }

  private <T> T readable(@Nullable String json, Function<String, T> reader) {
    try {
      return reader.apply(String.valueOf(json));
    } catch (RuntimeException e) {
      throw new JournalException(
          "journal %s holds what this Talweg cannot read (%s);"
                  .formatted(database.file(), e.getMessage())
              + " it was left as it is; update Talweg, or restore a copy of the file",
          e);
    }
  }

  // ---------------------------------------------------------------- events

  @Override
  public List<Entry> read(String run, long after) {
    return entries(EVENTS + " AND seq > ? ORDER BY seq", key(run), after);
  }

  @Override
  public Optional<Entry> last(String run) {
    return entries(EVENTS + " ORDER BY seq DESC LIMIT 1", key(run)).stream().findFirst();
  }

  private List<Entry> entries(String sql, Object... values) {
    return database.query(
        sql,
        row ->
            new Entry(
                row.getLong(1), row.getDouble(2), readable(row.getString(3), EventJson::read)),
        values);
  }

  @Override
  public boolean append(String run, Worker leader, List<Event> events) {
    long key = key(run);
    if (events.size() == 1) {
      Event event = events.getFirst();
      return insert(AS_LEADER, key, event, leader.id())
          || (workers.leads(key, leader) && knownBefore(run, event));
    }
    return database.transact(
        () -> {
          if (!workers.leads(key, leader)) {
            return false;
          }
          for (Event event : events) {
            boolean _ = insert(ALWAYS, key, event, null) || knownBefore(run, event);
          }
          return true;
        });
  }

  private static boolean knownBefore(String run, Event event) {
    if (event instanceof Event.Asked asked) {
      throw KnownRuns.askedTwice(run, asked.trial());
    }
    return true;
  }

  @Override
  public void finish(String run, List<Event.Finished> results) {
    long key = key(run);
    if (results.size() == 1) {
      boolean _ = insert(ALWAYS, key, results.getFirst(), null);
      return;
    }
    int _ =
        database.transact(
            () -> {
              results.forEach(result -> insert(ALWAYS, key, result, null));
              return results.size();
            });
  }

  private boolean insert(String sql, long key, Event event, @Nullable String leader) {
    Long trial =
        switch (event) {
          case Event.Asked asked -> asked.trial();
          case Event.Claimed claimed -> claimed.trial();
          case Event.Released released -> released.trial();
          case Event.Finished finished -> finished.trial();
          case Event.Waited _,
              Event.Offered _,
              Event.Answered _,
              Event.Withdrawn _,
              Event.Noted _,
              Event.Opened _,
              Event.Ended _ ->
              null;
        };
    String worker =
        switch (event) {
          case Event.Asked asked -> asked.worker();
          case Event.Claimed claimed -> claimed.worker();
          case Event.Finished finished -> finished.worker();
          case Event.Opened opened -> opened.worker();
          case Event.Waited _,
              Event.Released _,
              Event.Offered _,
              Event.Answered _,
              Event.Withdrawn _,
              Event.Noted _,
              Event.Ended _ ->
              null;
        };
    String kind = EventJson.kind(event);
    String json = EventJson.write(event);
    int inserted =
        leader == null
            ? database.update(sql, key, kind, trial, worker, now(), json)
            : database.update(sql, key, kind, trial, worker, now(), json, leader);
    return inserted == 1;
  }

  // ---------------------------------------------------------------- workers

  @Override
  public boolean lead(String run, Worker worker) {
    return workers.lead(key(run), worker);
  }

  @Override
  public void follow(String run, Worker worker) {
    workers.follow(key(run), worker);
  }

  @Override
  public List<Worker> workers(String run) {
    return workers.workers(key(run));
  }

  @Override
  public void leave(String run, Worker worker) {
    workers.leave(key(run), worker);
  }

  @Override
  public boolean claim(String run, long trial, Worker worker) {
    long key = key(run);
    return database.transact(
        () -> {
          if (!unfinished(key, trial)) {
            return false;
          }
          String holder = holder(key, trial);
          if (worker.id().equals(holder)) {
            return true;
          }
          return (holder == null || !workers.alive(key, holder))
              && insert(ALWAYS, key, new Event.Claimed(trial, worker.id()), null);
        });
  }

  /** Whether the trial was asked and has no result. */
  private boolean unfinished(long key, long trial) {
    return 1
        == database.number(
            """
            SELECT EXISTS (SELECT 1 FROM event WHERE run = ?1 AND trial = ?2 AND kind = 'asked')
              AND NOT EXISTS (
                SELECT 1 FROM event WHERE run = ?1 AND trial = ?2 AND kind = 'finished')""",
            key,
            trial);
  }

  /** The worker that has the trial, null where it is free. */
  private @Nullable String holder(long key, long trial) {
    return database
        .query(
            """
            SELECT seq, worker FROM event
              WHERE run = ?1 AND trial = ?2 AND (kind = 'claimed' OR kind = 'released')
            UNION ALL
            SELECT seq, worker FROM event WHERE run = ?1 AND trial = ?2 AND kind = 'asked'
            ORDER BY seq DESC LIMIT 1""",
            row -> Optional.ofNullable(row.getString(2)),
            key,
            trial)
        .getFirst()
        .orElse(null);
  }

  /** Beside the journal, in a folder named after it. */
  @Override
  public Path files(String run) {
    Path file = database.file().toAbsolutePath();
    return file.resolveSibling(file.getFileName() + ".files").resolve(run);
  }

  @Override
  public void close() {
    database.close();
  }
}
