package io.tachograph.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The table of tool calls by JDBC alone, set up as the store sets it up. All values are text that
 * was made before: what is left is SQLite and its driver. For one thread.
 */
final class BareTable implements AutoCloseable {
  private static final String ARGS = StoreRows.args().toString();

  private final Connection connection;
  private final PreparedStatement insert;
  private long number;

  BareTable(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=NORMAL");
      statement.execute("PRAGMA foreign_keys=ON");
    }
    insert =
        connection.prepareStatement(
            "INSERT INTO tool_calls (mission_id, tool_name, args, result, timestamp, duration_ms,"
                + " success, error_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /** One, in a transaction of its own. */
  int insert() throws SQLException {
    insert.setLong(1, 1);
    insert.setString(2, "tool7");
    insert.setString(3, ARGS);
    insert.setString(4, "{\"hits\":3}");
    insert.setString(5, StoreRows.time((int) number++).toString());
    insert.setLong(6, 12);
    insert.setInt(7, 1);
    insert.setString(8, null);
    return insert.executeUpdate();
  }

  /** Several in one transaction. */
  int insert(int rows) throws SQLException {
    connection.setAutoCommit(false);
    int added = 0;
    for (int i = 0; i < rows; i++) {
      added += insert();
    }
    connection.commit();
    connection.setAutoCommit(true);
    return added;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    connection.close();
  }
}
