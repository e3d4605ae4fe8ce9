package io.tachograph.ship.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tachograph.ship.SinkException;
import io.tachograph.ship.Target;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections to a database, and what its errors mean. For any thread. */
final class Database implements AutoCloseable {
  private static final String APPLICATION = "tachograph-ship";
  private static final Duration MAX_CONNECT = Duration.ofSeconds(5);
  private static final Duration MIN_CONNECT = Duration.ofMillis(250);
  private static final String NO_TABLE = "42P01";
  private static final String DUPLICATE = "23505";
  private static final String NO_SCHEMA = "3F000";
  private static final int CLASS_LENGTH = 2;
  private static final int SOCKET_SECONDS = 2;

  /** The index has the order of the ledger; to sort a whole one first would take a disk full. */
  private static final String READING_SQL =
      "SET default_transaction_isolation = 'repeatable read'; SET enable_sort = off";

  /**
   * Classes of SQLSTATE that say that the server as a whole is in trouble: connection, transaction
   * state (a standby is read-only), authorization, no database, resources, operator, system.
   */
  private static final Set<String> UNAVAILABLE =
      Set.of("08", "25", "28", "3D", "53", "57", "58", "XX");

  private final PostgresUrl url;
  private final HikariDataSource pool;

  private Database(Target target, int connections, boolean reading) {
    url = PostgresUrl.of(target.url());
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url.jdbc());
    config.setPoolName(APPLICATION);
    config.setReadOnly(reading);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    // The far side need not be there yet.
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(connectMillis(target.timeout()));
    config.setValidationTimeout(connectMillis(target.timeout()));
    url.credentials().forEach((name, value) -> config.addDataSourceProperty((String) name, value));
    config.addDataSourceProperty("ApplicationName", APPLICATION);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", String.valueOf(MAX_CONNECT.toSeconds()));
    long seconds = target.timeout().toSeconds();
    // Longer than the server's own, which says why.
    config.addDataSourceProperty("socketTimeout", String.valueOf(seconds + SOCKET_SECONDS));
    config.setConnectionInitSql(reading ? READING_SQL : writingSql(seconds));
    // Else what is set would be a part of the first transaction, which would not know it itself.
    config.setIsolateInternalQueries(true);
    pool = new HikariDataSource(config);
  }

  /**
   * To ship: a batch that takes too long is better sent again. One connection more asks whether the
   * database answers, so that this does not wait for batches.
   */
  static Database toWrite(Target target) {
    return new Database(target, target.poolSize() + 1, false);
  }

  /** To verify: a whole ledger is read in one transaction. */
  static Database toRead(Target target) {
    return new Database(target, target.poolSize(), true);
  }

  private static String writingSql(long seconds) {
    return "SET statement_timeout = '"
        + seconds
        + "s'; SET idle_in_transaction_session_timeout = '"
        + seconds
        + "s'";
  }

  private static long connectMillis(Duration timeout) {
    Duration bounded = timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT;
    return Math.max(MIN_CONNECT.toMillis(), bounded.toMillis());
  }

  /** A connection in a transaction, which ends with {@link Connection#commit}. */
  Connection connect() throws SQLException {
    return pool.getConnection();
  }

  /** What an error means for shipping. */
  SinkException failure(SQLException e) {
    String state = e.getSQLState();
    String message = url + ": " + e.getMessage();
    if (NO_TABLE.equals(state) || NO_SCHEMA.equals(state)) {
      return SinkException.unavailable(
          url + ": its tables are not there, or not where this role looks for them: run migrate",
          e);
    }
    return isUnavailable(state)
        ? SinkException.unavailable(message, e)
        : SinkException.refused(message, e);
  }

  /** Whether the database has a row of the same key. */
  static boolean isDuplicate(@Nullable Throwable e) {
    return e instanceof SQLException error && DUPLICATE.equals(error.getSQLState());
  }

  /** What an error means for reading back. */
  IOException unreadable(SQLException e) {
    return new IOException(failure(e).getMessage(), e);
  }

  /** Where it is, without a password. */
  @Override
  public String toString() {
    return url.toString();
  }

  private static boolean isUnavailable(@Nullable String state) {
    return state == null
        || state.length() < CLASS_LENGTH
        || UNAVAILABLE.contains(state.substring(0, CLASS_LENGTH));
  }

  @Override
  public void close() {
    pool.close();
  }
}
