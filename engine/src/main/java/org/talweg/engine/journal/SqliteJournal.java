package org.talweg.engine.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/**
 * A journal in one SQLite file, which several processes may use at a time.
 *
 * <p>Write-ahead logging with {@code synchronous = NORMAL}: a transaction is in the operating
 * system's hands when its method returns, so that the death of the process loses nothing; a power
 * failure may lose the last moments, and damages nothing. An event costs one statement, which is a
 * transaction of its own: a single {@code INSERT} that also checks the lease. Thread-safe; one
 * method runs at a time.
 */
public final class SqliteJournal implements Journal {
  /** Milliseconds to wait for another process to finish its transaction. */
  private static final int PATIENCE = 10_000;

  /** Pages of the write-ahead log after which it is copied into the file: 32 MiB. */
  private static final int CHECKPOINT = 8_192;

  private static final String INSERT = "INTO event(run, kind, trial, worker, at, data) ";
  private static final String APPEND = "INSERT " + INSERT + "VALUES (?, ?, ?, ?, ?, ?)";
  private static final String FINISH = "INSERT OR IGNORE " + INSERT + "VALUES (?, ?, ?, ?, ?, ?)";
  private static final String IF_LEADER =
      "SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM lease WHERE run = ? AND worker = ?)";
  private static final String APPEND_AS_LEADER = "INSERT " + INSERT + IF_LEADER;
  private static final String FINISH_AS_LEADER = "INSERT OR IGNORE " + INSERT + IF_LEADER;
  private static final String LEADER = "SELECT worker FROM lease WHERE run = ?";
  private static final String SEEN = "SELECT seen FROM worker WHERE run = ? AND id = ?";
  private static final String SIGN =
      "INSERT OR REPLACE INTO worker(run, id, parallel, seen) VALUES (?, ?, ?, ?)";

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<String, Long> keys = new HashMap<>();

  /** When workers of this process last gave a sign, by run and worker, in epoch seconds. */
  private final Map<String, Double> signs = new HashMap<>();

  private SqliteJournal(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
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
    Path absolute = usable(file);
    try {
      Path directory = absolute.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw new JournalException(
          "the directory of journal %s cannot be made (%s); nothing was written; name another file (--store)"
              .formatted(absolute, reason(e)),
          e);
    }
    return open(absolute, "", SQLiteOpenMode.READWRITE, SQLiteOpenMode.CREATE);
  }

  /**
   * Opens the file for reading and, where it may be written, for writing; makes nothing.
   *
   * @return empty where there is no such file
   * @throws JournalException where it cannot be used
   */
  public static Optional<SqliteJournal> openExisting(Path file) {
    Path absolute = usable(file);
    if (Files.notExists(absolute)) {
      return Optional.empty();
    }
    Path directory = absolute.getParent();
    boolean mayCreate = directory != null && Files.isWritable(directory);
    if (mayCreate && Files.isWritable(absolute)) {
      return Optional.of(open(absolute, "", SQLiteOpenMode.READWRITE));
    }
    // Reading takes a -shm file too, unless nobody writes, which is plain where there is no -wal.
    boolean still = !mayCreate && Files.notExists(Path.of(absolute + "-wal"));
    return Optional.of(open(absolute, still ? "?immutable=1" : "", SQLiteOpenMode.READONLY));
  }

  private static Path usable(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (Files.isDirectory(absolute)) {
      throw new JournalException(
          "%s is a directory; a journal is a file, such as %s (--store)"
              .formatted(absolute, absolute.resolve("talweg.db")),
          null);
    }
    return absolute;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + " may not be written";
      case FileSystemException other when other.getReason() == null ->
          other.getFile() + " is not a directory";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static SqliteJournal open(Path file, String query, SQLiteOpenMode... modes) {
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.resetOpenMode(SQLiteOpenMode.READWRITE);
    for (SQLiteOpenMode mode : modes) {
      config.setOpenMode(mode);
    }
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    config.setBusyTimeout(PATIENCE);
    config.setGetGeneratedKeys(false);
    Connection connection = null;
    try {
      // As a URI, because a plain name would end at its first question mark.
      String uri = "file:" + file.toUri().getRawPath() + query;
      connection = JDBC.createConnection("jdbc:sqlite:" + uri, config.toProperties());
      Schema.prepare(connection, file, Schema.MIGRATIONS);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA synchronous = NORMAL");
        statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT);
        statement.execute("PRAGMA cell_size_check = ON");
      }
      return new SqliteJournal(file, connection);
    } catch (SQLException e) {
      close(connection);
      throw SqliteFailure.explain(file, e);
    } catch (RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // The reason why it is closed matters more.
    }
  }

  /** What is done with the database. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** One statement, which is its own transaction. */
  private synchronized <T> T perform(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw SqliteFailure.explain(file, e);
    }
  }

  /** Several statements as one transaction, which excludes other writers from its beginning. */
  private synchronized <T> T transact(Work<T> work) {
    return perform(
        () -> {
          prepared("BEGIN IMMEDIATE").execute();
          boolean committed = false;
          try {
            T result = work.run();
            prepared("COMMIT").execute();
            committed = true;
            return result;
          } finally {
            if (!committed) {
              rollback();
            }
          }
        });
  }

  private void rollback() {
    try {
      prepared("ROLLBACK").execute();
    } catch (SQLException e) {
      // After some failures SQLite has rolled back already.
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  private static double now() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }

  private long key(String run) throws SQLException {
    Long known = keys.get(run);
    if (known != null) {
      return known;
    }
    PreparedStatement find = prepared("SELECT key FROM run WHERE id = ?");
    find.setString(1, run);
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) {
        throw KnownRuns.unknown(run);
      }
      long key = row.getLong(1);
      keys.put(run, key);
      return key;
    }
  }

  @Override
  public void create(RunHeader header) {
    int inserted =
        perform(
            () -> {
              PreparedStatement insert =
                  prepared("INSERT OR IGNORE INTO run(id, header) VALUES (?, ?)");
              insert.setString(1, header.id());
              insert.setString(2, HeaderJson.write(header));
              return insert.executeUpdate();
            });
    if (inserted == 0) {
      throw KnownRuns.exists(header.id());
    }
  }

  @Override
  public Optional<RunHeader> header(String id) {
    return perform(
        () -> {
          PreparedStatement find =
              prepared("SELECT id, header FROM run WHERE substr(id, 1, length(?1)) = ?1");
          find.setString(1, id);
          var headers = new HashMap<String, String>();
          try (ResultSet row = find.executeQuery()) {
            while (row.next()) {
              headers.put(row.getString(1), row.getString(2));
            }
          }
          return KnownRuns.resolve(id, headers.keySet())
              .map(headers::get)
              .map(json -> readable(json, HeaderJson::read));
        });
  }

  @Override
  public List<RunHeader> runs() {
    return perform(
        () -> {
          var runs = new ArrayList<RunHeader>();
          try (ResultSet row =
              prepared("SELECT header FROM run ORDER BY key DESC").executeQuery()) {
            while (row.next()) {
              runs.add(readable(row.getString(1), HeaderJson::read));
            }
          }
          return runs;
        });
  }

  @Override
  public List<Entry> read(String run, long after) {
    return perform(
        () -> {
          PreparedStatement select =
              prepared("SELECT seq, at, data FROM event WHERE run = ? AND seq > ? ORDER BY seq");
          select.setLong(1, key(run));
          select.setLong(2, after);
          return entries(select);
        });
  }

  @Override
  public Optional<Entry> last(String run) {
    return perform(
        () -> {
          PreparedStatement select =
              prepared("SELECT seq, at, data FROM event WHERE run = ? ORDER BY seq DESC LIMIT 1");
          select.setLong(1, key(run));
          return entries(select).stream().findFirst();
        });
  }

  private List<Entry> entries(PreparedStatement select) throws SQLException {
    var entries = new ArrayList<Entry>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Event event = readable(row.getString(3), EventJson::read);
        entries.add(new Entry(row.getLong(1), row.getDouble(2), event));
      }
    }
    return entries;
  }

  private <T> T readable(String json, Function<String, T> reader) {
    try {
      return reader.apply(json);
    } catch (RuntimeException e) {
      throw new JournalException(
          "journal %s holds something that this Talweg cannot read (%s); it was left as it is; a newer Talweg may have written it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public boolean lead(String run, Worker worker) {
    return perform(
        () -> {
          // Mostly nothing changes: then no other writer is held up.
          long key = key(run);
          String leader = leader(key);
          boolean mine = worker.id().equals(leader);
          return (mine && signed(key, worker)) || (!led(key, leader, worker) && take(run, worker));
        });
  }

  private boolean led(long key, @Nullable String leader, Worker worker) throws SQLException {
    return leader != null && !leader.equals(worker.id()) && alive(key, leader);
  }

  private boolean take(String run, Worker worker) {
    return transact(
        () -> {
          long key = key(run);
          if (led(key, leader(key), worker)) {
            return false;
          }
          PreparedStatement take =
              prepared("INSERT OR REPLACE INTO lease(run, worker) VALUES (?, ?)");
          take.setLong(1, key);
          take.setString(2, worker.id());
          take.executeUpdate();
          sign(key, worker);
          return true;
        });
  }

  private @Nullable String leader(long key) throws SQLException {
    PreparedStatement select = prepared(LEADER);
    select.setLong(1, key);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** Whether that worker is at work on the run. */
  private boolean alive(long key, String id) throws SQLException {
    PreparedStatement select = prepared(SEEN);
    select.setLong(1, key);
    select.setString(2, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next() && Workers.alive(id, row.getDouble(1), now());
    }
  }

  /** Whether the worker gave a sign so lately that another is not needed yet. */
  private boolean signed(long key, Worker worker) {
    Double last = signs.get(key + " " + worker);
    return last != null && Math.abs(now() - last) < BEAT / 2;
  }

  private void sign(long key, Worker worker) throws SQLException {
    double now = now();
    PreparedStatement sign = prepared(SIGN);
    sign.setLong(1, key);
    sign.setString(2, worker.id());
    sign.setInt(3, worker.parallel());
    sign.setDouble(4, now);
    sign.executeUpdate();
    signs.put(key + " " + worker, now);
  }

  @Override
  public void follow(String run, Worker worker) {
    perform(
        () -> {
          long key = key(run);
          if (!signed(key, worker)) {
            sign(key, worker);
          }
          return true;
        });
  }

  @Override
  public List<Worker> workers(String run) {
    return perform(
        () -> {
          PreparedStatement select =
              prepared("SELECT id, parallel, seen FROM worker WHERE run = ? ORDER BY id");
          select.setLong(1, key(run));
          double now = now();
          var workers = new ArrayList<Worker>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              if (Workers.alive(row.getString(1), row.getDouble(3), now)) {
                workers.add(new Worker(row.getString(1), row.getInt(2)));
              }
            }
          }
          return workers;
        });
  }

  @Override
  public void leave(String run, Worker worker) {
    transact(
        () -> {
          long key = key(run);
          for (String sql :
              List.of(
                  "DELETE FROM worker WHERE run = ? AND id = ?",
                  "DELETE FROM lease WHERE run = ? AND worker = ?")) {
            PreparedStatement delete = prepared(sql);
            delete.setLong(1, key);
            delete.setString(2, worker.id());
            delete.executeUpdate();
          }
          signs.remove(key + " " + worker);
          return true;
        });
  }

  @Override
  public boolean append(String run, Worker leader, List<Event> events) {
    if (events.size() != 1) {
      return transact(
          () -> {
            long key = key(run);
            if (!leader.id().equals(leader(key))) {
              return false;
            }
            for (Event event : events) {
              insert(event instanceof Event.Finished ? FINISH : APPEND, run, key, event);
            }
            return true;
          });
    }
    return perform(
        () -> {
          Event event = events.getFirst();
          boolean finished = event instanceof Event.Finished;
          String sql = finished ? FINISH_AS_LEADER : APPEND_AS_LEADER;
          PreparedStatement insert = prepared(sql);
          long key = key(run);
          insert.setLong(7, key);
          insert.setString(8, leader.id());
          // None inserted: not the leader, or a trial that has its result.
          return insert(sql, run, key, event) == 1 || (finished && leader.id().equals(leader(key)));
        });
  }

  @Override
  public void finish(String run, List<Event.Finished> results) {
    if (results.size() == 1) {
      perform(() -> insert(FINISH, run, key(run), results.getFirst()));
    } else {
      transact(
          () -> {
            for (Event.Finished result : results) {
              insert(FINISH, run, key(run), result);
            }
            return true;
          });
    }
  }

  @Override
  public boolean claim(String run, long trial, Worker worker) {
    return transact(
        () -> {
          long key = key(run);
          if (!isOpen(key, trial)) {
            return false;
          }
          String holder = holder(key, trial);
          if (worker.id().equals(holder)) {
            return true;
          }
          if (holder != null && alive(key, holder)) {
            return false;
          }
          insert(APPEND, run, key, new Event.Claimed(trial, worker.id()));
          return true;
        });
  }

  /** Whether the trial was asked and has no result. */
  private boolean isOpen(long key, long trial) throws SQLException {
    PreparedStatement select =
        prepared(
            """
            SELECT EXISTS (SELECT 1 FROM event WHERE run = ?1 AND trial = ?2 AND kind = 'asked')
              AND NOT EXISTS (
                SELECT 1 FROM event WHERE run = ?1 AND trial = ?2 AND kind = 'finished')""");
    select.setLong(1, key);
    select.setLong(2, trial);
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** The worker that has the trial, null where it is free. */
  private @Nullable String holder(long key, long trial) throws SQLException {
    PreparedStatement select =
        prepared(
            """
            SELECT seq, worker FROM event
              WHERE run = ?1 AND trial = ?2 AND (kind = 'claimed' OR kind = 'released')
            UNION ALL
            SELECT seq, worker FROM event WHERE run = ?1 AND trial = ?2 AND kind = 'asked'
            ORDER BY seq DESC LIMIT 1""");
    select.setLong(1, key);
    select.setLong(2, trial);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(2) : null;
    }
  }

  private int insert(String sql, String run, long key, Event event) throws SQLException {
    PreparedStatement insert = prepared(sql);
    insert.setLong(1, key);
    insert.setString(2, EventJson.kind(event));
    switch (event) {
      case Event.Asked asked -> of(insert, asked.trial(), asked.worker());
      case Event.Claimed claimed -> of(insert, claimed.trial(), claimed.worker());
      case Event.Released released -> of(insert, released.trial(), null);
      case Event.Finished finished -> of(insert, finished.trial(), finished.worker());
      case Event.Opened opened -> of(insert, null, opened.worker());
      case Event.Waited _, Event.Offered _, Event.Ended _ -> of(insert, null, null);
    }
    insert.setDouble(5, now());
    insert.setString(6, EventJson.write(event));
    try {
      return insert.executeUpdate();
    } catch (SQLException e) {
      if (event instanceof Event.Asked asked
          && SqliteFailure.detail(e) == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE) {
        throw KnownRuns.askedTwice(run, asked.trial());
      }
      throw e;
    }
  }

  private static void of(PreparedStatement insert, @Nullable Long trial, @Nullable String worker)
      throws SQLException {
    if (trial == null) {
      insert.setNull(3, Types.INTEGER);
    } else {
      insert.setLong(3, trial);
    }
    insert.setString(4, worker);
  }

  /** Puts the write-ahead log into the file, and removes it, where no other process has it open. */
  @Override
  public synchronized void close() {
    perform(
        () -> {
          connection.close();
          return true;
        });
  }
}
