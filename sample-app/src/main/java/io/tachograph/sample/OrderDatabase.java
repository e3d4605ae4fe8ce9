package io.tachograph.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shop's order database: an SQLite file in a temporary folder, filled from a script and then
 * read only. Its one connection is for one thread at a time; closing removes the folder.
 */
final class OrderDatabase implements AutoCloseable {
  private final Path folder;
  private final Path file;
  private final Connection connection;

  private OrderDatabase(Path folder, Path file, Connection connection) {
    this.folder = folder;
    this.file = file;
    this.connection = connection;
  }

  /** Creates the database from a script whose statements each end with {@code ;} and a line. */
  static OrderDatabase load(Path script) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("incident-triage-");
    Path file = folder.resolve("orders.db");
    OrderDatabase database =
        new OrderDatabase(folder, file, DriverManager.getConnection("jdbc:sqlite:" + file));
    try {
      database.fill(Files.readString(script));
      return database;
    } catch (IOException | SQLException e) {
      database.close();
      throw e;
    }
  }

  private void fill(String script) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : script.split(";\\R", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
    }
  }

  /** The rows of a query, each by the names of its columns in their order. */
  List<Map<String, @Nullable Object>> query(String sql, int maxRows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(maxRows);
      try (ResultSet rows = statement.executeQuery(sql)) {
        int columns = rows.getMetaData().getColumnCount();
        List<Map<String, @Nullable Object>> result = new ArrayList<>();
        while (rows.next()) {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          for (int column = 1; column <= columns; column++) {
            row.put(rows.getMetaData().getColumnLabel(column), rows.getObject(column));
          }
          result.add(row);
        }
        return result;
      }
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    connection.close();
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }
}
