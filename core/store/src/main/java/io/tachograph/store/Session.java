package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/**
 * One connection with the statements prepared on it. Used by one thread at a time; whoever hands it
 * out sees to that. Transactions are begun and ended by statements of ours, so the JDBC connection
 * stays in auto-commit mode.
 *
 * <p>A failure inside of a transaction that is no broken constraint dooms it: SQLite rolls some of
 * them back by itself (a full disk), and what came afterwards would be committed alone.
 */
final class Session implements AutoCloseable {
  /** More than the store has, but for updates of differing sets of mission columns. */
  private static final int MAX_STATEMENTS = 64;

  private static final Sql TABLE =
      new Sql("sqlite_master", "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?");

  private static final Sql BEGIN = new Sql("", "BEGIN IMMEDIATE");
  private static final Sql COMMIT = new Sql("", "COMMIT");

  private static final String MAIN = "main";
  private static final int ALL_PAGES = -1;
  private static final int BUSY_PAUSE_MS = 50;

  /** For 5 seconds in all: then whoever writes outside of WAL mode has not ended. */
  private static final int BUSY_PAUSES = 100;

  private final Connection connection;
  private final Path file;
  private final BusyWait busyWait;

  /** Most recently used last. */
  private final Map<Sql, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

  private final Set<String> tablesSeen = new HashSet<>();
  private boolean inTransaction;
  private @Nullable StoreException doom;

  /**
   * @param file what it is connected to, which an error then names
   * @param busyWait how the connection waits for a lock
   */
  Session(Connection connection, Path file, BusyWait busyWait) {
    this.connection = connection;
    this.file = file;
    this.busyWait = busyWait;
  }

  /** Runs a statement and gives the number of rows it changed. */
  int update(Sql sql, @Nullable Object... parameters) {
    refuseIfDoomed();
    try {
      PreparedStatement statement = bind(sql, parameters);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, SqliteErrors.of(e, sql, connection, file));
    }
  }

  /** The rows of a query, all of them; what may be many needs a LIMIT. */
  <T> List<T> list(Sql sql, Function<Row, T> mapper, @Nullable Object... parameters) {
    refuseIfDoomed();
    try (ResultSet result = bind(sql, parameters).executeQuery()) {
      Row row = new Row(result, sql);
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(mapper.apply(row));
      }
      return rows;
    } catch (SQLException e) {
      throw failed(sql, SqliteErrors.of(e, sql, connection, file));
    }
  }

  /** The rows of a query one by one; closed before the same statement runs again. */
  RowCursor cursor(Sql sql, @Nullable Object... parameters) {
    refuseIfDoomed();
    try {
      return new RowCursor(bind(sql, parameters).executeQuery(), sql);
    } catch (SQLException e) {
      throw failed(sql, SqliteErrors.of(e, sql, connection, file));
    }
  }

  /** The first row of a query, or of an INSERT with RETURNING. */
  <T> Optional<T> first(Sql sql, Function<Row, T> mapper, @Nullable Object... parameters) {
    List<T> rows = list(sql, mapper, parameters);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** Runs an INSERT that ends in {@code RETURNING id} and gives that id. */
  long insert(Sql sql, @Nullable Object... parameters) {
    return first(sql, row -> row.number("id"), parameters)
        .orElseThrow(() -> new IllegalStateException("no id came back: table=" + sql.table()));
  }

  /** Whether the database has that table; one that was seen is not looked for again. */
  boolean hasTable(String table) {
    if (!tablesSeen.contains(table) && first(TABLE, row -> row.text("name"), table).isPresent()) {
      tablesSeen.add(table);
    }
    return tablesSeen.contains(table);
  }

  /** Runs SQL that gives no rows: several statements, or a pragma. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** The first column of a pragma's first row. */
  String pragma(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? String.valueOf(result.getString(1)) : "";
    }
  }

  /**
   * Copies all pages to a file by SQLite's online backup, and waits until the disk has them.
   *
   * @param target made where there is none
   */
  void copyTo(Path target) {
    try {
      int code =
          connection
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              .backup(MAIN, target.toString(), null, BUSY_PAUSE_MS, BUSY_PAUSES, ALL_PAGES);
      if (code != SQLiteErrorCode.SQLITE_OK.code) {
        throw DB.newSQLException(code, "the online backup was cut off");
      }
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "be copied", where("target=" + target));
    }
  }

  /** Sets how long to wait from now on for another connection's lock. */
  void setBusyTimeout(Duration timeout) {
    busyWait.setTimeout(timeout);
  }

  /**
   * Moves what is in the write-ahead log into the database and empties it; others that write wait
   * meanwhile. Whatever becomes of it, what is committed is safe where it is.
   *
   * @param patience how long to wait for a reader
   * @return whether it is empty
   */
  boolean emptyLog(Duration patience) {
    Duration timeout = busyWait.setTimeout(patience);
    try {
      return pragma("PRAGMA wal_checkpoint(TRUNCATE)").equals("0");
    } catch (SQLException e) {
      // A disk that fails shows in the next commit, too.
      return false;
    } finally {
      busyWait.setTimeout(timeout);
    }
  }

  /** Begins a transaction as the database's one writer. */
  void begin() {
    control(BEGIN, "begin a transaction");
    inTransaction = true;
    doom = null;
  }

  /** Makes the transaction last; if it fails, it still has to be rolled back. */
  void commit() {
    refuseIfDoomed();
    control(COMMIT, "commit a transaction");
    inTransaction = false;
  }

  /** Undoes the transaction, if SQLite has not done that by itself. */
  void rollback() {
    inTransaction = false;
    doom = null;
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      if (!SqliteErrors.isNoTransaction(e)) {
        throw SqliteErrors.of(e, "roll a transaction back", where("statement=ROLLBACK"));
      }
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "close a connection", where("statements=" + statements.size()));
    }
  }

  private void control(Sql sql, String doing) {
    try {
      PreparedStatement statement = prepare(sql);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, SqliteErrors.of(e, doing, where("statement=" + sql.text())));
    }
  }

  private String where(String pair) {
    return "file=" + file + " " + pair;
  }

  private PreparedStatement bind(Sql sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = prepare(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, column(parameters[i]));
    }
    return statement;
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement prepared = connection.prepareStatement(sql.text());
    statements.put(sql, prepared);
    if (statements.size() > MAX_STATEMENTS) {
      drop(statements.keySet().iterator().next());
    }
    return prepared;
  }

  private void drop(Sql sql) throws SQLException {
    PreparedStatement dropped = statements.remove(sql);
    if (dropped != null) {
      dropped.close();
    }
  }

  private static @Nullable Object column(@Nullable Object parameter) {
    if (parameter instanceof Instant time) {
      return Timestamps.text(time);
    }
    if (parameter instanceof JsonNode document) {
      return Json.text(document);
    }
    if (parameter instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return parameter;
  }

  private StoreException failed(Sql sql, StoreException failure) {
    try {
      // The driver has closed some statements that failed, and does not say which.
      drop(sql);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    if (inTransaction && failure.category() != Category.CONSTRAINT) {
      doom = failure;
    }
    return failure;
  }

  private void refuseIfDoomed() {
    if (doom != null) {
      throw new StoreException(
          doom.category(),
          "The transaction failed before and can only be rolled back: category="
              + doom.category()
              + ".",
          doom);
    }
  }
}
