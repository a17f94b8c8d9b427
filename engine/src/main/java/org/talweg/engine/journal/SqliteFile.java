package org.talweg.engine.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** Opens the file of an SQLite journal, whatever is in its place. */
final class SqliteFile {
  /** Milliseconds to wait for another process to end its transaction. */
  static final int PATIENCE = 10_000;

  /** Pages of the write-ahead log after which it is copied into the file: 32 MiB. */
  private static final int CHECKPOINT = 16_384;

  /** How every SQLite file that is not empty begins. */
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private SqliteFile() {}

  /** Opens the file, and makes it and its directory where they are missing. */
  static Database open(Path file) {
    return open(file, PATIENCE);
  }

  static Database open(Path file, int patience) {
    Path absolute = usable(file);
    try {
      Path directory = absolute.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw new JournalException(
          "the directory of journal %s cannot be made (%s);".formatted(absolute, reason(e))
              + " nothing was written; name another file (--store)",
          e);
    }
    return prepared(
        Database.open(absolute, "", patience, SQLiteOpenMode.READWRITE, SQLiteOpenMode.CREATE),
        patience);
  }

  /** Opens the file, read-only where it may not be written; empty where there is none. */
  static Optional<Database> openExisting(Path file) {
    Path absolute = usable(file);
    if (!holdsSomething(absolute)) {
      return Optional.empty();
    }
    Path directory = absolute.getParent();
    boolean mayCreate = directory != null && Files.isWritable(directory);
    if (mayCreate && Files.isWritable(absolute)) {
      return Optional.of(
          prepared(Database.open(absolute, "", PATIENCE, SQLiteOpenMode.READWRITE), PATIENCE));
    }
    // To read beside a writer takes a -shm file. Where none can be made and there is no -wal,
    // nobody writes.
    boolean still = !mayCreate && Files.notExists(Path.of(absolute + "-wal"));
    return Optional.of(
        prepared(
            Database.open(absolute, still ? "?immutable=1" : "", PATIENCE, SQLiteOpenMode.READONLY),
            PATIENCE));
  }

  private static Database prepared(Database database, int patience) {
    try {
      prepareTogether(database, patience);
      database.pragma("synchronous = NORMAL");
      database.pragma("wal_autocheckpoint = " + CHECKPOINT);
      // Finds damaged pages before anything is written to them.
      database.pragma("cell_size_check = ON");
      return database;
    } catch (RuntimeException e) {
      try {
        database.close();
      } catch (JournalException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /**
   * The switch to a write-ahead log wants the file for itself, and where two processes ask for it
   * together SQLite refuses one at once, without the patience that it has elsewhere: so it asks
   * again for as long.
   */
  private static void prepareTogether(Database database, int patience) {
    long until = System.nanoTime() + Duration.ofMillis(patience).toNanos();
    while (true) {
      try {
        Schema.prepare(database, Schema.MIGRATIONS);
        return;
      } catch (JournalException e) {
        boolean busy =
            e.getCause() instanceof SQLiteException refused
                && refused.getResultCode() == SQLiteErrorCode.SQLITE_BUSY;
        if (!busy || System.nanoTime() - until >= 0) {
          throw e;
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000, 20_000_000));
      }
    }
  }

  private static Path usable(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (Files.isDirectory(absolute)) {
      throw new JournalException(
          "%s is a directory; a journal is a file, such as %s (--store)"
              .formatted(absolute, absolute.resolve("talweg.db")),
          null);
    }
    if (Files.isRegularFile(absolute) && Files.isReadable(absolute)) {
      try (InputStream in = Files.newInputStream(absolute)) {
        byte[] start = in.readNBytes(MAGIC.length);
        // SQLite itself takes a file of one byte for an empty one.
        if (start.length > 0 && !Arrays.equals(start, MAGIC)) {
          throw SqliteFailure.noDatabase(absolute);
        }
      } catch (IOException e) {
        // Opening it will say why.
      }
    }
    return absolute;
  }

  /** A file without a byte is what SQLite leaves when it dies before the first transaction. */
  private static boolean holdsSomething(Path file) {
    try {
      return Files.size(file) > 0 || Files.exists(Path.of(file + "-wal"));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new JournalException(
          "journal %s cannot be looked at (%s);".formatted(file, reason(e))
              + " it was left as it is; name another file (--store)",
          e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + " may not be used";
      case FileAlreadyExistsException file -> file.getFile() + " is a file";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
