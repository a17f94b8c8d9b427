package org.talweg.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What a failure of SQLite means for the user: what happened, what is safe, what helps. A
 * transaction that fails leaves the file as it was before.
 */
final class SqliteFailure {
  private static final String SAFE = "everything recorded before is safe";

  /** Bytes below which a file system counts as full: SQLite needs some for its own files. */
  private static final long FULL = 1 << 20;

  private SqliteFailure() {}

  static JournalException explain(Path file, SQLException e) {
    // SQLException's own code is cut short.
    SQLiteErrorCode detail =
        e instanceof SQLiteException failure
            ? failure.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    // The low byte is the kind of failure, the rest its detail.
    SQLiteErrorCode kind = SQLiteErrorCode.getErrorCode(detail.code & 0xFF);
    String message =
        switch (kind) {
          case SQLITE_FULL -> full(file);
          case SQLITE_IOERR ->
              diskIsFull(file)
                  ? full(file)
                  : "journal %s cannot be read or written (%s); %s; check the disk, or name another file (--store)"
                      .formatted(file, detail, SAFE);
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "journal %s is locked by %s; nothing was lost; end that, or name another file (--store)"
                  .formatted(file, LockHolder.of(file));
          case SQLITE_NOTADB ->
              "%s is not a journal: it is no SQLite database; it was left as it is; name another file (--store)"
                  .formatted(file);
          case SQLITE_CORRUPT ->
              "journal %s is damaged (%s); it was left as it is; move it away and restore a copy, or save what can be read with: sqlite3 %s .recover"
                  .formatted(file, detail, file);
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
              "journal %s cannot be written: it, or its directory, is read-only; %s; allow writing, or name another file (--store)"
                  .formatted(file, SAFE);
          case SQLITE_CANTOPEN ->
              "journal %s cannot be opened: %s; allow reading and writing there, or name another file (--store)"
                  .formatted(file, whyNotOpened(file));
          case SQLITE_PROTOCOL ->
              "journal %s cannot be locked; %s; keep it on a local disk (--store), not on a network's"
                  .formatted(file, SAFE);
          default -> "journal %s cannot be used (%s); %s".formatted(file, e.getMessage(), SAFE);
        };
    return new JournalException(message, e);
  }

  private static String full(Path file) {
    return "the disk is full: journal %s cannot grow; %s, and its runs can be resumed; free some space, or name a file on another disk (--store)"
        .formatted(file, SAFE);
  }

  private static boolean diskIsFull(Path file) {
    try {
      return Files.getFileStore(file).getUsableSpace() < FULL;
    } catch (IOException e) {
      return false;
    }
  }

  private static String whyNotOpened(Path file) {
    Path directory = file.getParent();
    if (Files.exists(file) && !Files.isReadable(file)) {
      return "it may not be read";
    }
    if (directory != null && !Files.isWritable(directory)) {
      return "its directory may not be written";
    }
    return diskIsFull(file) ? "the disk is full" : "the system refuses";
  }
}
