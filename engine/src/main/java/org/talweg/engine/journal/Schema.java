package org.talweg.engine.journal;

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

  private static final int PAGE = 2_048;

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
  static void prepare(Database database, List<List<String>> migrations) {
    if (version(database, migrations.size()) == migrations.size()) {
      return;
    }
    // A commit writes whole pages, and an event is some hundred bytes. Only new files take it.
    database.pragma("page_size = " + PAGE);
    // It is persistent, and cannot be set inside the transaction.
    database.pragma("journal_mode = WAL");
    int _ =
        database.transact(
            () -> {
              // Asked again, because another process may have been faster.
              int version = version(database, migrations.size());
              migrations.subList(version, migrations.size()).stream()
                  .flatMap(List::stream)
                  .forEach(database::update);
              database.pragma("application_id = " + APPLICATION);
              database.pragma("user_version = " + migrations.size());
              return migrations.size();
            });
  }

  /** What marks a file as ours, or as empty. */
  private record Found(int application, int version, long tables) {
    static final Found NOTHING = new Found(0, 0, 0);
  }

  /** The file's version, 0 where it is empty. */
  private static int version(Database database, int known) {
    // One statement sees one state of the file; between two, another process may have made it.
    Found found =
        database
            .query(
                """
                SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
                  FROM pragma_application_id, pragma_user_version""",
                row -> new Found(row.getInt(1), row.getInt(2), row.getLong(3)))
            .getFirst();
    int version = found.version();
    if (found.application() != APPLICATION && !found.equals(Found.NOTHING)) {
      throw new JournalException(
          database.file()
              + " is the SQLite database of another program, not a journal;"
              + " it was left as it is; name another file (--store)",
          null);
    }
    if (version > known) {
      throw new JournalException(
          "journal %s was written by a newer Talweg (schema %d, this one knows %d);"
                  .formatted(database.file(), version, known)
              + " it was left as it is; update Talweg, or name another file (--store)",
          null);
    }
    return version;
  }
}
