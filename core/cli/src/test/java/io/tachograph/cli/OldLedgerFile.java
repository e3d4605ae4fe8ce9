package io.tachograph.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A small SQLite ledger as older agents wrote them. */
final class OldLedgerFile {
  private static final String COLUMNS =
      "timestamp, event_type, task_id, agent_id, payload, result, error";

  /** The hashes are CPython's. */
  private static final String[] ROWS = {
    "('2025-11-20T19:50:12.948027', 'proposal_created', NULL, 'forum',"
        + " '{\"title\": \"Gr\\u00f6\\u00dfe\"}', NULL, NULL,"
        + " 'de08cd7e60d469e070666d17549e8ad394f172b8c345d93a78e27b6b242de1f3',"
        + " '0000000000000000000000000000000000000000000000000000000000000000')",
    "('2025-11-20T19:50:13.000001', 'task_start', 'task-1', 'größer', '{\"n\": 1.5}', NULL, NULL,"
        + " 'b1c5f217ac30013af875eb83b9f06e1dd50fe7bbac5c87775323896e4b2ebda9',"
        + " 'de08cd7e60d469e070666d17549e8ad394f172b8c345d93a78e27b6b242de1f3')",
    "('2025-11-20T19:50:14.000001', 'task_completed', 'task-1', 'größer', NULL,"
        + " '{\"ok\": true}', NULL,"
        + " 'e56b7b0de861f02fd03e98d04d75d0806b06c7b1c89bbcb79774850231db13ea',"
        + " 'b1c5f217ac30013af875eb83b9f06e1dd50fe7bbac5c87775323896e4b2ebda9')",
    "('2025-11-20T19:50:15.000001', 'task_failed', 'task-2', 'civic', NULL, NULL,"
        + " 'ValueError: bad',"
        + " '8e49024e4d002d521e9a210ba0850e5b18654b56a9be8539b1b0ddcf6284d9d8',"
        + " 'e56b7b0de861f02fd03e98d04d75d0806b06c7b1c89bbcb79774850231db13ea')"
  };

  private OldLedgerFile() {}

  /** Makes one of four rows. */
  static void write(Path file) {
    execute(
        file,
        "CREATE TABLE ledger_events (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT,"
            + " timestamp TEXT NOT NULL, event_type TEXT NOT NULL, task_id TEXT,"
            + " agent_id TEXT NOT NULL, payload TEXT, result TEXT, error TEXT, details TEXT,"
            + " current_hash TEXT NOT NULL, previous_hash TEXT NOT NULL)",
        "INSERT INTO ledger_events ("
            + COLUMNS
            + ", current_hash, previous_hash) VALUES "
            + String.join(", ", ROWS));
  }

  /** Runs statements in a database. */
  static void execute(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
