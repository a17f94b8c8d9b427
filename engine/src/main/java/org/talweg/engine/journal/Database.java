package org.talweg.engine.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * One connection to an SQLite file, with its statements kept prepared. A statement outside {@link
 * #transact} is a transaction of its own. Thread-safe; one statement or transaction runs at a time.
 * Every failure of SQLite is a {@link JournalException} and leaves the file as it was.
 */
final class Database implements AutoCloseable {
  /** Reads one row of a result, at most as often as there are rows. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the file.
   *
   * @param query of the file's URI, such as {@code ?immutable=1}
   * @param patience milliseconds to wait for another process to end its transaction
   */
  static Database open(Path file, String query, int patience, SQLiteOpenMode... modes) {
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.resetOpenMode(SQLiteOpenMode.READWRITE);
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    for (SQLiteOpenMode mode : modes) {
      config.setOpenMode(mode);
    }
    config.setBusyTimeout(patience);
    config.setGetGeneratedKeys(false);
    // A URI, because a plain name would end at its first question mark.
    String uri = "jdbc:sqlite:file:" + file.toUri().getRawPath() + query;
    try {
      return new Database(file, JDBC.createConnection(uri, config.toProperties()));
    } catch (SQLException e) {
      throw SqliteFailure.explain(file, e);
    }
  }

  Path file() {
    return file;
  }

  /** Executes a statement and returns the number of rows that it inserted, changed or deleted. */
  synchronized int update(String sql, @Nullable Object... values) {
    try {
      return prepared(sql, values).executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** The rows of a query. */
  synchronized <T> List<T> query(String sql, Reader<T> reader, @Nullable Object... values) {
    var rows = new ArrayList<T>();
    try (ResultSet row = prepared(sql, values).executeQuery()) {
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** The number that a query answers with; 0 where it has no row. */
  long number(String sql, @Nullable Object... values) {
    List<Long> rows = query(sql, row -> row.getLong(1), values);
    return rows.isEmpty() ? 0 : rows.getFirst();
  }

  /** Sets or asks for a setting of SQLite's. */
  synchronized void pragma(String setting) {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA " + setting);
    } catch (SQLException e) {
      throw SqliteFailure.explain(file, e);
    }
  }

  /**
   * Does several statements as one transaction, which excludes other writers from its beginning; it
   * is undone where the work throws.
   */
  synchronized <T> T transact(Supplier<T> work) {
    update("BEGIN IMMEDIATE");
    boolean committed = false;
    try {
      T result = work.get();
      update("COMMIT");
      committed = true;
      return result;
    } finally {
      if (!committed) {
        rollback();
      }
    }
  }

  private void rollback() {
    try {
      update("ROLLBACK");
    } catch (JournalException e) {
      // After some failures SQLite has rolled back already; why it failed is on its way up.
    }
  }

  /** The driver closes most statements that fail, so none that failed is used again. */
  private JournalException failed(String sql, SQLException e) {
    PreparedStatement statement = statements.remove(sql);
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
    }
    return SqliteFailure.explain(file, e);
  }

  private PreparedStatement prepared(String sql, @Nullable Object[] values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** Puts the write-ahead log into the file and removes it, if no other process has it open. */
  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteFailure.explain(file, e);
    }
  }
}
