package org.talweg.engine.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of an SQLite journal and how a file gets to have them.
 *
 * <p>{@code PRAGMA user_version} is the number of migrations that a file has been through; {@code
 * application_id} marks a file as ours, so that no other program's database is ever written to.
 * Events are only inserted; {@code worker} and {@code lease} say who is at work now and may be lost
 * without harm.
 */
final class Schema {
  /** "TALW". */
  private static final int APPLICATION = 0x54414C57;

  /** Migration n takes a file from version n to version n + 1. Never edit one: add another. */
  static final List<List<String>> MIGRATIONS =
      List.of(
          List.of(
              """
              CREATE TABLE run(
                key INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                header TEXT NOT NULL) STRICT""",
              """
              CREATE TABLE event(
                seq INTEGER PRIMARY KEY,
                run INTEGER NOT NULL REFERENCES run,
                kind TEXT NOT NULL,
                trial INTEGER,
                worker TEXT,
                at REAL NOT NULL,
                data TEXT NOT NULL) STRICT""",
              "CREATE INDEX event_run ON event(run)",
              // A trial is asked once and finished once.
              """
              CREATE UNIQUE INDEX event_once ON event(run, trial, kind)
                WHERE kind = 'asked' OR kind = 'finished'""",
              """
              CREATE INDEX event_holder ON event(run, trial)
                WHERE kind = 'claimed' OR kind = 'released'""",
              """
              CREATE TABLE worker(
                run INTEGER NOT NULL REFERENCES run,
                id TEXT NOT NULL,
                parallel INTEGER NOT NULL,
                seen REAL NOT NULL,
                PRIMARY KEY (run, id)) STRICT, WITHOUT ROWID""",
              """
              CREATE TABLE lease(
                run INTEGER PRIMARY KEY REFERENCES run,
                worker TEXT NOT NULL) STRICT"""));

  private Schema() {}

  /**
   * Brings a file up to date, in one transaction; a file that is up to date is only read.
   *
   * @throws JournalException where the file is another program's, or a newer Talweg's: then it is
   *     left as it was
   */
  static void prepare(Connection connection, Path file, List<List<String>> migrations)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (version(statement, file, migrations.size()) == migrations.size()) {
        return;
      }
      // Persistent, and must come before the transaction.
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("BEGIN IMMEDIATE");
      try {
        // Again: another process may have been faster.
        int from = version(statement, file, migrations.size());
        for (List<String> migration : migrations.subList(from, migrations.size())) {
          for (String sql : migration) {
            statement.execute(sql);
          }
        }
        statement.execute("PRAGMA application_id = " + APPLICATION);
        statement.execute("PRAGMA user_version = " + migrations.size());
        statement.execute("COMMIT");
      } catch (SQLException | RuntimeException e) {
        rollback(statement, e);
        throw e;
      }
    }
  }

  /** The file's version, 0 where it is empty. */
  private static int version(Statement statement, Path file, int known) throws SQLException {
    int application = integer(statement, "PRAGMA application_id");
    int version = integer(statement, "PRAGMA user_version");
    boolean empty = integer(statement, "SELECT count(*) FROM sqlite_schema") == 0;
    if (application != APPLICATION && !(application == 0 && version == 0 && empty)) {
      throw new JournalException(
          "%s is the SQLite database of another program, not a journal; it was left as it is; name another file (--store)"
              .formatted(file),
          null);
    }
    if (version > known) {
      throw new JournalException(
          "journal %s was written by a newer Talweg (schema %d, this one knows %d); it was left as it is; update Talweg, or name another file (--store)"
              .formatted(file, version, known),
          null);
    }
    return version;
  }

  private static int integer(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /** Undoes a transaction that failed; SQLite has done so itself after some failures. */
  private static void rollback(Statement statement, Exception cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
