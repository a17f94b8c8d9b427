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
  private static final String AS_IT_WAS = "it was left as it is";
  private static final String ELSEWHERE = "name another file (--store)";

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
    boolean full =
        kind == SQLiteErrorCode.SQLITE_FULL
            || (kind == SQLiteErrorCode.SQLITE_IOERR || kind == SQLiteErrorCode.SQLITE_CANTOPEN)
                && diskIsFull(file);
    return new JournalException(full ? full(file) : message(file, kind, detail, e), e);
  }

  static JournalException noDatabase(Path file) {
    return new JournalException(noDatabaseMessage(file), null);
  }

  private static String noDatabaseMessage(Path file) {
    return say(file + " is no SQLite database, so no journal", AS_IT_WAS, ELSEWHERE);
  }

  private static String full(Path file) {
    return say(
        "the disk is full: journal " + file + " cannot grow",
        SAFE + ", and its runs can be resumed",
        "free some space, or name a file on another disk (--store)");
  }

  private static String message(
      Path file, SQLiteErrorCode kind, SQLiteErrorCode detail, SQLException e) {
    return switch (kind) {
      case SQLITE_IOERR ->
          say(
              "journal " + file + " cannot be read or written (" + detail.name() + ")",
              SAFE,
              "check the disk and its quota, or " + ELSEWHERE);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          say(
              "journal " + file + " is locked by " + LockHolder.of(file),
              SAFE,
              "wait for it, end it, or " + ELSEWHERE);
      case SQLITE_NOTADB -> noDatabaseMessage(file);
      case SQLITE_CORRUPT ->
          say(
              "journal " + file + " is damaged (" + detail.name() + ")",
              AS_IT_WAS,
              "restore a copy, or save what can be read with: sqlite3 " + file + " .recover");
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          say(
              "journal " + file + " cannot be written: it or its directory is read-only",
              SAFE,
              "allow writing, or " + ELSEWHERE);
      case SQLITE_CANTOPEN ->
          say(
              "journal " + file + " cannot be opened: " + whyNotOpened(file),
              AS_IT_WAS,
              "allow reading and writing there, or " + ELSEWHERE);
      case SQLITE_PROTOCOL ->
          say(
              "journal " + file + " cannot be locked",
              SAFE,
              "keep it on this machine's disk, not on the network's (--store)");
      default -> say("journal " + file + " cannot be used: " + e.getMessage(), SAFE, ELSEWHERE);
    };
  }

  private static String say(String what, String safe, String helps) {
    return what + "; " + safe + "; " + helps;
  }

  private static boolean diskIsFull(Path file) {
    try {
      return Files.getFileStore(Files.exists(file) ? file : file.resolveSibling("."))
              .getUsableSpace()
          < FULL;
    } catch (IOException e) {
      return false;
    }
  }

  private static String whyNotOpened(Path file) {
    Path directory = file.getParent();
    if (Files.exists(file) && !Files.isReadable(file)) {
      return "it may not be read";
    }
    return directory != null && !Files.isWritable(directory)
        ? "its directory may not be written"
        : "the system refuses";
  }
}
